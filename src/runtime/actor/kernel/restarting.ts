import type { BackoffStrategy } from '../api/backoff-strategy.ts'
import type { RestartStrategy } from '../api/plain-strategies.ts'
import type { Ring } from '../base/ring.ts'
import type { Origin } from './origin.ts'
import type { Supervisor } from './supervisor.ts'

export interface StashedItem {
  readonly item: unknown
  readonly origin: Origin | null
}

/** A restart under way: the children and the delay that it waits for, and the mail that arrived meanwhile. */
export class Restarting {
  readonly supervisor: Supervisor
  readonly items: Ring<StashedItem>
  ready = false
  /** The children whose end it waits for; null: it waits for none. */
  private readonly children: Set<object> | null
  private delayed: boolean

  constructor(
    supervisor: Supervisor,
    children: Set<object> | null,
    delayed: boolean,
    items: Ring<StashedItem>,
  ) {
    this.supervisor = supervisor
    this.children = children
    this.delayed = delayed
    this.items = items
    this.updateReady()
  }

  /** False: the restart does not wait for this child. */
  childEnded(child: object): boolean {
    if (!this.children?.delete(child)) return false
    this.updateReady()
    return true
  }

  delayOver(): void {
    this.delayed = false
    this.updateReady()
  }

  get stashCapacity(): number {
    return (this.supervisor.strategy as RestartStrategy | BackoffStrategy).stashCapacity
  }

  private updateReady(): void {
    this.ready = !this.delayed && (this.children === null || this.children.size === 0)
  }
}
