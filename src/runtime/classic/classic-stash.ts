import { ActorError, labelOf, StashOverflow } from '../actor/index.ts'
import type { Origin } from '../actor/internal.ts'
import type { ClassicCell } from './classic-cell.ts'
import type { SentMail } from './sent-mail.ts'

/** Messages put aside, each with its sender. They come back in front of the mailbox, at restart and stop too. */
export class ClassicStash {
  private readonly cell: ClassicCell
  private kept: { readonly mail: SentMail; readonly origin: Origin | null }[] = []

  constructor(cell: ClassicCell) {
    this.cell = cell
  }

  get labels(): readonly string[] {
    return this.kept.map(({ mail }) => labelOf(mail.message))
  }

  /** Puts aside what is being handled. `capacity` -1: no limit. */
  stash(capacity: number): void {
    const { cell, kept } = this
    const mail = cell.currentMail()
    if (mail === null) {
      throw new ActorError(
        'IllegalStateException',
        'nothing-to-stash',
        `[${cell.path}] handles no message that it could stash. Call stash() in receive.`,
      )
    }
    if (kept.at(-1)?.mail === mail) {
      throw new ActorError(
        'IllegalStateException',
        'stashed-twice',
        `[${cell.path}] stashed [${labelOf(mail.message)}] already. Call stash() once a message.`,
      )
    }
    if (capacity >= 0 && kept.length >= capacity) throw new StashOverflow(cell.path, capacity)
    kept.push({ mail, origin: cell.currentOrigin })
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) {
      tracer.emit({
        type: 'MessageStashed',
        actor: cell.path,
        label: labelOf(mail.message),
        size: kept.length,
      })
    }
  }

  /** Handles nothing itself: the messages are next in the mailbox, in the order in which they were stashed. */
  unstashAll(): void {
    const { cell, kept } = this
    if (kept.length === 0) return
    this.kept = []
    for (const { mail, origin } of kept.reverse()) cell.enqueueFirst(mail, origin)
    const { tracer } = cell.system
    if (tracer !== null && cell.traced) {
      tracer.emit({ type: 'MessagesUnstashed', actor: cell.path, count: kept.length, size: 0 })
    }
  }
}
