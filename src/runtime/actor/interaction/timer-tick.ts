import { InternalMail } from '../kernel/mail.ts'
import type { Cell } from '../kernel/ports.ts'

/** One start of a timer, as its ticks see it. */
export interface Ticking {
  readonly key: string
  readonly message: unknown
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
    if (tracer !== null) tracer.rule = timer.key
    cell.handle(timer.message)
  }
}
