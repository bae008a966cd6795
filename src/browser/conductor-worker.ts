import * as Comlink from 'comlink'
import {
  Conductor,
  type HostFactory,
  inProcessHosts,
  type Notice,
  Replay,
  type Restored,
  RunBroken,
  RunController,
  type RunPlan,
} from '../conductor/index.ts'
import type { Stores } from '../runtime/index.ts'
import type { Refused } from '../trace/action.ts'
import type { RunFile } from '../trace/run-file.ts'
import { openRunStores } from './indexeddb/index.ts'
import { headerOf, type KeptRun, keepRun } from './kept-run.ts'
import type { ConductorControl, Opened, OpenOrder } from './open-order.ts'
import { restoreRun } from './restore-run.ts'
import { browserClock } from './wall-clock.ts'
import { WorkerHosts } from './worker-hosts.ts'
import type { Acknowledgement, PageMessage, WorkerPorts } from './worker-protocol.ts'

/** The page may be so many events behind before the cluster waits for it. */
const maxBehind = 50_000

self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serve(event.data), { once: true })

function serve(ports: WorkerPorts): void {
  let controller: RunController | null = null
  const open = async (order: OpenOrder): Promise<Opened | Refused> => {
    const made = await openRun(order, ports)
    if ('refused' in made) return made
    controller = made.controller
    tellPage(controller, ports.updates!)
    return made.opened
  }
  const running = (): RunController => {
    if (controller === null) throw new Error('No run is open yet.')
    return controller
  }
  const control: ConductorControl = {
    open,
    do: action => running().do(action),
    until: (check, options) => running().until(check, options),
    check: check => running().check(check),
    now: () => running().now(),
    play: () => running().play(),
    pause: () => running().pause(),
    step: () => running().step(),
    speed: factor => running().speed(factor),
    runUntil: at => running().runUntil(at),
    traceHash: () => running().traceHash(),
    exportRun: () => running().exportRun(),
    close: () => running().close(),
  }
  Comlink.expose(control, ports.control)
}

function tellPage(controller: RunController, updates: MessagePort): void {
  updates.onmessage = (event: MessageEvent<Acknowledgement>) => controller.acknowledge(event.data.events)
  controller.subscribe(({ events, clock }) => {
    updates.postMessage({ type: 'Update', events, clock } satisfies PageMessage)
  })
}

interface OpenRun {
  readonly controller: RunController
  readonly opened: Opened
}

async function openRun(order: OpenOrder, ports: WorkerPorts): Promise<OpenRun | Refused> {
  try {
    // Scenarios come with the whole runtime, so they are loaded apart, while the page draws itself.
    const scenarios = await import('./scenarios-here.ts')
    const { planRun } = scenarios
    // Before anything is stored for a run that cannot be.
    const plan = planRun(headerOf(order.wish, order.build))
    if ('refused' in plan) return plan
    const run = await keepRun(order)
    const kept = planRun(run.header)
    return 'refused' in kept
      ? kept
      : await bringToLife({ run, plan: kept, recorded: order.wish.recorded ?? null, ports, scenarios })
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}

interface Birth {
  readonly run: KeptRun
  readonly plan: RunPlan
  readonly recorded: RunFile | null
  readonly ports: WorkerPorts
  readonly scenarios: typeof import('./scenarios-here.ts')
}

async function bringToLife({ run, plan, recorded, ports, scenarios }: Birth): Promise<OpenRun> {
  const { runId, header, shelf } = run
  const databaseHost = shelf === null ? scenarios.databaseOnMemory() : null
  const workers = new WorkerHosts({ runId, header, requests: ports.work, databaseHost })
  const replayed = scenarios.inMemoryStores()
  const here = inProcessHosts((who, boot) => scenarios.createParticipant(header, who, boot, replayed))
  let hosts: HostFactory = run.past === null ? workers.create : here
  const log = shelf?.log(runId)
  let logging = run.past === null
  const conductor = new Conductor({
    plan,
    hosts: (who, boot) => hosts(who, boot),
    log: { append: action => (logging ? log?.append(action) : undefined) },
  })
  const progress = (done: number, of: number): void => {
    ports.updates?.postMessage({ type: 'Progress', done, of } satisfies PageMessage)
  }

  let restored: Restored | null = null
  const notices = [...run.notices]
  if (run.past !== null) {
    const same = await replayPast(run, run.past, conductor, replayed, progress)
    hosts = workers.create
    logging = true
    const failure = await conductor.do({ type: 'PowerFailure' })
    if ('refused' in failure) throw new RunBroken(failure.refused)
    await conductor.advanceTo(failure.at)
    restored = same ? { at: failure.at } : { at: failure.at, warning: notTheSame }
  } else if (recorded !== null) {
    notices.push(...(await playRecorded(recorded, conductor, progress)))
  } else {
    await conductor.start()
    await conductor.advanceTo(0)
  }

  const controller = new RunController({
    header,
    conductor,
    clock: browserClock(),
    maxBehind,
    onClose: () => {
      workers.close()
      shelf?.close()
    },
  })
  return { controller, opened: { runId, header, notices, restored } }
}

const notTheSame =
  'What is stored is not what this run had stored when the page was left, so it cannot be computed again elsewhere.'

async function replayPast(
  run: KeptRun,
  past: NonNullable<KeptRun['past']>,
  conductor: Conductor,
  replayed: Stores,
  onProgress: (done: number, of: number) => void,
): Promise<boolean> {
  const stored = await openRunStores(run.runId)
  try {
    return await restoreRun({ conductor, ...past, replayed, stored, onProgress })
  } finally {
    stored.close()
  }
}

/** Tells when the recording came out differently here. */
async function playRecorded(
  file: RunFile,
  conductor: Conductor,
  onProgress: (done: number, of: number) => void,
): Promise<readonly Notice[]> {
  const replay = new Replay(conductor, file.actions)
  const until = Math.max(file.until ?? 0, file.actions.at(-1)?.at ?? 0)
  for (let at = Math.min(1000, until); ; at = Math.min(at + 1000, until)) {
    await replay.advanceTo(at)
    onProgress(at, until)
    if (at >= until) break
  }
  if (file.hash === undefined || file.hash === conductor.traceHash()) return []
  const text = `This recording comes out differently here: it was made by build [${file.header.build}].`
  return [{ code: 'recording-differs', text }]
}
