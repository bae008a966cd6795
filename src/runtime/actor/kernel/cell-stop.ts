import type { Signal } from '../api/signal.ts'
import { caught } from '../base/error-text.ts'
import type { StoppedBehavior } from '../behavior/behavior-values.ts'
import { deliverSignal } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import { messageIn, senderIn, stopMail } from './mail.ts'
import type { Cell } from './ports.ts'

const postStop: Signal = { type: 'PostStop' }

/** Cancels all watches, stops the children, and finishes when the last of them ended. */
export function beginStop(cell: Cell, stopped: StoppedBehavior | null): void {
  if (cell.state >= CellState.stopping) return
  cell.state = CellState.stopping
  if (stopped !== null) cell.stopCallback = stopped.callback
  cell.timers?.cancelEvery()
  cell.receiveTimeout?.cancel()
  cell.deathWatch?.forgetAll()
  if (cell.children !== null && cell.children.size > 0) {
    for (const child of cell.children.values()) child.enqueueSystemMail(stopMail)
  } else {
    finishStop(cell)
  }
}

/** All children ended: signals PostStop, turns the mailbox into dead letters, then notifies parent and watchers. */
export function finishStop(cell: Cell): void {
  const { system } = cell
  try {
    if (cell.behavior !== null) deliverSignal(cell, postStop, null)
    cell.stopCallback?.()
  } catch (thrown) {
    system.tracing?.logFailure(cell, caught(thrown))
  }
  cell.state = CellState.terminated
  cell.behavior = null
  cell.restarting = null
  system.tracing?.stop(cell)
  while (cell.mailbox.size > 0) {
    const item = cell.mailbox.shift()
    const message = messageIn(item)
    const origin = cell.mailbox.shiftOrigin()
    if (message !== null)
      system.deadLetter(
        message,
        cell.path,
        senderIn(item),
        'the actor stopped before it came to this',
        origin,
      )
  }
  system.eventStream.forget(cell)
  const cause = cell.failureSeen ? cell.failure : null
  cell.parent?.enqueueSystemMail({ type: 'child gone', child: cell, cause })
  // Remote watchers first: the order of notices is part of the trace.
  system.remoting?.watch.ended(cell)
  cell.deathWatch?.notifyWatchers()
  if (cell.parent === null) system.guardianStopped(cell)
}
