import type { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { InjectedFailure } from '../base/actor-errors.ts'
import type { AnyBehavior, ErrorClass, SupervisedBehavior } from '../behavior/behavior-values.ts'
import type { Cell } from './cell.ts'
import type { Wrapper } from './wrapper.ts'

/** A `supervise` around what an actor runs, with its count of restarts. */
export class Supervisor {
  readonly type = 'supervisor'
  readonly strategy: SupervisorStrategy
  readonly errorClass: ErrorClass
  /** As it is told. */
  readonly errorName: string
  /** What a restart begins with. */
  initial: AnyBehavior
  /** Chosen for a living actor: no code says so. */
  byPerson = false
  /** False while what it wraps is started for the first time. */
  started = false
  count = 0
  /** End of the limit's window; null: none is open. */
  deadline: number | null = null
  /** Restarts in a row that failed before the actor stood. */
  failedStarts = 0

  constructor(supervised: SupervisedBehavior<never>, errorName = supervised.errorClass.name) {
    this.strategy = supervised.strategy
    this.errorClass = supervised.errorClass
    this.errorName = errorName || 'Error'
    this.initial = supervised.inner
  }

  /** A failure on request whose class nobody knows has only a name, and counts as some exception. */
  catches(error: Error): boolean {
    if (this.errorClass === Error) return true
    const { name } = this.errorClass
    if (error instanceof InjectedFailure && (error.name === name || name === 'Exception')) return true
    return error instanceof this.errorClass
  }

  /** A restart is about to begin: what stays around it, this supervisor included where it is one of them. */
  keeps(cell: Cell): readonly Wrapper[] {
    const wrappers = cell.wrappers!
    if (wrappers.at(-1) === this) return wrappers
    return wrappers.slice(0, wrappers.indexOf(this) + 1)
  }

  inWindow(now: number): boolean {
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
