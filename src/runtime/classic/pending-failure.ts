/** A classic actor's failure, until its parent's directive arrives. */
export class PendingFailure {
  readonly cause: Error
  /** Label of the message whose handling failed; undefined outside of messages. */
  readonly label: string | undefined
  /** The parent failed in place of its child, so the directive for the parent decides for both. */
  escalated = false

  constructor(cause: Error, label: string | undefined) {
    this.cause = cause
    this.label = label
  }
}
