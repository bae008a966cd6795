import * as Comlink from 'comlink'
import type { RunController } from '../conductor/index.ts'
import { isRefused } from '../trace/refused.ts'
import type { ConductorControl } from './open-request.ts'
import { openRun } from './open-run.ts'
import type { Acknowledgement, PageMessage, WorkerPorts } from './worker-protocol.ts'

/** Worker of the conductor, which owns the run's time. A worker, so that a busy page does not stall the cluster. */
self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serveConductor(event.data), {
  once: true,
})

function serveConductor(ports: WorkerPorts): void {
  let controller: RunController | null = null
  const open: ConductorControl['open'] = async (request, recordedHash) => {
    const run = await openRun(request, ports, recordedHash)
    if (isRefused(run)) return run
    controller = run.controller
    forwardUpdates(controller, ports.updates!)
    return run.opened
  }
  const running = (): RunController => {
    if (controller === null) throw new Error('No run is open yet.')
    return controller
  }
  const control: ConductorControl = {
    open,
    do: action => running().do(action),
    until: (check, options) => running().until(check, options),
    addLamp: lamp => running().addLamp(lamp),
    removeLamp: id => running().removeLamp(id),
    renameLamp: (id, words) => running().renameLamp(id, words),
    stopAtLamp: (id, stops) => running().stopAtLamp(id, stops),
    now: () => running().now(),
    play: () => running().play(),
    pause: () => running().pause(),
    step: () => running().step(),
    speed: factor => running().speed(factor),
    runUntil: at => running().runUntil(at),
    traceHash: () => running().traceHash(),
    exportRun: () => running().exportRun(),
    exportJournal: () => running().exportJournal(),
    rename: name => running().rename(name),
    close: () => running().close(),
  }
  Comlink.expose(control, ports.control)
}

function forwardUpdates(controller: RunController, updates: MessagePort): void {
  updates.onmessage = (event: MessageEvent<Acknowledgement>) => controller.acknowledge(event.data.events)
  controller.subscribe(update => {
    updates.postMessage({ type: 'Update', ...update } satisfies PageMessage)
  })
}
