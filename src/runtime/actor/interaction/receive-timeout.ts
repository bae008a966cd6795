import { leavesReceiveTimeout } from '../api/not-influence-receive-timeout.ts'
import { checkedDelay, type Scheduled } from '../base/timer-queue.ts'
import type { Cell } from '../kernel/cell.ts'
import { InternalMail } from '../kernel/mail.ts'

class ReceiveTimeoutTick extends InternalMail {
  private readonly generation: number

  constructor(generation: number) {
    super(null, null)
    this.generation = generation
  }

  override open(cell: Cell): void {
    const timeout = cell.receiveTimeout
    if (timeout === null || timeout.generation !== this.generation) return
    const { tracer } = cell.system
    if (tracer !== null) tracer.rule = 'receive timeout'
    cell.handle(timeout.message)
  }
}

/**
 * Tells an actor that nothing was handled for a while. One timer, looked at when it is due: if something was
 * handled meanwhile it is set again, so that a message costs no more than writing down the time.
 */
export class ReceiveTimeout {
  /** Ticks of earlier settings are void. */
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

  /** Something that stood in the mailbox was handled. */
  handled(item: unknown): void {
    if (!leavesReceiveTimeout(item)) this.countAnew()
  }

  /** For a notice that is system mail here and ordinary mail in Pekko, which restarts the count. */
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
        this.cell.enqueue(new ReceiveTimeoutTick(this.generation), null)
        this.handledAt = system.now
      }
      this.wait()
    })
  }
}
