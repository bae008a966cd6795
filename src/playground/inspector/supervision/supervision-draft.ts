import {
  numberInDecimal,
  type StrategyText,
  type SupervisionChoice,
  type SupervisionRule,
} from '../../../trace/index.ts'

export const strategyKinds = ['stop', 'resume', 'restart', 'limit', 'backoff'] as const
export type StrategyKind = (typeof strategyKinds)[number]

/** Numbers as they are typed, times in seconds; each kind keeps its own while another is looked at. */
export const typedNumbers = [
  'limit',
  'withinSeconds',
  'minSeconds',
  'maxSeconds',
  'factor',
  'mostRestarts',
] as const
export type TypedNumber = (typeof typedNumbers)[number]

export interface DraftRule {
  /** Tells one row from another while they are moved. */
  readonly key: number
  readonly error: string
  readonly kind: StrategyKind
  readonly typed: Readonly<Record<TypedNumber, string>>
}

/** Where children are spawned, seen from what a restart begins anew: where the code does it, inside of it, or outside. */
export const arounds = ['code', 'setup', 'handler'] as const
export type Around = (typeof arounds)[number]

/** A supervision while a person works on it. */
export interface Draft {
  readonly rules: readonly DraftRule[]
  readonly stopChildren: boolean
  readonly around: Around
}

/** A field of a rule, or its error class. */
export type FieldOfRule = TypedNumber | 'error'

/** What is wrong with a field; a key of the texts. */
export interface Complaint {
  readonly rule: number
  readonly field: FieldOfRule
  readonly about: FieldOfRule | 'twice' | 'maxBelowMin'
}

/** As large as a number can be typed here; an hour is long in a lesson. */
export const mostRestartsTyped = 1000
export const mostSeconds = 3600
export const mostFactor = 10

const usual: DraftRule['typed'] = {
  limit: '3',
  withinSeconds: '10',
  minSeconds: '1',
  maxSeconds: '10',
  factor: '0.2',
  mostRestarts: '',
}

export const draftRule = (key: number, error = 'Error', kind: StrategyKind = 'restart'): DraftRule => ({
  key,
  error,
  kind,
  typed: usual,
})

/** What is in force, to be changed. */
export function draftOf(rules: readonly SupervisionRule[], around: Around): Draft {
  return {
    rules: rules.map((rule, key) => ({
      key,
      error: rule.error,
      kind: kindOf(rule.strategy),
      typed: { ...usual, ...typedOf(rule.strategy) },
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
        mostRestarts: strategy.maxRestarts === undefined ? '' : String(strategy.maxRestarts),
      }
    default:
      return {}
  }
}

/** The numbers that a kind of strategy asks for. */
export const asked: Readonly<Record<StrategyKind, readonly TypedNumber[]>> = {
  stop: [],
  resume: [],
  restart: [],
  limit: ['limit', 'withinSeconds'],
  backoff: ['minSeconds', 'maxSeconds', 'factor', 'mostRestarts'],
}

const isCount = (typed: string) => {
  const count = numberInDecimal(typed)
  return Number.isInteger(count) && count >= 0 && count <= mostRestartsTyped
}
/** At least one virtual millisecond. */
const isTime = (typed: string) => numberInDecimal(typed) >= 0.001 && numberInDecimal(typed) <= mostSeconds
const isRight: Readonly<Record<TypedNumber, (typed: string) => boolean>> = {
  limit: isCount,
  withinSeconds: isTime,
  minSeconds: isTime,
  maxSeconds: isTime,
  factor: typed => numberInDecimal(typed) >= 0 && numberInDecimal(typed) <= mostFactor,
  mostRestarts: typed => typed.trim() === '' || isCount(typed),
}

/** The first thing wrong with each rule, in their order. */
export function complaintsAbout({ rules }: Draft): readonly Complaint[] {
  return rules.flatMap(({ error, kind, typed }, rule): Complaint[] => {
    const name = error.trim()
    if (name === '') return [{ rule, field: 'error', about: 'error' }]
    if (rules.findIndex(one => one.error.trim() === name) < rule) {
      return [{ rule, field: 'error', about: 'twice' }]
    }
    const wrong = asked[kind].find(field => !isRight[field](typed[field]))
    if (wrong !== undefined) return [{ rule, field: wrong, about: wrong }]
    if (kind === 'backoff' && numberInDecimal(typed.maxSeconds) < numberInDecimal(typed.minSeconds)) {
      return [{ rule, field: 'maxSeconds', about: 'maxBelowMin' }]
    }
    return []
  })
}

const ms = (seconds: string): number => Math.round(numberInDecimal(seconds) * 1000)

/** The choice that a draft without complaints stands for. */
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
        ...(typed.mostRestarts.trim() === '' ? {} : { maxRestarts: numberInDecimal(typed.mostRestarts) }),
        stopChildren,
      }
  }
}
