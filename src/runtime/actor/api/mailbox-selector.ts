import { ActorError } from '../base/actor-error.ts'

/** The kind of mailbox that an actor gets. Made by {@link MailboxSelector}. */
export interface MailboxSelector {
  /** The number of messages that may wait; null: no limit. `mailboxes`: those that the system's options configure. */
  capacity(mailboxes: Mailboxes): number | null
}

/** Configured mailboxes, by name. */
export type Mailboxes = Readonly<Record<string, MailboxSelector>>

const unbounded: MailboxSelector = { capacity: () => null }

/** Pekko: the capacity of the mailbox `bounded` where it is not configured. */
const defaultCapacity = 1000

/**
 * Selects an actor's mailbox, as the option `mailbox` of `spawn`.
 *
 * @example
 * context.spawn(worker, 'worker', { mailbox: MailboxSelector.bounded(100) })
 */
export const MailboxSelector = {
  /** The mailbox of an actor without this option: unbounded. */
  default: unbounded,

  /** A mailbox without a limit. */
  unbounded,

  /**
   * A message that finds `capacity` others waiting becomes a dead letter at once.
   * @throws {RangeError} for a capacity below 1.
   */
  bounded: (capacity: number): MailboxSelector => {
    if (!(capacity >= 1)) throw new RangeError(`bounded([${capacity}]): give a capacity of at least 1.`)
    return { capacity: () => capacity }
  },

  /**
   * The mailbox that the system's options configure under this name, or `default` or `bounded`. Spawning with another
   * name throws `unknown-mailbox`.
   */
  fromConfig: (name: string): MailboxSelector => ({
    capacity: mailboxes => {
      const configured = Object.hasOwn(mailboxes, name) ? mailboxes[name] : undefined
      if (configured !== undefined) return configured.capacity(mailboxes)
      if (name === 'bounded') return defaultCapacity
      if (name === 'default') return null
      throw new ActorError(
        'UnknownMailbox',
        'unknown-mailbox',
        `There is no mailbox [${name}]. Configure it in the system's mailboxes, or use [default] or [bounded].`,
      )
    },
  }),
}
