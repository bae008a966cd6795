import { checkedDelay } from '../base/timer-queue.ts'
import { handleFailure } from './cell-failure.ts'
import { adoptInitial } from './cell-start.ts'
import { CellState } from './cell-state.ts'
import { messageIn } from './mail.ts'
import type { Cell } from './ports.ts'
import type { Restarting } from './restarting.ts'
import type { Supervisor } from './supervisor.ts'

/** The second half of a restart: the start, then the stashed mail. Repeated while a start fails and restarts anew. */
export function finishRestarts(cell: Cell): void {
  while (cell.restarting?.ready && cell.state === CellState.running && cell.system.failure === null) {
    restartNow(cell, cell.restarting)
  }
}

function restartNow(cell: Cell, restarting: Restarting): void {
  const { system } = cell
  const { supervisor, items } = restarting
  restarting.ready = false
  cell.timers?.cancelEvery()
  if (supervisor.strategy.type === 'backoff')
    forgetCountLater(cell, supervisor, supervisor.strategy.resetBackoffAfterMs)
  cell.restarts++
  // The trace shows the state of the new incarnation even if it equals the old one.
  cell.inspected = ''
  system.tracing?.restart(cell)
  try {
    adoptInitial(cell, supervisor.initial)
  } catch (thrown) {
    handleFailure(cell, thrown)
    return
  }
  if (cell.behavior !== null) supervisor.failedStarts = 0
  while (
    items.size > 0 &&
    cell.behavior !== null &&
    cell.state === CellState.running &&
    system.failure === null
  ) {
    const { item, origin } = items.shift()
    if (system.beforeTurn !== null) system.beforeTurn(cell, item)
    cell.dispatch(item, origin)
  }
  if (cell.restarting !== restarting) return
  cell.restarting = null
  while (items.size > 0) {
    const { item, origin } = items.shift()
    const message = messageIn(item)
    if (message !== null) {
      system.deadLetter(message, cell.path, null, 'the actor stopped with the message in its stash', origin)
    }
  }
}

function forgetCountLater(cell: Cell, supervisor: Supervisor, afterMs: number): void {
  const { count } = supervisor
  cell.system.timers.schedule(cell.system.now + checkedDelay(afterMs), () => {
    if (supervisor.count === count) supervisor.count = 0
  })
}
