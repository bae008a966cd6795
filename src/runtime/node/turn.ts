import { labelOf } from '../actor/index.ts'
import { messageIn, TerminatedNotice, TimerTick } from '../actor/internal.ts'

/** One turn of an actor: the message or signal that it is about to handle. */
export interface Turn {
  readonly actor: string
  readonly label: string
}

/** Label of a mailbox item: the type of the message or the timer's message, or the name of the signal. */
export function turnLabel(item: unknown): string {
  if (item instanceof TimerTick) return labelOf(item.timer.message)
  if (item instanceof TerminatedNotice) return 'Terminated'
  const message = messageIn(item)
  return message === null ? 'a signal' : labelOf(message)
}
