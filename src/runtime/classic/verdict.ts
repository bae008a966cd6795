import type { SupervisionRule } from '../../trace/supervision.ts'
import { caught, errorText, failureText } from '../actor/index.ts'
import { type Cell, CellState } from '../actor/internal.ts'
import { ClassicCell } from './classic-cell.ts'
import { restart, resume } from './recreate.ts'
import { strategyText } from './strategy-rules.ts'
import {
  type ClassicStrategy,
  type Directive,
  decideBy,
  defaultStrategy,
  RestartCount,
} from './supervisor-strategy.ts'

/** A classic actor's failure, on its way to the parent. */
export class Failure {
  readonly cell: ClassicCell
  readonly cause: Error
  /** What was being handled. */
  readonly label: string | undefined
  /** The parent failed in its place: it waits for the verdict on the parent. */
  escalated = false

  constructor(cell: ClassicCell, cause: Error, label: string | undefined) {
    this.cell = cell
    this.cause = cause
    this.label = label
  }
}

/** Restarts of children, by child: they are counted for as long as it lives. */
const counts = new WeakMap<Cell, RestartCount>()

function countOf(cell: Cell): RestartCount {
  let count = counts.get(cell)
  if (count === undefined) {
    count = new RestartCount()
    counts.set(cell, count)
  }
  return count
}

/** The parent decides, in a turn of its own. A child that was stopped meanwhile needs no verdict. */
export function judge(failure: Failure): void {
  const { cell, cause } = failure
  const parent = cell.parent!
  if (cell.failed !== failure || cell.state >= CellState.stopping || parent.state >= CellState.stopping)
    return
  const strategy = strategyOf(parent)
  let decided: { directive: Directive; of: string }
  try {
    decided = decide(failure, parent, strategy)
  } catch (thrown) {
    escalate(failure, parent, caught(thrown))
    return
  }
  const { directive } = decided
  if (directive === 'escalate') {
    escalate(failure, parent, cause)
    return
  }
  const rule: SupervisionRule = { error: decided.of, strategy: strategyText(directive, strategy) }
  const siblings =
    strategy.type === 'one-for-one' ? [cell] : [...(parent.children?.values() ?? [])].filter(alive)
  const level = strategy.loggingEnabled ? (directive === 'resume' ? 'warn' : 'error') : null
  if (directive === 'resume') {
    traceFailure(failure, 'resume', { decidedBy: rule }, level)
    resume(failure)
  } else if (directive === 'restart' && mayRestart(siblings, strategy)) {
    const limited = strategy.retries !== null || strategy.windowMs !== null
    const { count } = countOf(cell)
    traceFailure(failure, 'restart', { decidedBy: rule, ...(limited ? { count } : {}) }, level)
    const pauseMs = limited ? 0 : cell.pause.ms
    for (const each of siblings) restart(each, cause, each === cell ? pauseMs : 0)
  } else {
    traceFailure(failure, 'stop', directive === 'stop' ? { decidedBy: rule } : { exhausted: [rule] }, level)
    for (const each of siblings) stopChild(parent, each)
  }
}

/** Each of them is counted, whatever becomes of the others. */
const mayRestart = (cells: readonly Cell[], strategy: ClassicStrategy): boolean =>
  cells.map(cell => countOf(cell).permits(strategy, cell.system.now)).every(Boolean)

/** Tells a child to stop; a restart of the parent will wait for it. */
export function stopChild(parent: Cell, child: Cell): void {
  if (child.state >= CellState.stopping) return
  if (parent instanceof ClassicCell) parent.dying.add(child)
  child.tellSystem({ type: 'stop' })
}

const alive = (cell: Cell): boolean => cell.state < CellState.stopping

/** Whatever is no classic actor, or has failed before it was one, has the default. */
export const strategyOf = (parent: Cell): ClassicStrategy =>
  (parent instanceof ClassicCell ? parent.actor?.supervisorStrategy : null) ?? defaultStrategy

/** A strategy that looks for the sender finds the child. */
function decide({ cell, cause }: Failure, parent: Cell, { decider }: ClassicStrategy) {
  if (!(parent instanceof ClassicCell)) return decideBy(decider, cause)
  const { sender } = parent
  parent.sender = cell.self
  try {
    return decideBy(decider, cause)
  } finally {
    parent.sender = sender
  }
}

/** The parent fails in its child's place, or because its decider did. */
function escalate(failure: Failure, parent: Cell, cause: Error): void {
  failure.escalated = true
  traceFailure(failure, 'escalate', {}, null)
  // Only a classic actor's own strategy can come to this.
  if (parent instanceof ClassicCell) parent.fail(cause, failure.label)
}

/** What follows from the verdict has this event as its cause. */
function traceFailure(
  { cell, cause, label }: Failure,
  decision: Directive,
  by: { decidedBy?: SupervisionRule; exhausted?: readonly SupervisionRule[]; count?: number },
  level: 'warn' | 'error' | null,
): void {
  const { tracer } = cell.system
  if (tracer === null || !cell.traced) return
  tracer.cause = tracer.emit({
    type: 'ActorFailed',
    actor: cell.path,
    error: failureText(cause),
    decision,
    ...(label === undefined ? {} : { label }),
    ...by,
  })
  if (level !== null) cell.system.tracing?.log(cell, level, errorText(cause))
}
