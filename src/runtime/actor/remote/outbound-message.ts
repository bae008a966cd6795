import type { AddressText, PathText } from '../../../trace/trace-event.ts'

/** What an actor system hands to its driver for another one. Encode it at once: its sender may change it later. */
export interface OutboundMessage {
  readonly kind: 'message' | 'watch' | 'unwatch' | 'terminated' | 'ack'
  readonly to: AddressText
  /** `/user/a#7` */
  readonly target: string
  /** With address: the sending actor, the watcher, or for `terminated` the ended actor as its watcher knows it. */
  readonly sender: PathText | null
  /** A notice's is its number. */
  readonly message: unknown
  /** The sending actor's path here, for the trace. */
  readonly from: PathText | null
  /** False when its sender has used up what may be traced of it in this second. */
  readonly traced: boolean
  /** A `/user` actor is on either side: the trace keeps the body. */
  readonly user: boolean
  /** The uid of a quarantined incarnation, which must not take it should it still live there; null: none. */
  readonly notFor: number | null
}
