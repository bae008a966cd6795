/**
 * The address of an actor: a path and the incarnation's number. `tell` returns nothing, never throws for the
 * receiver's sake and never runs it; delivery is at most once, ordered per sender and receiver.
 *
 * A ref may stand anywhere in a message: between participants it travels as its path.
 */
export interface ActorRef<in T> {
  /** With `#uid`; with the address in front where the actor lives elsewhere: `pekko://sys@host:1/user/a#7`. */
  readonly path: string
  /**
   * Only classic actors see who sent a message: `sender`, or else the classic actor that tells. For messages from
   * others it is the dead-letter ref.
   */
  tell(this: ActorRef<T>, message: T, sender?: ActorRef<never>): void
  /** Makes the type contravariant even though `tell` is a method. Never set. */
  readonly '~accepts'?: (message: T) => void
}
