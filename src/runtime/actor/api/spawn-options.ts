import type { MailboxSelector } from './mailbox-selector.ts'

export interface SpawnOptions {
  /**
   * Virtual ms that handling one message takes; default 0. Messages wait in the mailbox meanwhile. A negative or
   * infinite number is refused with `invalid-duration`.
   */
  readonly handlingMs?: number
  /** Default: unbounded. */
  readonly mailbox?: MailboxSelector
}
