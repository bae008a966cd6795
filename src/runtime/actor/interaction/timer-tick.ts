import type { EventId } from '../../../trace/identifiers.ts'
import { InternalMail } from '../kernel/mail.ts'
import type { Cell } from '../kernel/ports.ts'

/** One start of a timer, as its ticks see it. */
export interface Ticking {
  readonly key: string
  readonly message: unknown
  /** The event that the tick is a consequence of. */
  readonly cause: EventId | null
  /** False: the timer was cancelled or replaced after this tick was enqueued. */
  acceptTick(): boolean
}

/** A timer's message, on its way through the mailbox. */
export class TimerTick extends InternalMail {
  readonly timer: Ticking

  constructor(timer: Ticking) {
    super(null, null)
    this.timer = timer
  }

  override open(cell: Cell): void {
    const { timer } = this
    if (!timer.acceptTick()) return
    const { tracer } = cell.system
    if (tracer !== null) {
      tracer.cause = timer.cause
      tracer.rule = timer.key
    }
    cell.handle(timer.message)
  }
}
