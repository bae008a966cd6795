import type { SupervisionRule } from '../../trace/supervision.ts'
import { type ClassicStrategy, type Directive, decisionTable } from './supervisor-strategy.ts'

/** The strategy as rules of the trace. A decider function has none: only tables and the default can be listed. */
export function declaredRules(strategy: ClassicStrategy): readonly SupervisionRule[] {
  return decisionTable(strategy.decider).flatMap(([error, directive]) =>
    directive === 'escalate' ? [] : [{ error: error.name, strategy: tracedStrategy(directive, strategy) }],
  )
}

/** A directive, with the limit of its strategy, as the trace records it. */
export function tracedStrategy(
  directive: Exclude<Directive, 'escalate'>,
  { maxRestarts, windowMs }: ClassicStrategy,
): SupervisionRule['strategy'] {
  if (directive !== 'restart') return { type: directive }
  if (maxRestarts === null && windowMs === null) return { type: 'restart', stopChildren: true }
  const withinMs = Math.min(Math.ceil(windowMs ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  return { type: 'restart', maxRestarts: maxRestarts ?? 1, withinMs, stopChildren: true }
}
