import { ActorInitializationException, DeathPactException, InjectedFailure } from '../actor/index.ts'
import type { ErrorClass } from '../actor/internal.ts'
import { ActorKilledException } from './messages.ts'

/** A parent's decision about a failed child. */
export type Directive = 'resume' | 'restart' | 'stop' | 'escalate'

/**
 * Maps an error to a directive: a function, or a table whose first row with a matching error class decides. An
 * undecided error is escalated.
 */
export type Decider = ((error: Error) => Directive | undefined) | readonly Row[]

export interface StrategyOptions {
  /** Restarts permitted to a child within the time range. Default -1: unlimited. */
  readonly maxNrOfRetries?: number
  /**
   * Time range in milliseconds. Default: the child's whole life. A finite range without `maxNrOfRetries` permits one
   * restart in it.
   */
  readonly withinTimeRangeMs?: number
  /** Whether failures are logged: as a warning when the child is resumed, else as an error. Default true. */
  readonly loggingEnabled?: boolean
}

type Row = readonly [error: ErrorClass, directive: Directive]

/** A directive, with the error class of the row that decided; `Error` where no row did. */
export interface Decision {
  readonly directive: Directive
  readonly errorName: string
}

const defaultRows: readonly Row[] = [
  [ActorInitializationException, 'stop'],
  [ActorKilledException, 'stop'],
  [DeathPactException, 'stop'],
  [Error, 'restart'],
]

/** Stops on a failed initialization, a Kill and a death pact; restarts on every other error (Pekko's default). */
export const defaultDecider = (error: Error): Directive => decide(defaultRows, error).directive

/** The rows of a table, or of the default decider; empty for any other function. */
export function decisionTable(decider: Decider): readonly Row[] {
  if (decider === defaultDecider) return defaultRows
  return typeof decider === 'function' ? [] : decider
}

abstract class LimitedStrategy {
  /** Restarts permitted in {@link windowMs}; null for no limit. */
  readonly maxRestarts: number | null
  /** Null for the child's whole life. */
  readonly windowMs: number | null
  readonly decider: Decider
  readonly loggingEnabled: boolean

  constructor(
    {
      maxNrOfRetries = -1,
      withinTimeRangeMs = Number.POSITIVE_INFINITY,
      loggingEnabled = true,
    }: StrategyOptions = {},
    decider: Decider = defaultDecider,
  ) {
    this.maxRestarts = maxNrOfRetries < 0 ? null : maxNrOfRetries
    this.windowMs =
      withinTimeRangeMs >= 0 && withinTimeRangeMs < Number.POSITIVE_INFINITY ? withinTimeRangeMs : null
    this.decider = decider
    this.loggingEnabled = loggingEnabled
  }
}

/** Applies each directive to the failed child alone. */
export class OneForOneStrategy extends LimitedStrategy {
  readonly type = 'one-for-one'
}

/** Applies `restart` and `stop` to all children of the parent. */
export class AllForOneStrategy extends LimitedStrategy {
  readonly type = 'all-for-one'
}

export type ClassicStrategy = OneForOneStrategy | AllForOneStrategy

/** The strategy of actors that declare none, and of typed parents with classic children. */
export const defaultStrategy: ClassicStrategy = new OneForOneStrategy()

/** Stops the child on every failure. */
export const stoppingStrategy: ClassicStrategy = new OneForOneStrategy({}, () => 'stop')

export function decide(decider: Decider, error: Error): Decision {
  const rows = decisionTable(decider)
  if (typeof decider === 'function' && rows.length === 0) {
    return { directive: decider(error) ?? 'escalate', errorName: 'Error' }
  }
  for (const [errorClass, directive] of rows) {
    if (matches(error, errorClass)) return { directive, errorName: errorClass.name }
  }
  return { directive: 'escalate', errorName: 'Error' }
}

/** An injected failure matches by its name, because it is not an instance of the class that it stands for. */
const matches = (error: Error, errorClass: ErrorClass): boolean =>
  (error instanceof InjectedFailure && error.name === errorClass.name) || error instanceof errorClass
