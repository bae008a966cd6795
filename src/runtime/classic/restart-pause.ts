import { pauseMs } from '../actor/internal.ts'
import type { ClassicCell } from './classic-cell.ts'
import type { SentMail } from './sent-mail.ts'

/**
 * Keeps time from standing still where restarts have no limit: an actor that fails anew at the instant of its restart,
 * and on no message that was sent to it or on the very one it had failed on before, waits 1, 2, 4 … 1000 ms for the next.
 */
export class RestartPause {
  /** A restart will come when the pause is over. */
  waiting = false
  private readonly cell: ClassicCell
  private restartedAt = -1
  private failedOn: SentMail | null = null
  /** Restarts in a row that changed nothing. */
  private vain = 0

  constructor(cell: ClassicCell) {
    this.cell = cell
  }

  restarted(): void {
    this.restartedAt = this.cell.system.now
  }

  /** `mail`: what was being handled; null: nothing that somebody sent. */
  failed(mail: SentMail | null): void {
    const again = mail === null || mail === this.failedOn
    this.vain = again && this.restartedAt === this.cell.system.now ? this.vain + 1 : 0
    this.failedOn = mail
  }

  /** Before the restart that is about to come; 0: none. */
  get ms(): number {
    return this.vain === 0 ? 0 : pauseMs(this.vain - 1)
  }

  wait(ms: number, restart: () => void): void {
    const { cell } = this
    const { system } = cell
    const until = system.now + ms
    const cause = system.tracing?.backingOff(cell, until) ?? null
    this.waiting = true
    system.timers.schedule(until, () => {
      this.waiting = false
      system.under(cause, null, restart)
    })
  }
}
