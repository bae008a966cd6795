import { SituationCount } from '../search/situations.ts'
import { SometimesReached } from '../search/sometimes.ts'
import { sometimesOf } from '../search/sometimes-of.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { maxSeed } from '../trace/seed.ts'
import { readCommandLine, refuse, wholeNumber } from './command-line.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { randomRun } from './random-run.ts'
import { unansweredRequests } from './web-server-invariants.ts'
import { randomWebServerRun } from './web-server-schedule.ts'

const usage = `Random fault schedules, each seed one run; a violated invariant prints its seed.

  npm run soak -- [--scenario cqrs|web-server] [--runs N] [--from SEED]
  default: 10000 runs of cqrs from seed 1`

const situations = new SituationCount()
let reached = new SometimesReached([])

/** Runs one seed and returns the violated invariants. */
const soaks: Readonly<Record<string, (seed: number) => readonly string[]>> = {
  cqrs: seed => {
    situations.beginRun()
    const run = randomRun(seed, 25_000, {
      observe: (view, events) => {
        situations.add(view)
        reached.observe(view, events)
      },
    })
    return brokenPromises(run)
  },
  'web-server': seed => {
    const { trace } = randomWebServerRun(seed, 15_000).conductor
    reached.observe(foldAll(emptyView, trace), trace)
    return unansweredRequests(trace)
  },
}

const { values } = readCommandLine({
  usage,
  options: {
    scenario: { type: 'string', default: 'cqrs' },
    runs: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
  },
})
const runs = wholeNumber('--runs', values.runs, { min: 1, max: 1e9 })!
const from = wholeNumber('--from', values.from, { min: 0, max: maxSeed })!
const soak = Object.hasOwn(soaks, values.scenario) ? soaks[values.scenario] : undefined
if (soak === undefined) {
  refuse(`--scenario must be one of ${Object.keys(soaks).join(', ')}, but is [${values.scenario}].`)
}

const sometimes = sometimesOf(values.scenario)
reached = new SometimesReached(sometimes)
let failures = 0
for (let seed = from; seed < from + runs; seed++) {
  const broken = soak(seed)
  if (broken.length > 0) {
    failures++
    console.log(`seed ${seed}:\n  ${broken.join('\n  ')}`)
  }
  if ((seed - from + 1) % 100 === 0)
    console.log(`${seed - from + 1} runs, ${failures} with violated invariants`)
}
console.log(`${runs - failures} passed, ${failures} failed`)
if (values.scenario === 'cqrs') console.log(`${situations}`)
const missing = reached.missing(sometimes)
if (missing.length > 0) console.log(`never reached:\n  ${missing.join('\n  ')}`)
process.exit(failures === 0 ? 0 : 1)
