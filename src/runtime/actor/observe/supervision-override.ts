import type { SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import { type AnyBehavior, SetupBehavior, SupervisedBehavior } from '../behavior/behavior-values.ts'
import type { Cell } from '../kernel/cell.ts'
import { addSupervisor, Supervisor } from '../kernel/supervisor.ts'
import type { Wrapper } from '../kernel/wrapper.ts'
import { isOfClass } from './error-classes.ts'
import { ruleOf, strategyOf } from './strategy-text.ts'

/** One rule that a person chose: a supervisor around whatever the actor's code made. */
class ChosenRule extends Supervisor {
  private readonly chosen: OverridingSupervisors

  constructor(chosen: OverridingSupervisors, rule: SupervisionRule, initial: AnyBehavior) {
    super(new SupervisedBehavior<never>(initial, strategyOf(rule.strategy), Error), rule.error)
    this.byPerson = true
    this.chosen = chosen
  }

  override catches(error: Error): boolean {
    return isOfClass(error, this.errorName)
  }

  override keeps(cell: Cell): readonly Wrapper[] {
    const { initial, outside } = this.chosen.placeIn(cell)
    this.initial = initial
    this.chosen.forgetInside(this)
    return outside
  }
}

interface Place {
  readonly initial: AnyBehavior
  /** What stands around it, and stays. */
  readonly outside: readonly Wrapper[]
}

/** Supervision that a person chose for a living actor, in place of what its code says. */
export class OverridingSupervisors {
  /** Outermost first, as what the code says. */
  readonly rules: readonly ChosenRule[]
  private readonly around: SupervisionChoice['around']

  constructor(cell: Cell, choice: SupervisionChoice) {
    this.around = choice.around
    this.rules = choice.rules.map(rule => new ChosenRule(this, rule, cell.initial)).reverse()
    if (cell.startedOnce) this.settle()
  }

  /** The actor has started: what fails from now on is no start. */
  settle(): void {
    for (const rule of this.rules) rule.started = true
  }

  /** The rules inside of one that restarts begin anew with what they supervise. */
  forgetInside(outer: ChosenRule): void {
    for (const rule of this.rules.slice(this.rules.indexOf(outer) + 1)) {
      rule.started = false
      rule.count = 0
      rule.deadline = null
    }
  }

  /** What a restart begins with. */
  placeIn(cell: Cell): Place {
    const wrappers = cell.wrappers ?? []
    const whole: Place = { initial: cell.initial, outside: [] }
    if (this.around === 'setup') return whole
    if (this.around === 'handler') {
      const made = cell.oversight?.made ?? null
      if (made === null) return whole
      return { initial: made.behavior, outside: wrappers.filter(each => made.outside.includes(each)) }
    }
    const outermost = wrappers.findIndex(each => each.type === 'supervisor')
    const supervisor = wrappers[outermost]
    if (supervisor?.type !== 'supervisor') return whole
    return { initial: supervisor.initial, outside: wrappers.slice(0, outermost + 1) }
  }
}

/** What is kept beside an actor so that its supervision can be told, and chosen: only where somebody listens. */
export class SupervisionOverride {
  chosen: OverridingSupervisors | null = null
  /** What its outermost factory returned last, and what stood around that. */
  made: { readonly behavior: AnyBehavior; readonly outside: readonly Wrapper[] } | null = null
  private toldOf: readonly Wrapper[] | null = null
  private told = '[]'
  private failure: Error | null = null
  private passedOn: SupervisionRule[] = []

  /** Takes the first steps of a start, up to what the outermost factory returns, and gives what follows. */
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

  /** The factory itself is made again by a supervisor outside of it. */
  private isOutside(initial: AnyBehavior): boolean {
    return this.made!.outside.some(each => each.type === 'supervisor' && each.initial === initial)
  }

  /** Tells what the code says, when that is what counts and it was not told yet. */
  tell(cell: Cell): void {
    if (this.toldOf !== cell.wrappers) this.tellRules(cell)
  }

  /** The same for whom wrappers do not tell. */
  tellRules(cell: Cell): void {
    if (this.chosen !== null) return
    this.toldOf = cell.wrappers
    const rules = cell.rulesOfCode
    const text = JSON.stringify(rules)
    if (text === this.told) return
    this.told = text
    emit(cell, rules, 'code')
  }

  /** From the next failure on; null: what the code says. */
  choose(cell: Cell, choice: SupervisionChoice | null): void {
    this.chosen = choice === null ? null : new OverridingSupervisors(cell, choice)
    const rules = choice?.rules ?? cell.rulesOfCode
    this.toldOf = cell.wrappers
    this.told = choice === null ? JSON.stringify(rules) : 'chosen'
    emit(cell, rules, choice === null ? 'code' : 'person')
  }

  /** A supervisor has used up its limit and lets the failure go on outward. */
  pass(error: Error, supervisor: Supervisor): void {
    if (this.failure !== error) {
      this.failure = error
      this.passedOn = []
    }
    this.passedOn.push(ruleOf(supervisor))
  }

  /** Those that did, innermost first. */
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
