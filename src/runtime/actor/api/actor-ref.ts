import type { Protocol } from '../../../trace/protocol.ts'

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
  /**
   * For the trace. Set on a ref that the reply to an ask is sent to: the path of the actor that asks, null for an ask from
   * outside all actors.
   */
  readonly '~asker'?: string | null | undefined
  /** For the trace: the protocol of messages to this ref that are not the toolkit's own. */
  readonly '~protocol'?: Protocol | undefined
}
