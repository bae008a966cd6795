import type { Cell } from '../kernel/cell.ts'
import { InternalMail } from '../kernel/mail.ts'
import type { Timer } from './timers.ts'

export class TimerTick extends InternalMail {
  readonly timer: Timer

  constructor(timer: Timer) {
    super(null, null)
    this.timer = timer
  }

  override open(cell: Cell): void {
    const { timer } = this
    if (!timer.take()) return
    const { tracer } = cell.system
    if (tracer !== null) tracer.rule = timer.key
    cell.handle(timer.message)
  }
}
