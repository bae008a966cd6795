import { ActorError } from '../base/actor-error.ts'
import type { Cell } from '../kernel/cell.ts'
import { messageIn, senderIn } from '../kernel/mail.ts'

/** What kind of mailbox an actor gets. Made by {@link MailboxSelector}. */
export interface MailboxSelector {
  /** Gives it to an actor that has none of its own yet. What names a configured one looks it up. */
  applyTo(cell: Cell, mailboxes: Mailboxes): void
}

/** Configured mailboxes, by name. */
export type Mailboxes = Readonly<Record<string, MailboxSelector>>

const unbounded: MailboxSelector = { applyTo: () => undefined }

/** Of the mailbox that is named `bounded` without being configured: Pekko's. */
const defaultCapacity = 1000

export const MailboxSelector = {
  default: unbounded,

  unbounded,

  /** A message that finds `capacity` others waiting is a dead letter at once; nobody waits for a place. */
  bounded: (capacity: number): MailboxSelector => {
    if (!(capacity >= 1)) throw new RangeError(`bounded([${capacity}]): give a capacity of at least 1.`)
    return { applyTo: cell => limitMailbox(cell, capacity) }
  },

  /** The one that the system's options have under this name, or `default` or `bounded`. */
  fromConfig: (name: string): MailboxSelector => ({
    applyTo: (cell, mailboxes) => {
      const configured = Object.hasOwn(mailboxes, name) ? mailboxes[name] : undefined
      if (configured !== undefined) configured.applyTo(cell, mailboxes)
      else if (name === 'bounded') limitMailbox(cell, defaultCapacity)
      else if (name !== 'default') {
        throw new ActorError(
          'UnknownMailbox',
          'unknown-mailbox',
          `There is no mailbox [${name}]. Configure it in the system's mailboxes, or use [default] or [bounded].`,
        )
      }
    },
  }),
}

/** Refuses messages beyond `capacity`. Notices of the kernel's own always find a place. */
function limitMailbox(cell: Cell, capacity: number): void {
  const enqueue = cell.enqueue.bind(cell)
  // This one cell's own, so that the others need not ask.
  cell.enqueue = (item, origin) => {
    const message = cell.mailbox.size < capacity ? null : messageIn(item)
    if (message === null) enqueue(item, origin)
    else {
      const why = `the mailbox is full at [${capacity}] messages`
      cell.system.deadLetter(message, cell.path, senderIn(item), why, origin)
    }
  }
}
