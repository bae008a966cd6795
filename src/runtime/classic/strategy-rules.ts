import type { SupervisionRule } from '../../trace/supervision.ts'
import { type ClassicStrategy, type Directive, tableOf } from './supervisor-strategy.ts'

/** Who decides, as far as a table or the default says it. */
export function rulesOf(strategy: ClassicStrategy): readonly SupervisionRule[] {
  return tableOf(strategy.decider).flatMap(([error, directive]) =>
    directive === 'escalate' ? [] : [{ error: error.name, strategy: strategyText(directive, strategy) }],
  )
}

/** A directive as the trace tells it. */
export function strategyText(
  directive: Exclude<Directive, 'escalate'>,
  { retries, windowMs }: ClassicStrategy,
): SupervisionRule['strategy'] {
  if (directive !== 'restart') return { type: directive }
  if (retries === null && windowMs === null) return { type: 'restart', stopChildren: true }
  const withinMs = Math.min(Math.ceil(windowMs ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  return { type: 'restart', maxRestarts: retries ?? 1, withinMs, stopChildren: true }
}
