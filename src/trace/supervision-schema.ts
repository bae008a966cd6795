import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import { choice, listOf, name, text, truth, whole } from './plain-schema.ts'
import { type Complaint, complaint, problemsOf } from './refusal.ts'
import type { StrategyText, SupervisionChoice, SupervisionRule } from './supervision.ts'

// Limits of supervision that a person chooses, all inclusive. The supervision of an actor's code has none of them.

/** Maximum number of rules of one actor. */
export const maxRules = 20
/** Maximum number of restarts of a strategy; the minimum is 0. */
export const maxRestarts = 1000
/** Minimum of windows and backoffs, in virtual ms. */
export const minDurationMs = 1
/** Maximum of windows and backoffs, in virtual ms: eleven days. */
export const maxDurationMs = 1e9
/** Maximum of the random factor of a backoff; the minimum is 0. */
export const maxRandomFactor = 10

const durationText = (ms: number): Bilingual =>
  ms % 1000 === 0 ? { en: `${ms / 1000} s`, ja: `${ms / 1000}秒` } : { en: `${ms} ms`, ja: `${ms}ミリ秒` }

const notClass = complaint('not-error-class')
/** The name of an error class: an identifier, or it could not be the name of a class. */
export const errorClass = v.pipe(text, v.regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, notClass))

const finite = v.pipe(
  v.number(complaint('not-number')),
  v.finite(complaint('not-finite')),
  v.minValue(0, complaint('too-small', { least: 0 })),
)

/* @__NO_SIDE_EFFECTS__ */
const wholeWithin = (least: number, most: number, message: string) =>
  v.pipe(
    v.number(message),
    v.check(number => Number.isInteger(number) && number >= least && number <= most, message),
  )

const chosenCount = wholeWithin(
  0,
  maxRestarts,
  complaint('not-whole-within', { least: 0, most: maxRestarts }),
)
const chosenDuration = wholeWithin(
  minDurationMs,
  maxDurationMs,
  complaint('not-duration-within', {
    least: durationText(minDurationMs),
    most: durationText(maxDurationMs),
  }),
)

const notFactor = complaint('not-within', { least: 0, most: maxRandomFactor })
const chosenFactor = v.pipe(
  v.number(notFactor),
  v.minValue(0, notFactor),
  v.maxValue(maxRandomFactor, notFactor),
)

interface Numbers {
  readonly count: v.GenericSchema<number>
  readonly duration: v.GenericSchema<number>
  readonly factor: v.GenericSchema<number>
}

/* @__NO_SIDE_EFFECTS__ */
const strategyOf = ({ count, duration, factor }: Numbers) =>
  v.variant('type', [
    v.strictObject({ type: v.literal('stop') }),
    v.strictObject({ type: v.literal('resume') }),
    v.strictObject({
      type: v.literal('restart'),
      maxRestarts: v.exactOptional(count),
      withinMs: v.exactOptional(duration),
      stopChildren: truth,
    }),
    v.strictObject({
      type: v.literal('backoff'),
      minBackoffMs: duration,
      maxBackoffMs: duration,
      randomFactor: factor,
      maxRestarts: v.exactOptional(count),
      stopChildren: truth,
    }),
  ])

/** A rule in effect, of code or of a person. */
export const supervisionRuleSchema: v.GenericSchema<unknown, SupervisionRule> = v.strictObject({
  error: name,
  strategy: strategyOf({ count: whole, duration: whole, factor: finite }),
})

/* @__NO_SIDE_EFFECTS__ */
const rulesOf = (rule: v.GenericSchema<unknown, SupervisionRule>) => listOf(rule, { en: 'rules', ja: '規則' })

/** Rules in effect, of code or of a person. */
export const supervisionRulesSchema = rulesOf(supervisionRuleSchema)

/** The invalid number of a strategy whose numbers are valid one by one. */
function contradictionIn(strategy: StrategyText): readonly [field: string, message: string] | null {
  if (strategy.type === 'restart') {
    const { maxRestarts: restarts, withinMs } = strategy
    if (restarts === undefined && withinMs !== undefined) {
      return ['withinMs', complaint('window-without-restarts')]
    }
    if (restarts !== undefined && withinMs === undefined) {
      return ['maxRestarts', complaint('restarts-without-window')]
    }
  }
  if (strategy.type === 'backoff' && strategy.maxBackoffMs < strategy.minBackoffMs) {
    const shortest = durationText(strategy.minBackoffMs)
    return ['maxBackoffMs', complaint('below-shortest-backoff', { shortest })]
  }
  return null
}

const stepTo = (input: unknown, key: string | number) =>
  ({ type: 'unknown', origin: 'value', input, key, value: input }) as const

const chosenStrategy = v.pipe(
  strategyOf({ count: chosenCount, duration: chosenDuration, factor: chosenFactor }),
  v.rawCheck(({ dataset, addIssue }) => {
    const found = dataset.typed ? contradictionIn(dataset.value) : null
    if (found === null) return
    const [field, message] = found
    addIssue({ message, path: [stepTo(dataset.value, field)] })
  }),
)

const chosenRules = v.pipe(
  rulesOf(v.strictObject({ error: errorClass, strategy: chosenStrategy })),
  v.maxLength(maxRules, complaint('too-many-rules', { most: maxRules })),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const rules = dataset.value
    for (const [index, rule] of rules.entries()) {
      const first = rules.findIndex(({ error }) => error === rule.error)
      if (first === index) continue
      const message = complaint('same-error-class', { first: first + 1 })
      addIssue({ message, path: [stepTo(rules, index), stepTo(rule, 'error')] })
    }
  }),
)

/** Supervision that a person chooses. */
export const supervisionChoiceSchema: v.GenericSchema<unknown, SupervisionChoice> = v.strictObject({
  rules: chosenRules,
  around: v.exactOptional(choice(['setup', 'handler'])),
})

/** A complaint about a field of chosen supervision. */
export interface SupervisionComplaint {
  /** Index of the rule; null for a complaint about all rules together. */
  readonly rule: number | null
  /** Name of the field, such as `withinMs`. */
  readonly field: string
  readonly complaint: Complaint
}

/** The complaints about a choice, rule by rule; none if an actor can get it. */
export const complaintsAboutSupervision = (chosen: SupervisionChoice): readonly SupervisionComplaint[] =>
  problemsOf(supervisionChoiceSchema, chosen).map(({ steps, complaint }) => {
    const rule = steps.find(step => typeof step === 'number')
    return { rule: rule ?? null, field: String(steps.at(-1)), complaint }
  })
