import { ActorError, labelOf, StashOverflow } from '../actor/index.ts'
import type { Cell, InternalMail, Origin } from '../actor/internal.ts'
import type { SentMail } from './sent-mail.ts'

/** The part of a classic cell that its stash uses. */
export interface StashingCell extends Cell {
  /** Trace cause of the current message. */
  readonly currentOrigin: Origin | null
  /** The current message with its sender; null outside of messages. */
  currentMail(): SentMail | null
  /** Number of messages in both stashes. */
  readonly stashedCount: number
  /** Puts a message in front of the mailbox, or into dead letters where a bounded mailbox is full. */
  enqueueFirst(mail: InternalMail, origin: Origin | null): void
}

interface Stashed {
  readonly mail: SentMail
  readonly origin: Origin | null
}

/** Deferred messages, each with its sender. A restart and a stop also unstash them in front of the mailbox. */
export class ClassicStash {
  private readonly cell: StashingCell
  private messages: Stashed[] = []

  constructor(cell: StashingCell) {
    this.cell = cell
  }

  get size(): number {
    return this.messages.length
  }

  get labels(): readonly string[] {
    return this.messages.map(({ mail }) => labelOf(mail.message))
  }

  /**
   * Stashes the current message. `capacity`: most messages that the stash may hold, or -1 for unlimited.
   * @throws {StashOverflow} when the stash is full
   * @throws {ActorError} outside of messages, and when the current message is stashed already
   */
  stash(capacity: number): void {
    const { cell, messages } = this
    const mail = cell.currentMail()
    if (mail === null) {
      throw new ActorError(
        'IllegalStateException',
        'nothing-to-stash',
        `[${cell.path}] has no current message to stash. Call stash() while a message is handled.`,
      )
    }
    if (messages.at(-1)?.mail === mail) {
      throw new ActorError(
        'IllegalStateException',
        'stashed-twice',
        `[${cell.path}] stashed [${labelOf(mail.message)}] twice. Call stash() once for each message.`,
      )
    }
    if (capacity >= 0 && messages.length >= capacity) throw new StashOverflow(cell.path, capacity)
    messages.push({ mail, origin: cell.currentOrigin })
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) {
      tracer.emit({
        type: 'MessageStashed',
        actor: cell.path,
        label: labelOf(mail.message),
        size: cell.stashedCount,
      })
    }
  }

  /** Moves all messages to the front of the mailbox, in the order in which they were stashed. */
  unstashAll(): void {
    this.unstash(this.messages.splice(0))
  }

  /** Moves the message that was stashed first to the front of the mailbox. */
  unstashOne(): void {
    this.unstash(this.messages.splice(0, 1))
  }

  /** Moves all messages of another stash in front of this stash's own. */
  prepend(other: ClassicStash): void {
    this.messages.unshift(...other.messages.splice(0))
  }

  private unstash(messages: readonly Stashed[]): void {
    const { cell } = this
    if (messages.length === 0) return
    for (const { mail, origin } of messages.toReversed()) cell.enqueueFirst(mail, origin)
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) {
      tracer.emit({
        type: 'MessagesUnstashed',
        actor: cell.path,
        count: messages.length,
        size: cell.stashedCount,
      })
    }
  }
}
