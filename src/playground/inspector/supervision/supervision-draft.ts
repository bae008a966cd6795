import {
  type Complaint,
  complaintsAboutSupervision,
  decimalText,
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

/** A complaint about a field of the draft, or about all rules together. */
export interface DraftComplaint {
  /** Index of the rule; null for all rules together. */
  readonly rule: number | null
  readonly field: FieldOfRule | 'rules'
  readonly complaint: Complaint
}

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
        : {
            limit: decimalText(strategy.maxRestarts),
            withinSeconds: decimalText((strategy.withinMs ?? 0) / 1000),
          }
    case 'backoff':
      return {
        minSeconds: decimalText(strategy.minBackoffMs / 1000),
        maxSeconds: decimalText(strategy.maxBackoffMs / 1000),
        factor: decimalText(strategy.randomFactor),
        maxRestarts: strategy.maxRestarts === undefined ? '' : decimalText(strategy.maxRestarts),
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

/** The fields of the form by their names in a choice. */
const fieldsByName: Readonly<Record<string, FieldOfRule>> = {
  error: 'error',
  maxRestarts: 'maxRestarts',
  withinMs: 'withinSeconds',
  minBackoffMs: 'minSeconds',
  maxBackoffMs: 'maxSeconds',
  randomFactor: 'factor',
}

const fieldOf = (rule: DraftRule | undefined, name: string): DraftComplaint['field'] =>
  rule?.kind === 'limit' && name === 'maxRestarts' ? 'limit' : (fieldsByName[name] ?? 'rules')

/** The first complaint about each rule and about all rules together; none if the actor can get the draft's choice. */
export function complaintsAbout(draft: Draft): readonly DraftComplaint[] {
  const all = complaintsAboutSupervision(choiceOf(draft))
  return all
    .filter(({ rule }, index) => all.findIndex(other => other.rule === rule) === index)
    .map(each => ({ ...each, field: fieldOf(draft.rules[each.rule ?? -1], each.field) }))
}

const ms = (seconds: string): number => Math.round(numberInDecimal(seconds) * 1000)

/** The `Supervise` action's choice for a draft. A text that is not a number becomes NaN, which is refused. */
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
