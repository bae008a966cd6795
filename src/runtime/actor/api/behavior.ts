/**
 * The way in which an actor handles its next message. A value: handling one message or signal returns the next behavior.
 * Made by `Behaviors`; immutable and reusable.
 */
export interface Behavior<in T> {
  readonly '~kind': number
  /** For the compiler only; never set. */
  readonly '~accepts'?: (message: T) => void
}
