import type { EndReason } from '../api/actor-system.ts'
import { checkedInterval, type Scheduled } from '../base/timer-queue.ts'
import { ignore } from '../behavior/behavior-values.ts'
import { BehaviorCell } from '../kernel/behavior-cell.ts'
import { CellState } from '../kernel/cell-state.ts'
import { createMail, stopMail } from '../kernel/mail.ts'
import type { Cell, KernelSystem } from '../kernel/ports.ts'
import type { LocalActorSystemOptions } from './local-actor-system-options.ts'

/** An actor without a behavior of its own, as the parent of other actors. */
export function implicitGuardian(system: KernelSystem, name: string): Cell {
  const guardian = new BehaviorCell(system, null, name, 0, ignore, 0)
  guardian.state = CellState.running
  guardian.behavior = ignore
  return guardian
}

/** `/user`: its start and its stop. */
export class UserGuardian {
  readonly cell: Cell
  private readonly system: KernelSystem
  /** Not null while the application's guardian has not started. */
  private startTimer: Scheduled | null = null

  constructor(system: KernelSystem, { guardian, guardianOptions }: LocalActorSystemOptions) {
    this.system = system
    if (guardian === undefined) {
      this.cell = implicitGuardian(system, 'user')
      return
    }
    const handlingMs = checkedInterval(guardianOptions?.handlingMs ?? 0, '/user', 'handlingMs')
    this.cell = new BehaviorCell(system, null, 'user', 0, guardian, handlingMs)
    system.chooseMailbox(this.cell, guardianOptions)
    // Marked as queued until its start, so that early messages do not give it a turn.
    this.cell.queued = true
    this.startTimer = system.timers.schedule(system.now, () => this.start())
  }

  get isImplicit(): boolean {
    return this.cell.initial === ignore
  }

  start(): void {
    if (this.cancelStart()) this.cell.enqueueSystemMail(createMail)
  }

  stop(): void {
    this.cancelStart()
    this.cell.enqueueSystemMail(stopMail)
  }

  /** The reason of the system's end when this guardian stopped by itself. */
  get endReason(): EndReason {
    return this.cell.failure === null ? 'left' : 'failed'
  }

  private cancelStart(): boolean {
    const { startTimer } = this
    if (startTimer === null) return false
    this.startTimer = null
    this.cell.queued = false
    this.system.timers.cancel(startTimer)
    return true
  }
}
