import {
  numberInDecimal,
  type StrategyText,
  type SupervisionChoice,
  type SupervisionRule,
} from '../../../trace/index.ts'

export const strategyKinds = ['stop', 'resume', 'restart', 'limit', 'backoff'] as const
export type StrategyKind = (typeof strategyKinds)[number]

/** The numeric fields of the strategies. All keep their texts while another strategy is chosen. */
export const typedNumbers = [
  'limit',
  'withinSeconds',
  'minSeconds',
  'maxSeconds',
  'factor',
  'maxRestarts',
] as const
export type TypedNumber = (typeof typedNumbers)[number]

export interface DraftRule {
  /** Identifies the row while rows are moved. */
  readonly key: number
  readonly error: string
  readonly kind: StrategyKind
  readonly typed: Readonly<Record<TypedNumber, string>>
}

/**
 * The part of the actor that a supervisor chosen here restarts: `setup` includes the code that spawns the children,
 * `handler` does not; `code` is the part that the actor's own code puts under supervision.
 */
export const arounds = ['code', 'setup', 'handler'] as const
export type Around = (typeof arounds)[number]

/** The supervision of an actor while a person edits it. */
export interface Draft {
  readonly rules: readonly DraftRule[]
  readonly stopChildren: boolean
  readonly around: Around
}

export type FieldOfRule = TypedNumber | 'error'

/** An invalid field; `about` is a key of the texts `supervision.complaint`. */
export interface Complaint {
  /** Index of the rule. */
  readonly rule: number
  readonly field: FieldOfRule
  readonly about: FieldOfRule | 'twice' | 'maxBelowMin'
}

// Highest values of the form: more restarts or seconds than any lesson needs.
export const maxTypedRestarts = 1000
export const maxTypedSeconds = 3600
export const maxTypedFactor = 10

const defaults: DraftRule['typed'] = {
  limit: '3',
  withinSeconds: '10',
  minSeconds: '1',
  maxSeconds: '10',
  factor: '0.2',
  maxRestarts: '',
}

export const draftRule = (key: number, error = 'Error', kind: StrategyKind = 'restart'): DraftRule => ({
  key,
  error,
  kind,
  typed: defaults,
})

/** A draft with the rules in effect. */
export function draftOf(rules: readonly SupervisionRule[], around: Around): Draft {
  return {
    rules: rules.map((rule, key) => ({
      key,
      error: rule.error,
      kind: kindOf(rule.strategy),
      typed: { ...defaults, ...typedOf(rule.strategy) },
    })),
    stopChildren: rules.every(({ strategy }) => !('stopChildren' in strategy) || strategy.stopChildren),
    around,
  }
}

export const kindOf = (strategy: StrategyText): StrategyKind =>
  strategy.type === 'restart' && strategy.maxRestarts !== undefined ? 'limit' : strategy.type

function typedOf(strategy: StrategyText): Partial<DraftRule['typed']> {
  switch (strategy.type) {
    case 'restart':
      return strategy.maxRestarts === undefined
        ? {}
        : { limit: String(strategy.maxRestarts), withinSeconds: String((strategy.withinMs ?? 0) / 1000) }
    case 'backoff':
      return {
        minSeconds: String(strategy.minBackoffMs / 1000),
        maxSeconds: String(strategy.maxBackoffMs / 1000),
        factor: String(strategy.randomFactor),
        maxRestarts: strategy.maxRestarts === undefined ? '' : String(strategy.maxRestarts),
      }
    default:
      return {}
  }
}

/** The numeric fields of each kind of strategy. */
export const numbersOf: Readonly<Record<StrategyKind, readonly TypedNumber[]>> = {
  stop: [],
  resume: [],
  restart: [],
  limit: ['limit', 'withinSeconds'],
  backoff: ['minSeconds', 'maxSeconds', 'factor', 'maxRestarts'],
}

const isCount = (typed: string) => {
  const count = numberInDecimal(typed)
  return Number.isInteger(count) && count >= 0 && count <= maxTypedRestarts
}
/** At least one virtual millisecond. */
const isTime = (typed: string) => numberInDecimal(typed) >= 0.001 && numberInDecimal(typed) <= maxTypedSeconds
const isValid: Readonly<Record<TypedNumber, (typed: string) => boolean>> = {
  limit: isCount,
  withinSeconds: isTime,
  minSeconds: isTime,
  maxSeconds: isTime,
  factor: typed => numberInDecimal(typed) >= 0 && numberInDecimal(typed) <= maxTypedFactor,
  maxRestarts: typed => typed.trim() === '' || isCount(typed),
}

/** The first invalid field of each rule, in the order of the rules. */
export function complaintsAbout({ rules }: Draft): readonly Complaint[] {
  return rules.flatMap(({ error, kind, typed }, rule): Complaint[] => {
    const name = error.trim()
    if (name === '') return [{ rule, field: 'error', about: 'error' }]
    if (rules.findIndex(other => other.error.trim() === name) < rule) {
      return [{ rule, field: 'error', about: 'twice' }]
    }
    const invalid = numbersOf[kind].find(field => !isValid[field](typed[field]))
    if (invalid !== undefined) return [{ rule, field: invalid, about: invalid }]
    if (kind === 'backoff' && numberInDecimal(typed.maxSeconds) < numberInDecimal(typed.minSeconds)) {
      return [{ rule, field: 'maxSeconds', about: 'maxBelowMin' }]
    }
    return []
  })
}

const ms = (seconds: string): number => Math.round(numberInDecimal(seconds) * 1000)

/** The `Supervise` action's choice for a draft without complaints. */
export function choiceOf({ rules, stopChildren, around }: Draft): SupervisionChoice {
  return {
    rules: rules.map(({ error, kind, typed }) => ({
      error: error.trim(),
      strategy: strategyOf(kind, typed, stopChildren),
    })),
    ...(around === 'code' ? {} : { around }),
  }
}

function strategyOf(kind: StrategyKind, typed: DraftRule['typed'], stopChildren: boolean): StrategyText {
  switch (kind) {
    case 'stop':
    case 'resume':
      return { type: kind }
    case 'restart':
      return { type: 'restart', stopChildren }
    case 'limit':
      return {
        type: 'restart',
        maxRestarts: numberInDecimal(typed.limit),
        withinMs: ms(typed.withinSeconds),
        stopChildren,
      }
    case 'backoff':
      return {
        type: 'backoff',
        minBackoffMs: ms(typed.minSeconds),
        maxBackoffMs: ms(typed.maxSeconds),
        randomFactor: numberInDecimal(typed.factor),
        ...(typed.maxRestarts.trim() === '' ? {} : { maxRestarts: numberInDecimal(typed.maxRestarts) }),
        stopChildren,
      }
  }
}
