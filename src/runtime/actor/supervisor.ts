import { InjectedFailure } from './actor-errors.ts'
import type { AnyBehavior, ErrorClass, SupervisedBehavior } from './behavior-values.ts'
import type { Cell } from './cell.ts'
import type { SupervisorStrategy } from './supervisor-strategy.ts'

/** A `supervise` around what an actor runs, with its count of restarts. */
export class Supervisor {
  readonly type = 'supervisor'
  readonly strategy: SupervisorStrategy
  readonly errorClass: ErrorClass
  /** What a restart begins with. */
  readonly initial: AnyBehavior
  /** False while what it wraps is started for the first time. */
  settled = false
  count = 0
  /** End of the limit's window; null: none is open. */
  deadline: number | null = null

  constructor(supervised: SupervisedBehavior<never>) {
    this.strategy = supervised.strategy
    this.errorClass = supervised.errorClass
    this.initial = supervised.inner
  }

  /** A failure thrown on request has only a name: it counts as the class of that name. */
  catches(error: Error): boolean {
    if (error instanceof InjectedFailure && error.name === this.errorClass.name) return true
    return error instanceof this.errorClass
  }

  private inWindow(now: number): boolean {
    return this.deadline === null || this.deadline > now
  }

  /** The limit is used up: give up. */
  exhausted(now: number): boolean {
    const { strategy } = this
    if (strategy.type === 'backoff') return strategy.maxRestarts !== -1 && this.count >= strategy.maxRestarts
    if (strategy.type !== 'restart' || strategy.maxRestarts === -1) return false
    return this.count >= strategy.maxRestarts && this.inWindow(now)
  }

  /** The first start failed: without a limit it is not tried again, and the last permitted restart is withheld. */
  exhaustedAtStart(now: number): boolean {
    const { strategy } = this
    if (strategy.type !== 'restart') return this.exhausted(now)
    return strategy.maxRestarts === -1 || (this.count + 1 >= strategy.maxRestarts && this.inWindow(now))
  }

  countRestart(now: number): void {
    if (this.strategy.type !== 'restart') {
      this.count++
    } else if (this.inWindow(now)) {
      this.count++
      this.deadline ??= now + this.strategy.withinMs
    } else {
      this.count = 1
      this.deadline = now + this.strategy.withinMs
    }
  }
}

/** Puts a supervisor innermost. An older one for the same class of errors gives way. */
export function addSupervisor(cell: Cell, supervised: SupervisedBehavior<never>): void {
  pushSupervisor(cell, new Supervisor(supervised))
}

export function pushSupervisor(cell: Cell, supervisor: Supervisor): void {
  const others = (cell.wrappers ?? []).filter(
    older => older.type !== 'supervisor' || older.errorClass !== supervisor.errorClass,
  )
  cell.wrappers = [...others, supervisor]
}
