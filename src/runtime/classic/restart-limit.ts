import type { Cell } from '../actor/internal.ts'
import type { ClassicStrategy } from './supervisor-strategy.ts'

/** The restarts of one child, counted against its parent's limit. */
export class RestartCount {
  count = 0
  /** Set by the first restart; the time range starts anew after its end and does not slide (Pekko). */
  private windowStart: number | null = null

  /** Counts a requested restart. Returns false when it exceeds the limit. */
  requestPermission({ maxRestarts, windowMs }: ClassicStrategy, now: number): boolean {
    if (windowMs === null) {
      this.count++
      return maxRestarts === null || this.count <= maxRestarts
    }
    this.windowStart ??= now
    if (now - this.windowStart > windowMs) {
      this.count = 1
      this.windowStart = now
      return true
    }
    this.count++
    return this.count <= (maxRestarts ?? 1)
  }
}

/** Restart counts by child, for the child's whole life. */
const counts = new WeakMap<Cell, RestartCount>()

export function restartCountOf(cell: Cell): RestartCount {
  let count = counts.get(cell)
  if (count === undefined) {
    count = new RestartCount()
    counts.set(cell, count)
  }
  return count
}

/** Counts a restart for every cell, also when the limit already forbids it for one of them. */
export const permitRestarts = (cells: readonly Cell[], strategy: ClassicStrategy): boolean =>
  cells.map(cell => restartCountOf(cell).requestPermission(strategy, cell.system.now)).every(Boolean)
