import { readCommandLine, refuse, wholeNumber } from '../../tools/command-line.mjs'
import { workbenchLamps } from '../scenarios/workbench/lamps.ts'
import { SituationCount } from '../search/situations.ts'
import { SometimesReached } from '../search/sometimes.ts'
import { sometimesOf } from '../search/sometimes-of.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { maxSeed } from '../trace/seed.ts'
import { ActCount } from './act-count.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { writeFailure } from './failure-file.ts'
import { cqrsHeader, randomRun } from './random-run.ts'
import { redLampSentences } from './red-lamps.ts'
import { browserEngines, soakInBrowsers } from './soak-browsers.ts'
import { soakKills } from './soak-kills.ts'
import { unansweredRequests } from './web-server-invariants.ts'
import { randomWebServerRun } from './web-server-schedule.ts'
import { randomWorkbenchRun } from './workbench-schedule.ts'

const usage = `Random fault schedules, each seed one run. A violated invariant of cqrs prints its seed and writes
output/soak/seed-N.json, with the fewest acts that turn the lamp red, for the page to open.

  npm run soak -- [--scenario cqrs|web-server|workbench] [--runs N | --minutes M] [--from SEED]
  default: 10000 runs of cqrs from seed 1

  npm run soak -- --browsers [--runs N] [--from SEED] [--engine NAME]
  default: 3 runs from seed 1

  npm run soak -- --kills N

  --minutes    as many runs as begin in so many minutes, in place of a number
  --browsers   compares hashes with Chromium, Firefox and WebKit: random runs, the corpus, and a run with every kind of
               act at several speeds, scrubbed, with branches, hidden, and with a busy page and processor
  --kills      kills the whole browser by SIGKILL so many times, at random moments while it writes at full speed, and
               looks for each acknowledged event in the IndexedDB of its profile
  --engine     only this one of ${browserEngines.join(', ')}`

const situations = new SituationCount()
const acts = new ActCount()
let reached = new SometimesReached([])

/** Runs one seed and returns the violated invariants. */
const soaks: Readonly<Record<string, (seed: number) => readonly string[]>> = {
  cqrs: seed => {
    situations.beginRun()
    const run = randomRun(seed, 25_000, {
      acts,
      observe: (view, events) => {
        situations.add(view)
        reached.observe(view, events)
      },
    })
    const broken = brokenPromises(run)
    if (broken.length === 0) return broken
    return [...broken, writeFailure(seed, run.conductor, cqrsHeader(seed, run.plan.settings))]
  },
  'web-server': seed => {
    const { trace } = randomWebServerRun(seed, 15_000, acts).conductor
    reached.observe(foldAll(emptyView, trace), trace)
    return unansweredRequests(trace)
  },
  workbench: seed => {
    const { trace, frontier, broken } = randomWorkbenchRun(seed, 15_000, acts)
    reached.observe(foldAll(emptyView, trace), trace)
    const sentences = redLampSentences(workbenchLamps, trace, frontier)
    return broken === null ? sentences : [`The run broke: ${broken.refused}`, ...sentences]
  },
}

const { values } = readCommandLine({
  usage,
  options: {
    scenario: { type: 'string', default: 'cqrs' },
    runs: { type: 'string' },
    minutes: { type: 'string' },
    browsers: { type: 'boolean', default: false },
    kills: { type: 'string' },
    from: { type: 'string', default: '1' },
    engine: { type: 'string' },
  },
})
if (values.runs !== undefined && values.minutes !== undefined)
  refuse('--runs and --minutes exclude each other.')
const minutes = wholeNumber('--minutes', values.minutes, { min: 1, max: 10_000 })
const from = wholeNumber('--from', values.from, { min: 0, max: maxSeed })!
const wanted = wholeNumber('--runs', values.runs, { min: 1, max: 1e9 })
const kills = wholeNumber('--kills', values.kills, { min: 1, max: 100_000 })
if (kills !== undefined && (values.browsers || wanted !== undefined || minutes !== undefined))
  refuse('--kills excludes --browsers, --runs and --minutes.')
const engine = browserEngines.find(name => name === values.engine) ?? null
if (values.engine !== undefined && engine === null)
  refuse(`--engine must be one of ${browserEngines.join(', ')}, but is [${values.engine}].`)
if (engine !== null && !values.browsers) refuse('--engine needs --browsers.')
if (values.browsers) process.exit(soakInBrowsers(from, wanted ?? 3, engine))
if (kills !== undefined) process.exit(soakKills(kills))
const runs = wanted ?? (minutes === undefined ? 10_000 : 1e9)
const soak = Object.hasOwn(soaks, values.scenario) ? soaks[values.scenario] : undefined
if (soak === undefined) {
  refuse(`--scenario must be one of ${Object.keys(soaks).join(', ')}, but is [${values.scenario}].`)
}

const sometimes = sometimesOf(values.scenario)
reached = new SometimesReached(sometimes)

/** An error outside of the actors is a failure of its run, so that the next runs still follow. */
function violations(seed: number): readonly string[] {
  try {
    return soak!(seed)
  } catch (error) {
    return [`The run failed: ${(error as Error).stack}`]
  }
}

const end = minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000
let failures = 0
let done = 0
for (; done < runs && performance.now() < end; done++) {
  const seed = from + done
  const broken = violations(seed)
  if (broken.length > 0) {
    failures++
    console.log(`seed ${seed}:\n  ${broken.join('\n  ')}`)
  }
  if ((done + 1) % 100 === 0) console.log(`${done + 1} runs, ${failures} with violated invariants`)
}
console.log(`seeds ${from} to ${from + done - 1}: ${done - failures} passed, ${failures} failed`)
if (values.scenario === 'cqrs') console.log(`${situations}`)
console.log(`${acts}`)
const missing = reached.missing(sometimes)
if (missing.length > 0) console.log(`never reached:\n  ${missing.join('\n  ')}`)
process.exit(failures === 0 ? 0 : 1)
