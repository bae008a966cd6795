import type { SupervisionRule } from '../../../trace/index.ts'
import { choiceOf, type Draft, draftRule, kindOf } from './supervision-draft.ts'

export const presetNames = ['stop', 'resume', 'restart', 'limit', 'backoff', 'nested'] as const
export type PresetName = (typeof presetNames)[number]

/** All errors alike; or, nested, one class resumed and all others restarted. */
export const presetRules = (name: PresetName, innerError: string): Draft['rules'] =>
  name === 'nested'
    ? [draftRule(0, innerError, 'resume'), draftRule(1, 'Error', 'restart')]
    : [draftRule(0, 'Error', name)]

/** The one button that stands for what is in force, whatever its numbers; null: it was made by hand. */
export function presetOf(rules: readonly SupervisionRule[]): PresetName | null {
  const [first, second, ...more] = rules
  if (first === undefined || more.length > 0) return null
  if (second === undefined) return first.error === 'Error' ? kindOf(first.strategy) : null
  return first.error !== 'Error' && second.error === 'Error' ? 'nested' : null
}

/** Who decides about a failure of this class, as far as names tell: the first that takes it, or all errors. */
export const ruleFor = (rules: readonly SupervisionRule[], error: string): SupervisionRule | null =>
  rules.find(rule => rule.error === error || rule.error === 'Error') ?? null

/** A rule that is never asked, since one before it takes every error. */
export const isShadowed = (rules: readonly { readonly error: string }[], place: number): boolean =>
  rules.slice(0, place).some(rule => rule.error.trim() === 'Error')

export const presetChoice = (
  name: PresetName,
  innerError: string,
  children: Pick<Draft, 'stopChildren' | 'around'>,
) => choiceOf({ ...children, rules: presetRules(name, innerError) })
