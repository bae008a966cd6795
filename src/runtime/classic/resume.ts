import { type ClassicCell, isClassicCell } from './classic-cell.ts'
import type { PendingFailure } from './pending-failure.ts'
import { restart, runUnlessStopping } from './restart.ts'
import { endSuspension } from './suspension.ts'

/** Applies the directive `resume`. An actor without an instance is restarted, because it has nothing to resume. */
export function resume(cell: ClassicCell, failure: PendingFailure): void {
  if (cell.actor === null) {
    restart(cell, failure.cause, cell.restartPause.nextMs)
    return
  }
  runUnlessStopping(cell, () => {
    if (cell.pendingFailure !== failure) return
    cell.pendingFailure = null
    cell.clearMessage()
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) tracer.emit({ type: 'ActorResumed', actor: cell.path })
    endSuspension(cell)
    if (cell.children === null) return
    for (const child of cell.children.values()) {
      if (isClassicCell(child) && child.pendingFailure?.escalated) resume(child, child.pendingFailure)
    }
  })
}
