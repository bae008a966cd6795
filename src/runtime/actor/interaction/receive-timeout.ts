import { NotInfluenceReceiveTimeout } from '../api/not-influence-receive-timeout.ts'
import { checkedDelay, type Scheduled } from '../base/timer-queue.ts'
import type { CellReceiveTimeout } from '../kernel/cell-parts.ts'
import { InternalMail, messageIn } from '../kernel/mail.ts'
import type { Cell } from '../kernel/ports.ts'
import { TimerTick } from './timer-tick.ts'

class ReceiveTimeoutTick extends InternalMail {
  private readonly timeout: ReceiveTimeout
  private readonly generation: number

  constructor(timeout: ReceiveTimeout) {
    super(null, null)
    this.timeout = timeout
    this.generation = timeout.generation
  }

  override open(cell: Cell): void {
    const { timeout } = this
    if (timeout.generation !== this.generation) return
    const { tracer } = cell.system
    if (tracer !== null) tracer.rule = 'receive timeout'
    cell.handle(timeout.message)
  }
}

/**
 * Sends an actor a message once it handled nothing for the timeout. One timer is checked when it is due and started
 * again if the actor handled something meanwhile, so that a message costs one assignment.
 */
export class ReceiveTimeout implements CellReceiveTimeout {
  /** Increases at each setting: ticks of earlier settings are discarded. */
  generation = 0
  message: unknown = null
  handledAt = 0
  private readonly cell: Cell
  private timeoutMs = 0
  private scheduled: Scheduled | null = null

  constructor(cell: Cell) {
    this.cell = cell
  }

  set(timeoutMs: number, message: unknown): void {
    this.cancel()
    this.timeoutMs = checkedDelay(timeoutMs)
    this.message = message
    this.handledAt = this.cell.system.now
    this.wait()
  }

  handled(item: unknown): void {
    if (!isMarked(item)) this.countAnew()
  }

  countAnew(): void {
    this.handledAt = this.cell.system.now
  }

  cancel(): void {
    this.generation++
    if (this.scheduled !== null) this.cell.system.timers.cancel(this.scheduled)
    this.scheduled = null
  }

  private wait(): void {
    const { system } = this.cell
    this.scheduled = system.timers.schedule(this.handledAt + this.timeoutMs, () => {
      if (this.handledAt + this.timeoutMs <= system.now) {
        this.cell.enqueue(new ReceiveTimeoutTick(this), null)
        this.handledAt = system.now
      }
      this.wait()
    })
  }
}

/** True for an item whose message has the mark, sent by an actor or a timer. */
const isMarked = (item: unknown): boolean =>
  NotInfluenceReceiveTimeout.isMarked(item instanceof TimerTick ? item.timer.message : messageIn(item))
