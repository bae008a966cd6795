import { TimerTick } from '../interaction/timer-tick.ts'
import { messageIn } from '../kernel/mail.ts'

/** A message with this mark does not put off its receiver's receive timeout. The mark travels with it. */
export interface NotInfluenceReceiveTimeout {
  readonly notInfluenceReceiveTimeout: true
}

export const NotInfluenceReceiveTimeout = {
  mark: <M extends object>(message: M): M & NotInfluenceReceiveTimeout => ({
    ...message,
    notInfluenceReceiveTimeout: true,
  }),

  isMarked: (message: unknown): message is NotInfluenceReceiveTimeout =>
    typeof message === 'object' &&
    message !== null &&
    'notInfluenceReceiveTimeout' in message &&
    message.notInfluenceReceiveTimeout === true,
}

/** What stands in a mailbox is a marked message, sent or of a timer. */
export const leavesReceiveTimeout = (item: unknown): boolean =>
  NotInfluenceReceiveTimeout.isMarked(item instanceof TimerTick ? item.timer.message : messageIn(item))
