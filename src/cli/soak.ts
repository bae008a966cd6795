import { parseArgs } from 'node:util'
import { emptyView, foldAll } from '../trace/fold.ts'
import { nodesAgree } from '../trace/views-agree.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { randomRun } from './random-run.ts'

const usage = `Random fault schedules at the cqrs cluster, each seed one run; a broken promise prints its seed.

  npm run soak -- [--runs N] [--from SEED]     default: 10000 runs from seed 1`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const runs = Number(values.runs)
const from = Number(values.from)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(from) || from < 0) {
  console.error(`--runs and --from must be whole numbers, but are [${values.runs}] and [${values.from}].`)
  process.exit(2)
}

let failures = 0
for (let seed = from; seed < from + runs; seed++) {
  const { conductor, finalState } = randomRun(seed, 25_000)
  const broken = brokenPromises(conductor.trace, finalState)
  if (!nodesAgree(foldAll(emptyView, conductor.trace))) broken.push('In the end the nodes do not agree.')
  if (broken.length > 0) {
    failures++
    console.log(`seed ${seed}:\n  ${broken.join('\n  ')}`)
  }
  if ((seed - from + 1) % 100 === 0) console.log(`${seed - from + 1} runs, ${failures} with broken promises`)
}
console.log(`${runs - failures} passed, ${failures} failed`)
process.exit(failures === 0 ? 0 : 1)
