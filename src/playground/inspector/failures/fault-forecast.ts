import type { Fault, SupervisionRule } from '../../../trace/index.ts'
import { ruleFor } from '../supervision/strategy-presets.ts'

/** How a fault ends, as far as it can be told before. */
export type Forecast =
  /** Somebody decides: this rule. */
  | { readonly type: 'decided'; readonly rule: SupervisionRule }
  | { readonly type: 'nobody' }
  /** Beyond all supervision: a key of the texts. */
  | { readonly type: 'beyond'; readonly fault: 'stack-overflow' | 'endless-loop' }
  /** A start that fails cannot be resumed. */
  | { readonly type: 'start-cannot-resume' }

/** Classes of what the kernel itself throws for a fault; a person's own class for `error`. */
export function forecast(
  rules: readonly SupervisionRule[],
  fault: Fault,
  error: string,
  during: 'message' | 'start',
): Forecast {
  if (fault === 'stack-overflow' || fault === 'endless-loop') return { type: 'beyond', fault }
  const rule = ruleFor(rules, fault === 'error' ? error : fault === 'native-error' ? 'TypeError' : 'Error')
  if (rule === null) return { type: 'nobody' }
  return during === 'start' && rule.strategy.type === 'resume'
    ? { type: 'start-cannot-resume' }
    : { type: 'decided', rule }
}
