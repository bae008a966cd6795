import type { EventEnvelope } from '../event-selection.ts'
import type { ReadModelChange } from './projection-store.ts'

/** How a projection handles events and saves its offset. */
export interface Delivery {
  /** When the offset is saved: before the handler, with its changes, or after several events. */
  readonly saves: 'before' | 'with' | 'after'
  /** Most events that the handler gets at a time. */
  readonly groupSize: number
  /** Virtual ms after which a smaller group is handled. */
  readonly groupAfterMs: number
  /** With `after`: number of events, and virtual ms, after which the offset is saved. */
  readonly saveAfterEnvelopes: number
  readonly saveAfterMs: number
  handle(envelopes: readonly EventEnvelope[]): readonly ReadModelChange[]
}
