import type { Signal } from '../api/signal.ts'
import { caught } from '../base/error-text.ts'
import type { StoppedBehavior } from '../behavior/behavior-values.ts'
import type { Cell } from './cell.ts'
import { signal } from './cell-signal.ts'
import { CellState } from './cell-state.ts'
import { messageIn, senderIn, stopMail } from './mail.ts'

const postStop: Signal = { type: 'PostStop' }

/** Stops watching, tells all children to stop, and waits for the last of them. */
export function beginStop(cell: Cell, stopped: StoppedBehavior | null): void {
  if (cell.state >= CellState.stopping) return
  cell.state = CellState.stopping
  if (stopped !== null) cell.stopCallback = stopped.callback
  cell.timers?.cancelEvery()
  cell.receiveTimeout?.cancel()
  cell.deathWatch?.forgetAll()
  if (cell.children !== null && cell.children.size > 0) {
    for (const child of cell.children.values()) child.tellSystem(stopMail)
  } else {
    finishStop(cell)
  }
}

/** The children are gone: PostStop, dead letters, and then everybody is told. */
export function finishStop(cell: Cell): void {
  const { system } = cell
  try {
    if (cell.behavior !== null) signal(cell, postStop, null)
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
    const from = cell.origins?.shift() ?? null
    if (message !== null)
      system.deadLetter(message, cell.path, senderIn(item), 'the actor stopped before it came to this', from)
  }
  system.eventStream.forget(cell)
  const cause = cell.failureSeen ? cell.failure : null
  cell.parent?.tellSystem({ type: 'child gone', child: cell, cause })
  // Watchers elsewhere are told before those here.
  system.remoting?.watch.ended(cell)
  cell.deathWatch?.tellWatchers()
  if (cell.parent === null) system.guardianStopped(cell)
}
