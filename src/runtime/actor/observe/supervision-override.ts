import type { SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import { type AnyBehavior, SetupBehavior, SupervisedBehavior } from '../behavior/behavior-values.ts'
import type { Cell, CellSupervisionOverride, Wrapper } from '../kernel/ports.ts'
import { Supervisor } from '../kernel/supervisor.ts'
import { addSupervisor } from '../kernel/wrappers.ts'
import { isOfClass } from './error-classes.ts'
import { ruleOf, strategyOf } from './strategy-text.ts'

/** One rule that a person chose: a supervisor around the behavior that the actor's code made. */
class ChosenRule extends Supervisor {
  constructor(rule: SupervisionRule, initial: AnyBehavior) {
    super(new SupervisedBehavior<never>(initial, strategyOf(rule.strategy), Error), rule.error)
    this.byPerson = true
  }

  override catches(error: Error): boolean {
    return isOfClass(error, this.errorName)
  }
}

interface Made {
  readonly behavior: AnyBehavior
  readonly outside: readonly Wrapper[]
}

interface Place {
  readonly initial: AnyBehavior
  /** The wrappers that stay around it. */
  readonly outside: readonly Wrapper[]
}

/** The supervision that a person chose for a living actor, in place of its code's. */
export class OverridingSupervisors {
  /** Outermost first, as in `Cell.wrappers`. */
  readonly rules: readonly ChosenRule[]
  private readonly around: SupervisionChoice['around']

  constructor(cell: Cell, choice: SupervisionChoice) {
    this.around = choice.around
    this.rules = choice.rules.map(rule => new ChosenRule(rule, cell.initial)).reverse()
    if (cell.startedOnce) this.markStarted()
  }

  /** The actor started: a later error is no failed start. */
  markStarted(): void {
    for (const rule of this.rules) rule.started = true
  }

  /** Resets the rules inside of one that restarts, as a restart does with supervisors of the code. */
  resetInside(outer: ChosenRule): void {
    const index = this.rules.indexOf(outer)
    for (const rule of this.rules.slice(index + 1)) {
      rule.started = false
      rule.count = 0
      rule.deadline = null
    }
  }

  /** The behavior that a restart begins with, by the choice of `around`. */
  placeIn(cell: Cell, made: Made | null): Place {
    const wrappers = cell.wrappers ?? []
    const whole: Place = { initial: cell.initial, outside: [] }
    if (this.around === 'setup') return whole
    if (this.around === 'handler') {
      if (made === null) return whole
      return { initial: made.behavior, outside: wrappers.filter(each => made.outside.includes(each)) }
    }
    const outermost = wrappers.findIndex(each => each.type === 'supervisor')
    const supervisor = wrappers[outermost]
    if (supervisor?.type !== 'supervisor') return whole
    return { initial: supervisor.initial, outside: wrappers.slice(0, outermost + 1) }
  }
}

/** Lets a person see and choose the supervision of one actor. Only traced actors have it. */
export class SupervisionOverride implements CellSupervisionOverride {
  chosen: OverridingSupervisors | null = null
  /** The last behavior that the outermost factory returned, with the wrappers around it. */
  private made: Made | null = null
  private emittedFor: readonly Wrapper[] | null = null
  private emittedRules = '[]'
  private failure: Error | null = null
  private passedOn: SupervisionRule[] = []

  begin(cell: Cell, initial: AnyBehavior): AnyBehavior {
    if (this.made !== null && initial !== cell.initial && !this.isOutside(initial)) return initial
    this.made = null
    let current = initial
    while (current instanceof SupervisedBehavior) {
      addSupervisor(cell, current)
      current = current.inner
    }
    if (!(current instanceof SetupBehavior)) return current
    const behavior: AnyBehavior = current.factory(cell.context)
    this.made = { behavior, outside: cell.wrappers ?? [] }
    return behavior
  }

  beginRestart(cell: Cell, rule: Supervisor): readonly Wrapper[] {
    const { initial, outside } = this.chosen!.placeIn(cell, this.made)
    rule.initial = initial
    this.chosen!.resetInside(rule)
    return outside
  }

  /** True when a supervisor outside of the outermost factory restarts the actor: the factory runs again. */
  private isOutside(initial: AnyBehavior): boolean {
    return this.made!.outside.some(each => each.type === 'supervisor' && each.initial === initial)
  }

  wrappersChanged(cell: Cell): void {
    if (this.emittedFor !== cell.wrappers) this.emitRules(cell)
  }

  emitRules(cell: Cell): void {
    if (this.chosen !== null) return
    this.emittedFor = cell.wrappers
    const rules = cell.rulesOfCode
    const text = JSON.stringify(rules)
    if (text === this.emittedRules) return
    this.emittedRules = text
    emit(cell, rules, 'code')
  }

  /** Takes effect at the next failure; null: the code decides again. */
  choose(cell: Cell, choice: SupervisionChoice | null): void {
    this.chosen = choice === null ? null : new OverridingSupervisors(cell, choice)
    const rules = choice?.rules ?? cell.rulesOfCode
    this.emittedFor = cell.wrappers
    this.emittedRules = choice === null ? JSON.stringify(rules) : 'chosen'
    emit(cell, rules, choice === null ? 'code' : 'person')
  }

  pass(error: Error, supervisor: Supervisor): void {
    if (this.failure !== error) {
      this.failure = error
      this.passedOn = []
    }
    this.passedOn.push(ruleOf(supervisor))
  }

  takePassed(error: Error): readonly SupervisionRule[] {
    const passed = this.failure === error ? this.passedOn : []
    this.failure = null
    this.passedOn = []
    return passed
  }
}

function emit(cell: Cell, rules: readonly SupervisionRule[], by: 'code' | 'person'): void {
  const { tracer } = cell.system
  if (tracer !== null && cell.traced) tracer.emit({ type: 'SupervisionSet', actor: cell.path, rules, by })
}
