import { readFileSync, writeFileSync } from 'node:fs'
import { readCommandLine, refuse, wholeNumber } from '../../tools/command-line.mjs'
import { describeAction } from '../narration/describe-action.ts'
import { describeEvent } from '../narration/describe-event.ts'
import { scenarioCards } from '../scenarios/cards.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import { loadScenarioCode } from '../scenarios/load-scenario-code.ts'
import type { SearchReport } from '../search/search.ts'
import { defaultMaxRuns, searchOptions } from '../search/search-options.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused } from '../trace/refused.ts'
import { formatRunFile, type RunFile, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { maxSeed } from '../trace/seed.ts'
import { searchInThreads } from './search-in-threads.ts'
import { simulate } from './simulation.ts'
import { withDetail } from './with-detail.ts'

const ids = scenarioCards.map(card => card.id)

const usage = `Searches for the fewest acts that turn a lamp red.

  npm run break -- <scenario> --check LAMP [--seed N] [--runs N] [--run FILE] [--out FILE]

  --check LAMP  the lamp; see below
  --seed N      seed of the search and, without --run, of the runs: 0 to ${maxSeed}; default 1
  --runs N      number of runs after which the search gives up; default ${defaultMaxRuns}
  --run FILE    a run file, whose neighbourhood is searched first; every command of the
                scenario follows in turn when it has none
  --out FILE    writes the found run

Ends with code 0 when it found a run, 1 when it did not.

${ids
  .map(
    id =>
      `Lamps of ${id}: ${lampsOf(id)
        .map(lamp => lamp.id)
        .join(', ')}`,
  )
  .join('\n')}`

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    check: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    run: { type: 'string' },
    out: { type: 'string' },
  },
})

const [scenario] = positionals
if (scenario === undefined || positionals.length > 1) refuse(`Name one scenario: ${ids.join(', ')}.`)
const card = scenarioCards.find(({ id }) => id === scenario)
if (card === undefined) refuse(`[${scenario}] is not a scenario; there are ${ids.join(', ')}.`)
const lamps = lampsOf(scenario)
const lamp = lamps.find(({ id }) => id === values.check)
if (lamp === undefined) {
  const known = lamps.map(({ id }) => id).join(', ')
  refuse(`--check must be a lamp of ${scenario} (${known}), but is [${values.check ?? ''}].`)
}
const seed = wholeNumber('--seed', values.seed, { min: 0, max: maxSeed }) ?? 1
const maxRuns = wholeNumber('--runs', values.runs, { min: 1, max: 1e6 }) ?? defaultMaxRuns

/** The run in whose neighbourhood the search begins. */
function baseRun(): RunFile {
  if (values.run === undefined) {
    const version = runFileVersion
    const header = { format: runFileFormat, version, build: 'cli', scenario, seed, settings: {} } as const
    return { header: header as RunFile['header'], actions: [] }
  }
  let text: string
  try {
    text = readFileSync(values.run, 'utf8')
  } catch {
    return refuse(`--run must be a file that can be read, but is [${values.run}].`)
  }
  const run = parseRunFile(text)
  if (isRefused(run)) return refuse(`[${values.run}]: ${withDetail(run)}`)
  if (run.header.scenario !== scenario) {
    return refuse(`[${values.run}] is a run of ${run.header.scenario}, not of ${scenario}.`)
  }
  return run
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`

function printFound(found: NonNullable<SearchReport['found']>): void {
  const { decision, actions, actsFound, stage } = found
  const after = actsFound === actions.length ? '' : `, from ${actsFound} before shrinking`
  console.log(`[${scenario}/${values.check}] fails after ${actions.length} acts (${stage}${after}):\n`)
  for (const { at, action } of actions)
    console.log(`  ${seconds(at).padStart(10)}  ${describeAction(action).en}.`)
  const cause = decision.event ?? decision.since
  const words = cause === null ? 'time passed' : describeEvent(cause).en
  const event = decision.event === null && cause !== null ? `nothing followed after “${words}”` : words
  console.log(`  ${seconds(decision.at).padStart(10)}  The lamp turns red: ${event}.\n`)
}

const { header, actions } = baseRun()
const valid = simulate(header, { actions, until: 0 })
if (isRefused(valid)) refuse(withDetail(valid))
const request = { header, check: lamp.check, actions, seed, maxRuns }
const options = searchOptions(request, { code: await loadScenarioCode(scenario) })
const report = await searchInThreads(options, {
  helper: new URL('./search-thread.ts', import.meta.url),
  workerData: { request },
})
const { found, runs, situations, newInLastThird } = report
if (found !== null) printFound(found)
else console.log(`No run in which [${scenario}/${values.check}] fails.`)
console.log(
  `${runs} runs, ${situations} distinct situations, ${newInLastThird} of them new in the last third; ` +
    `${report.shrinkRuns} runs to shrink, ${Math.round(report.virtualMs / 1000)} virtual seconds in all`,
)
if (found === null && report.missing.length > 0)
  console.log(`never reached:\n  ${report.missing.map(({ en }) => en).join('\n  ')}`)
if (found !== null && values.out !== undefined) {
  const { until, hash } = found
  writeFileSync(values.out, formatRunFile({ header, actions: found.actions, until, hash }))
}
process.exit(found === null ? 1 : 0)
