/**
 * The address of an actor: its path and the number of its incarnation. `tell` never runs the receiver and throws no error
 * of it; delivery is at most once, in order per sender and receiver.
 *
 * A message may hold refs anywhere: between participants a ref is sent as its path.
 */
export interface ActorRef<in T> {
  /** With `#uid`; of an actor in another system, with the address in front: `pekko://sys@host:1/user/a#7`. */
  readonly path: string
  /**
   * Only classic actors see the sender of a message: `sender`, by default the classic actor that calls `tell`, and the
   * dead-letter ref for messages of other callers.
   */
  tell(this: ActorRef<T>, message: T, sender?: ActorRef<never>): void
  /** Makes the type contravariant even though `tell` is a method. Never set. */
  readonly '~accepts'?: (message: T) => void
}
