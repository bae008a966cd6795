import { labelOf } from '../actor/index.ts'
import { messageIn, TerminatedNotice, TimerTick } from '../actor/internal.ts'

/** What an actor is about to do. */
export interface Turn {
  readonly actor: string
  readonly label: string
}

/** The name of what it handles: a message, a timer's message, or what the kernel has for it. */
export function turnLabel(item: unknown): string {
  if (item instanceof TimerTick) return labelOf(item.timer.message)
  if (item instanceof TerminatedNotice) return 'Terminated'
  const message = messageIn(item)
  return message === null ? 'a signal' : labelOf(message)
}
