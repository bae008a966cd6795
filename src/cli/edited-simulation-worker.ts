import { parentPort, workerData } from 'node:worker_threads'
import type { Program } from '../sandbox/realm/link-modules.ts'
import { SandboxedScenario } from '../sandbox/realm/sandboxed-scenario.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused } from '../trace/refused.ts'
import type { EditedReport, EditedRun } from './edited-simulation.ts'
import { simulate } from './simulation.ts'

const { header, actions, until, module, turns, reports } = workerData as EditedRun
const port = parentPort!
const counter = new Int32Array(turns)
const { add } = Atomics
const program = (await import(module)) as { readonly default: Program }
const scenario = await SandboxedScenario.open(header, program.default, turn => {
  if (add(counter, 0, 1) + 1 === reports) port.postMessage({ turn } satisfies EditedReport)
})
const outcome = simulate(header, {
  actions,
  until,
  createActors: (...planned) => {
    const created = scenario.createParticipant(...planned)
    if (isRefused(created)) throw new RefusalError(created)
    return created
  },
})
const answer: EditedReport = isRefused(outcome)
  ? outcome
  : { trace: outcome.trace, hash: outcome.traceHash() }
port.postMessage(answer)
