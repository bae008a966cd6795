import { parentPort, workerData } from 'node:worker_threads'
import type { Program } from '../sandbox/realm/link-modules.ts'
import { SandboxedScenario } from '../sandbox/realm/sandboxed-scenario.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { EditedOutcome, EditedRun } from './edited-simulation.ts'
import { simulate } from './simulation.ts'

const { header, actions, until, module, turns } = workerData as EditedRun
const port = parentPort!
const counter = new Int32Array(turns)
const { add } = Atomics
const program = (await import(module)) as { readonly default: Program }
const scenario = await SandboxedScenario.open(header, program.default, () => add(counter, 0, 1))
const outcome = simulate(header, {
  actions,
  until,
  createActors: (...planned) => {
    const created = scenario.createParticipant(...planned)
    if (isRefused(created)) throw new RefusalError(created)
    return created
  },
})
const answer: EditedOutcome | Refused = isRefused(outcome)
  ? outcome
  : { trace: outcome.trace, hash: outcome.traceHash() }
port.postMessage(answer)
