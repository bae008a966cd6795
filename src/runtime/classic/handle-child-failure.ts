import type { SupervisionRule } from '../../trace/supervision.ts'
import { caught, errorText, failureText } from '../actor/index.ts'
import { type Cell, CellState } from '../actor/internal.ts'
import { emitCause } from '../tracer.ts'
import { type ClassicCell, isClassicCell } from './classic-cell.ts'
import type { PendingFailure } from './pending-failure.ts'
import { restart } from './restart.ts'
import { permitRestarts, restartCountOf } from './restart-limit.ts'
import { resume } from './resume.ts'
import { stopChild } from './stop-child.ts'
import { tracedStrategy } from './strategy-rules.ts'
import {
  type ClassicStrategy,
  type Decision,
  type Directive,
  decide,
  defaultStrategy,
} from './supervisor-strategy.ts'

/**
 * Applies the parent's strategy to a child's failure. Runs in a turn of the parent; the child may have stopped
 * before.
 */
export function handleChildFailure(child: ClassicCell, failure: PendingFailure): void {
  const { cause } = failure
  const parent = child.parent!
  if (
    child.pendingFailure !== failure ||
    child.state >= CellState.stopping ||
    parent.state >= CellState.stopping
  )
    return
  const strategy = supervisorStrategyOf(parent)
  let decision: Decision
  try {
    decision = decideWithSender(child, parent, cause, strategy)
  } catch (thrown) {
    escalate(child, failure, caught(thrown))
    return
  }
  const { directive } = decision
  if (directive === 'escalate') {
    escalate(child, failure, cause)
    return
  }
  const rule: SupervisionRule = { error: decision.errorName, strategy: tracedStrategy(directive, strategy) }
  const affected =
    strategy.type === 'one-for-one' ? [child] : [...(parent.children?.values() ?? [])].filter(isAlive)
  const level = strategy.loggingEnabled ? (directive === 'resume' ? 'warn' : 'error') : null
  if (directive === 'resume') {
    traceFailure(child, failure, 'resume', { decidedBy: rule }, level)
    resume(child, failure)
  } else if (directive === 'restart' && permitRestarts(affected, strategy)) {
    const limited = strategy.maxRestarts !== null || strategy.windowMs !== null
    const { count } = restartCountOf(child)
    traceFailure(child, failure, 'restart', { decidedBy: rule, ...(limited ? { count } : {}) }, level)
    const delayMs = limited ? 0 : child.restartPause.nextMs
    for (const cell of affected) restart(cell, cause, cell === child ? delayMs : 0)
  } else {
    const reason = directive === 'stop' ? { decidedBy: rule } : { exhausted: [rule] }
    traceFailure(child, failure, 'stop', reason, level)
    for (const cell of affected) stopChild(parent, cell)
  }
}

const isAlive = (cell: Cell): boolean => cell.state < CellState.stopping

/** A typed parent, and a classic one without an instance, has the default strategy. */
export const supervisorStrategyOf = (parent: Cell): ClassicStrategy =>
  (isClassicCell(parent) ? parent.actor?.supervisorStrategy : null) ?? defaultStrategy

/** Runs the decider with the failed child as the parent's sender (Pekko). */
function decideWithSender(
  child: ClassicCell,
  parent: Cell,
  cause: Error,
  { decider }: ClassicStrategy,
): Decision {
  if (!isClassicCell(parent)) return decide(decider, cause)
  const { sender } = parent
  parent.sender = child.self
  try {
    return decide(decider, cause)
  } finally {
    parent.sender = sender
  }
}

/** Fails the parent in place of its child. `cause` is the child's error, or the one that the decider threw. */
function escalate(child: ClassicCell, failure: PendingFailure, cause: Error): void {
  failure.escalated = true
  traceFailure(child, failure, 'escalate', {}, null)
  const parent = child.parent!
  // The default strategy of other parents never escalates.
  if (isClassicCell(parent)) parent.fail(cause, failure.label)
}

/** Emits `ActorFailed` and makes it the cause of the events that the directive leads to. */
function traceFailure(
  child: ClassicCell,
  { cause, label }: PendingFailure,
  decision: Directive,
  reason: { decidedBy?: SupervisionRule; exhausted?: readonly SupervisionRule[]; count?: number },
  level: 'warn' | 'error' | null,
): void {
  const { tracer } = child.system
  if (tracer === null || !child.traced) return
  emitCause(tracer, {
    type: 'ActorFailed',
    actor: child.path,
    error: failureText(cause),
    decision,
    ...(label === undefined ? {} : { label }),
    ...reason,
  })
  if (level !== null) child.system.tracing?.log(child, level, errorText(cause))
}
