import type { RunPlan } from '../conductor/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../scenarios/index.ts'
import type { Crash } from '../trace/crash.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { createDatabase } from './create-database.ts'
import { type ServedParticipant, serve } from './serve-participant.ts'
import type { BootRequest, WorkerKey, WorkerReport, WorkerRequest } from './worker-protocol.ts'

type Create = (request: BootRequest) => ServedParticipant

/** The code and the plan of a run, and what a worker creates for it. */
export async function cqrsParts(header: RunHeader): Promise<{
  readonly code: Awaited<ReturnType<typeof loadScenarioCode>>
  readonly plan: RunPlan
  readonly makeParticipant: Create
}> {
  const plan = planRun(header)
  if (isRefused(plan)) throw new Error(plan.refused)
  const code = await loadScenarioCode(header.scenario)
  return {
    code,
    plan,
    makeParticipant: request =>
      request.participant.kind === 'database'
        ? createDatabase(request)
        : { participant: createParticipant(code, request.header, request.participant, request.boot, null) },
  }
}

/** Stands in for the page: every worker is a pair of ports in this thread. */
export class PortPage {
  readonly requests: MessagePort
  readonly spawned: WorkerKey[] = []
  readonly retired: WorkerKey[] = []
  readonly terminated: WorkerKey[] = []
  readonly #port: MessagePort
  readonly #crash = new Map<WorkerKey, (crash: Crash) => void>()
  readonly #ports: MessagePort[] = []
  readonly #create: Create

  constructor(create: Create) {
    this.#create = create
    const { port1, port2 } = new MessageChannel()
    this.requests = port1
    this.#port = port2
    this.#ports.push(port1, port2)
    port2.onmessage = (event: MessageEvent<WorkerRequest>) => {
      const request = event.data
      if (request.type === 'Spawn') this.#spawn(request.key)
      else if (request.type === 'Retire') this.retired.push(request.key)
      else if (request.type === 'Terminate') this.terminated.push(request.key)
      else this.#port.postMessage({ type: 'Closed' } satisfies WorkerReport)
    }
  }

  crash(key: WorkerKey, crash: Crash): void {
    this.#crash.get(key)?.(crash)
  }

  close(): void {
    for (const port of this.#ports) port.close()
  }

  #spawn(key: WorkerKey): void {
    this.spawned.push(key)
    const [control, work] = [new MessageChannel(), new MessageChannel()]
    this.#ports.push(control.port1, control.port2, work.port1, work.port2)
    this.#crash.set(key, serve({ control: control.port1, work: work.port1 }, this.#create).crash)
    const news: WorkerReport = { type: 'Spawned', key, control: control.port2, work: work.port2 }
    this.#port.postMessage(news, [control.port2, work.port2])
  }
}
