import { type Cell, CellState } from '../actor/internal.ts'
import { isClassicCell } from './classic-cell.ts'

/** Orders a child to stop. A restart of a classic parent waits until the child has stopped. */
export function stopChild(parent: Cell, child: Cell): void {
  if (child.state >= CellState.stopping) return
  if (isClassicCell(parent)) parent.stoppingChildren.add(child)
  child.enqueueSystemMail({ type: 'stop' })
}
