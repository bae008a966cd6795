import { readFileSync } from 'node:fs'
import { readCommandLine, refuse, wholeNumber } from '../../tools/command-line.mjs'
import { scenarioCards } from '../scenarios/cards.ts'
import { latestInstantMs } from '../trace/identifiers.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import { type RunFile, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { maxSeed } from '../trace/seed.ts'
import { formatTraceFile } from '../trace/trace-file.ts'
import { type EditedOutcome, simulateEdited } from './edited-simulation.ts'
import { simulate } from './simulation.ts'
import { withDetail } from './with-detail.ts'

const usage = `Runs a scenario or plays a run file, in one thread and without a browser.

  npm run simulate -- <scenario or run file> [--seed N] [--until MS] [--json | --hash]

  --seed N     0 to ${maxSeed}; default 1 (a run file has its own)
  --until MS   virtual ms, at most ${latestInstantMs} (24 hours); default 30000, or where the run file ends
  --json       the trace as JSON Lines
  --hash       the trace hash as the last line

Scenarios: ${scenarioCards.map(card => card.id).join(', ')}`

/** The run named on the command line: a scenario's id or a run file. */
function runNamed(name: string, seed: number | undefined): RunFile {
  if (scenarioCards.some(card => card.id === name)) {
    const header = {
      format: runFileFormat,
      version: runFileVersion,
      build: 'cli',
      scenario: name,
      seed: seed ?? 1,
      settings: {},
    } as const
    return { header, actions: [] }
  }
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch {
    refuse(
      `[${name}] is neither a scenario (${scenarioCards.map(card => card.id).join(', ')}) nor a file here.`,
    )
  }
  if (seed !== undefined) refuse(`--seed goes with a scenario; the run file [${name}] has a seed of its own.`)
  const run = parseRunFile(text)
  return isRefused(run) ? refuse(`[${name}]: ${withDetail(run)}`) : run
}

/** The trace of a run and its hash. Edited code runs in a thread of its own. */
async function computed({ header, actions }: RunFile, until: number): Promise<EditedOutcome | Refused> {
  if (header.code !== undefined) return simulateEdited(header, { actions, until })
  const conductor = simulate(header, { actions, until })
  return isRefused(conductor) ? conductor : { trace: conductor.trace, hash: conductor.traceHash() }
}

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    seed: { type: 'string' },
    until: { type: 'string' },
    json: { type: 'boolean', default: false },
    hash: { type: 'boolean', default: false },
  },
})
const [name] = positionals
if (name === undefined || positionals.length > 1) refuse(`Name one scenario or run file.\n\n${usage}`)
if (values.json && values.hash) refuse('Choose --json or --hash, not both.')

const run = runNamed(name, wholeNumber('--seed', values.seed, { min: 0, max: maxSeed }))
const until =
  wholeNumber('--until', values.until, { min: 0, max: latestInstantMs }) ??
  run.until ??
  (run.actions.at(-1)?.at ?? 0) + 30_000
const outcome = await computed(run, until)
if (isRefused(outcome)) refuse(withDetail(outcome))
const { trace, hash } = outcome

if (values.json) {
  process.stdout.write(formatTraceFile(run.header, trace))
} else {
  for (const event of trace) {
    if (event.type !== 'Logged') continue
    console.log(
      `${(event.at / 1000).toFixed(3).padStart(9)}  [${event.node}${event.actor.replace(/#.*$/, '')}] ${event.text}`,
    )
  }
  if (values.hash) console.log(hash)
  else console.log(`${trace.length} events in ${until} virtual ms; hash ${hash}`)
}
if (run.hash !== undefined && run.until === until && run.hash !== hash) {
  refuse(`The run came out differently: the file says hash ${run.hash}, this build computed ${hash}.`)
}
