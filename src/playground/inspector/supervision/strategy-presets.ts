import type { SupervisionRule } from '../../../trace/index.ts'
import { choiceOf, type Draft, draftRule, kindOf } from './supervision-draft.ts'

export const presetNames = ['stop', 'resume', 'restart', 'limit', 'backoff', 'nested'] as const
export type PresetName = (typeof presetNames)[number]

/** One rule for all errors; for `nested`, one that resumes `innerError` within one that restarts. */
export const presetRules = (name: PresetName, innerError: string): Draft['rules'] =>
  name === 'nested'
    ? [draftRule(0, innerError, 'resume'), draftRule(1, 'Error', 'restart')]
    : [draftRule(0, 'Error', name)]

/** The preset with the same strategies as the rules, whatever their numbers; `null` if there is none. */
export function presetOf(rules: readonly SupervisionRule[]): PresetName | null {
  const [first, second, ...more] = rules
  if (first === undefined || more.length > 0) return null
  if (second === undefined) return first.error === 'Error' ? kindOf(first.strategy) : null
  return first.error !== 'Error' && second.error === 'Error' ? 'nested' : null
}

/** The first rule for this error class or for all errors; `null` if there is none. Only names are compared: the page does not know class inheritance. */
export const ruleFor = (rules: readonly SupervisionRule[], error: string): SupervisionRule | null =>
  rules.find(rule => rule.error === error || rule.error === 'Error') ?? null

/** Whether the rule never applies because a rule before it handles every error. */
export const isShadowed = (rules: readonly { readonly error: string }[], index: number): boolean =>
  rules.slice(0, index).some(rule => rule.error.trim() === 'Error')

export const presetChoice = (
  name: PresetName,
  innerError: string,
  children: Pick<Draft, 'stopChildren' | 'around'>,
) => choiceOf({ ...children, rules: presetRules(name, innerError) })
