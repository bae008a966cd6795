import type { AddressText, PathText } from '../../../trace/identifiers.ts'
import type { MessagePurpose } from '../../../trace/protocol.ts'

/** A message from an actor system to another one. Encode it at once: its sender may change it later. */
export interface OutboundMessage {
  readonly kind: 'message' | 'watch' | 'unwatch' | 'terminated' | 'ack' | 'quarantined'
  readonly to: AddressText
  /** `/user/a#7` */
  readonly target: string
  /** With address: the sending actor, the watcher, or for `terminated` the ended actor as its watcher knows it. */
  readonly sender: PathText | null
  /** For a notice: its number. For `quarantined`: the uid of the quarantined incarnation. */
  readonly message: unknown
  /** The sending actor's path without address, for the trace. */
  readonly from: PathText | null
  /** False once the sender used up its traced messages of this second. */
  readonly traced: boolean
  /** True when sender or receiver is a user's actor: the trace keeps the body. */
  readonly user: boolean
  /** Purpose of the message, for the trace. */
  readonly purpose: MessagePurpose
  /** The uid of a quarantined incarnation that must not receive the message; null: none. */
  readonly notFor: number | null
}
