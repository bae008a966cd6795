import type { EventId } from '../../../trace/trace-event.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Cell } from './cell.ts'

/** Where a message came from, as the trace tells it. Kept beside the message, and only while traced. */
export class Origin {
  /** The `MessageSent` event, or, when that was not traced, what was being handled at the sender. */
  readonly cause: EventId | null
  readonly rule: string | null
  /** True when {@link cause} is a `MessageSent`: then there will be a `MessageDelivered`. */
  readonly sent: boolean

  constructor(cause: EventId | null, rule: string | null, sent: boolean) {
    this.cause = cause
    this.rule = rule
    this.sent = sent
  }
}

/** What stands in a mailbox, or in a restart's stash, and is no plain message: it is opened when its turn comes. */
export abstract class InternalMail {
  /** The message that a user would recognise in it; null: none. */
  readonly message: unknown
  readonly sender: ActorRef<unknown> | null

  constructor(message: unknown, sender: ActorRef<unknown> | null) {
    this.message = message
    this.sender = sender
  }

  abstract open(cell: Cell, origin: Origin | null): void
}

/** The message that a user would recognise in a mailbox item; null for what is no message. */
export const messageIn = (item: unknown): unknown => (item instanceof InternalMail ? item.message : item)

/** The sender that stands in a mailbox item, as a path. */
export const senderIn = (item: unknown): string | null =>
  (item instanceof InternalMail && item.sender?.path) || null

/** What is handled before any mail. */
export type SystemMail =
  | { readonly type: 'create' }
  | { readonly type: 'stop' }
  /** One that this actor watches is gone. */
  | { readonly type: 'gone'; readonly path: string }
  /** A child is gone; with a cause if it failed while this actor watched it. */
  | { readonly type: 'child gone'; readonly child: Cell; readonly cause: Error | null }
  /** The delay before a restart is over. */
  | { readonly type: 'restart'; readonly restarting: object }
  /** Something to be done in this actor's turn, as a verdict on a classic actor. It must not throw. */
  | { readonly type: 'call'; readonly run: () => void }

/** A system mail with what led to it. */
export class SystemItem {
  readonly mail: SystemMail
  readonly cause: EventId | null
  readonly rule: string | null
  next: SystemItem | null = null
  /** Of the first in a row: its end. */
  last: SystemItem = this

  constructor(mail: SystemMail, cause: EventId | null, rule: string | null) {
    this.mail = mail
    this.cause = cause
    this.rule = rule
  }
}

/** The two that hold nothing are the same for all. */
export const createMail: SystemMail = { type: 'create' }
export const stopMail: SystemMail = { type: 'stop' }
