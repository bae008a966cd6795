import type { EventId } from '../../../trace/identifiers.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Origin } from './origin.ts'
import type { Cell, SystemMail } from './ports.ts'

/** A mailbox item of the kernel's own, in place of a plain message. It acts when its turn comes. */
export abstract class InternalMail {
  /** The user's message inside; null: none. */
  readonly message: unknown
  readonly sender: ActorRef<unknown> | null

  constructor(message: unknown, sender: ActorRef<unknown> | null) {
    this.message = message
    this.sender = sender
  }

  abstract open(cell: Cell, origin: Origin | null): void
}

/** The user's message in a mailbox item; null for a notice of the kernel. */
export const messageIn = (item: unknown): unknown => (item instanceof InternalMail ? item.message : item)

/** The path of the sender that a mailbox item names; null: none. */
export const senderIn = (item: unknown): string | null =>
  (item instanceof InternalMail && item.sender?.path) || null

/** A system mail with the trace event that led to it. */
export class SystemItem {
  readonly mail: SystemMail
  readonly cause: EventId | null
  readonly rule: string | null
  next: SystemItem | null = null
  /** The end of the list; maintained on its first item only. */
  last: SystemItem = this

  constructor(mail: SystemMail, cause: EventId | null, rule: string | null) {
    this.mail = mail
    this.cause = cause
    this.rule = rule
  }
}

/** Shared constants, because these mails hold no data. */
export const createMail: SystemMail = { type: 'create' }
export const stopMail: SystemMail = { type: 'stop' }
