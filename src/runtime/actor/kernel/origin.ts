import type { EventId } from '../../../trace/identifiers.ts'

/** The trace event that led to a message. Kept beside the message, and only while the system is traced. */
export class Origin {
  /** The `MessageSent` event or, where sending was not traced, the cause of the sender's turn. */
  readonly cause: EventId | null
  readonly rule: string | null
  /** True when {@link cause} is a `MessageSent`: a `MessageDelivered` follows it. */
  readonly sent: boolean

  constructor(cause: EventId | null, rule: string | null, sent: boolean) {
    this.cause = cause
    this.rule = rule
    this.sent = sent
  }
}
