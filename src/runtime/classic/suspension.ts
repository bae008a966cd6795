import { type Cell, CellState } from '../actor/internal.ts'
import { ClassicCell } from './classic-cell.ts'

/** Nothing below a failed actor handles messages until there is a verdict. What comes waits in the mailboxes. */
export function suspend(cell: Cell): void {
  if (cell.state === CellState.running) cell.state = CellState.suspended
  if (cell.children !== null) for (const child of cell.children.values()) suspend(child)
}

/** Its own reason to wait is gone; it goes on unless one above it still waits. */
export function wake(cell: Cell): void {
  if (cell.parent?.state !== CellState.suspended) wakeTree(cell)
}

function wakeTree(cell: Cell): void {
  if (cell instanceof ClassicCell && cell.waits) return
  if (cell.state === CellState.suspended) {
    cell.state = CellState.running
    if (cell.mailbox.size > 0 && !cell.queued) cell.system.ready(cell)
    // A typed actor's restart had to wait too.
    if (cell.restarting?.ready) cell.tellSystem({ type: 'call', run: () => undefined })
  }
  if (cell.children !== null) for (const child of cell.children.values()) wakeTree(child)
}
