import { type Cell, pauseMs } from '../actor/internal.ts'
import type { SentMail } from './sent-mail.ts'

/**
 * The growing pause before restarts without a limit: 1, 2, 4 … 1000 ms. It applies when an actor fails again at the
 * virtual instant of its restart, outside of messages or on the same message as before; virtual time would otherwise
 * never advance.
 */
export class RestartPause {
  /** True while a scheduled restart is due. */
  waiting = false
  private readonly cell: Cell
  private restartedAt = -1
  private failedMail: SentMail | null = null
  /** Consecutive restarts that ended in the same failure at the same instant. */
  private fruitlessRestarts = 0

  constructor(cell: Cell) {
    this.cell = cell
  }

  recordRestart(): void {
    this.restartedAt = this.cell.system.now
  }

  /** `mail`: the message that was handled; null when no actor sent it. */
  recordFailure(mail: SentMail | null): void {
    const sameFailure = mail === null || mail === this.failedMail
    this.fruitlessRestarts =
      sameFailure && this.restartedAt === this.cell.system.now ? this.fruitlessRestarts + 1 : 0
    this.failedMail = mail
  }

  /** Pause before the next restart; 0 for none. */
  get nextMs(): number {
    return this.fruitlessRestarts === 0 ? 0 : pauseMs(this.fruitlessRestarts - 1)
  }

  /** Runs the restart in `ms` milliseconds of virtual time. */
  schedule(ms: number, restart: () => void): void {
    const { cell } = this
    const { system } = cell
    const until = system.now + ms
    const cause = system.tracing?.backingOff(cell, until) ?? null
    this.waiting = true
    system.timers.schedule(until, () => {
      this.waiting = false
      system.under(cause, 'restart pause', restart)
    })
  }
}
