import type { EventId } from '../../../trace/identifiers.ts'
import type { MessagePurpose } from '../../../trace/protocol.ts'

/** The trace event that led to a message. Kept beside the message, and only while the system is traced. */
export class Origin {
  /** The `MessageSent` event or, where sending was not traced, the cause of the sender's turn. */
  readonly cause: EventId | null
  readonly rule: string | null
  /** Purpose of the message in the `MessageSent` that is {@link cause}; null: sending was not traced. */
  readonly sent: MessagePurpose | null

  constructor(cause: EventId | null, rule: string | null, sent: MessagePurpose | null) {
    this.cause = cause
    this.rule = rule
    this.sent = sent
  }
}
