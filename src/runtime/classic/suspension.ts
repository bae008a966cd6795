import { type Cell, CellState } from '../actor/internal.ts'
import { isClassicCell } from './classic-cell.ts'

/** Suspends an actor and its descendants: their messages stay in the mailboxes until a directive arrives. */
export function suspend(cell: Cell): void {
  if (cell.state === CellState.running) cell.state = CellState.suspended
  if (cell.children !== null) for (const child of cell.children.values()) suspend(child)
}

/** Ends an actor's own reason for suspension; it stays suspended while its parent is. */
export function endSuspension(cell: Cell): void {
  if (cell.parent?.state !== CellState.suspended) unsuspendTree(cell)
}

function unsuspendTree(cell: Cell): void {
  if (isClassicCell(cell) && cell.awaitsSupervision) return
  if (cell.state === CellState.suspended) {
    cell.state = CellState.running
    if (cell.mailbox.size > 0 && !cell.queued) cell.system.ready(cell)
    // An empty system message gives a typed actor the turn in which it finishes a restart that was suspended too.
    if (cell.restarting?.ready) cell.enqueueSystemMail({ type: 'call', run: () => undefined })
  }
  if (cell.children !== null) for (const child of cell.children.values()) unsuspendTree(child)
}
