import type { Fault, SupervisionRule } from '../../../trace/index.ts'
import { ruleFor } from '../supervision/strategy-presets.ts'

/** The outcome of a fault, as far as the rules determine it. */
export type Forecast =
  | { readonly type: 'decided'; readonly rule: SupervisionRule }
  | { readonly type: 'no-rule' }
  /** The fault ends the whole participant, so no rule is asked; `fault` is a key of the texts. */
  | { readonly type: 'beyond'; readonly fault: 'stack-overflow' | 'endless-loop' }
  /** The rule says `resume`, which is impossible for a failed start. */
  | { readonly type: 'start-cannot-resume' }

/** `error` is the class that the person typed; the other faults have classes of the kernel. */
export function forecast(
  rules: readonly SupervisionRule[],
  fault: Fault,
  error: string,
  during: 'message' | 'start',
): Forecast {
  if (fault === 'stack-overflow' || fault === 'endless-loop') return { type: 'beyond', fault }
  const rule = ruleFor(rules, fault === 'error' ? error : fault === 'native-error' ? 'TypeError' : 'Error')
  if (rule === null) return { type: 'no-rule' }
  return during === 'start' && rule.strategy.type === 'resume'
    ? { type: 'start-cannot-resume' }
    : { type: 'decided', rule }
}
