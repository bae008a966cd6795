import type { Plain } from '../../trace/plain.ts'

/** Converts events to the form in which they are stored. `E`: events of the actor, `P`: stored form, plain data. */
export interface WriteEventAdapter<E = unknown, P = unknown> {
  /** A text stored with the event and given back to `fromJournal`, e.g. the version of the form. Default: empty. */
  manifest?(event: E): string
  /** Returns the stored form; inside a {@link Tagged}, it is stored with tags. */
  toJournal(event: E): P | Tagged
}

/** Converts stored events back. */
export interface ReadEventAdapter<E = unknown, P = unknown> {
  /**
   * Returns the events for one stored event, none to skip it. All of them have its sequence number. `manifest` is empty
   * for an event stored without one.
   */
  fromJournal(stored: P, manifest: string): readonly E[]
}

/**
 * Converts events to their stored form and back, so that the form can outlive a change of the actor's events.
 *
 * @example
 * const inCents: EventAdapter<{ type: 'Paid'; euros: number }, { cents: number }> = {
 *   toJournal: ({ euros }) => ({ cents: euros * 100 }),
 *   fromJournal: ({ cents }) => [{ type: 'Paid', euros: cents / 100 }],
 * }
 */
export interface EventAdapter<E = unknown, P = unknown>
  extends WriteEventAdapter<E, P>,
    ReadEventAdapter<E, P> {}

/**
 * Converts the state to the form of its snapshots and back.
 *
 * @example
 * const asList: SnapshotAdapter<ReadonlySet<string>, readonly string[]> = {
 *   toJournal: names => [...names],
 *   fromJournal: names => new Set(names),
 * }
 */
export interface SnapshotAdapter<S = unknown, P = unknown> {
  toJournal(state: S): P
  fromJournal(stored: P): S
}

/**
 * The result of a `toJournal` that adds tags. The tags are stored with the event, outside its payload.
 *
 * @example
 * const tagging = { toJournal: (event: unknown) => new Tagged(event, ['sales']) }
 */
export class Tagged {
  readonly payload: unknown
  readonly tags: readonly string[]

  constructor(payload: unknown, tags: readonly string[]) {
    this.payload = payload
    this.tags = tags
  }
}

/**
 * Stored in place of an event, it uses a sequence number, and replays and queries skip it.
 *
 * @example
 * const forgetting = { toJournal: () => FilteredPayload }
 */
export const FilteredPayload = Object.freeze({ type: 'FilteredPayload' })

export const isFiltered = (payload: Plain): boolean =>
  typeof payload === 'object' &&
  payload !== null &&
  (payload as { type?: Plain }).type === FilteredPayload.type
