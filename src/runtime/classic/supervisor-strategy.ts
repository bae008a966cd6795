import { ActorInitializationException, DeathPactException, InjectedFailure } from '../actor/index.ts'
import type { ErrorClass } from '../actor/internal.ts'
import { ActorKilledException } from './messages.ts'

/** What a parent may decide about a child that failed. */
export type Directive = 'resume' | 'restart' | 'stop' | 'escalate'

/**
 * Decides by the error: a function, or a table of which the first row whose class matches counts. What it leaves
 * undecided is escalated.
 */
export type Decider = ((error: Error) => Directive | undefined) | readonly Row[]

export interface StrategyOptions {
  /** Restarts permitted to a child within the time range. -1 (default): any number. */
  readonly maxNrOfRetries?: number
  /** Default: a child's whole life. A finite range without `maxNrOfRetries` permits one restart in it. */
  readonly withinTimeRangeMs?: number
  /** Default true: failures stand in the log, those that are resumed as warnings. */
  readonly loggingEnabled?: boolean
}

type Row = readonly [error: ErrorClass, directive: Directive]

/** The default as a table. */
const defaultRows: readonly Row[] = [
  [ActorInitializationException, 'stop'],
  [ActorKilledException, 'stop'],
  [DeathPactException, 'stop'],
  [Error, 'restart'],
]

/** What could not start, was killed, or did not handle an ending is stopped; everything else is restarted. */
export const defaultDecider = (error: Error): Directive => decideBy(defaultRows, error).directive

/** The rows by which a decider decides; none where it is a function of its own. */
export function tableOf(decider: Decider): readonly Row[] {
  if (decider === defaultDecider) return defaultRows
  return typeof decider === 'function' ? [] : decider
}

abstract class ParentsStrategy {
  /** Null: no limit. */
  readonly retries: number | null
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
    this.retries = maxNrOfRetries < 0 ? null : maxNrOfRetries
    this.windowMs =
      withinTimeRangeMs >= 0 && withinTimeRangeMs < Number.POSITIVE_INFINITY ? withinTimeRangeMs : null
    this.decider = decider
    this.loggingEnabled = loggingEnabled
  }
}

/** What is decided concerns the failed child alone. */
export class OneForOneStrategy extends ParentsStrategy {
  readonly type = 'one-for-one'
}

/** A restart or stop concerns all children of the parent. */
export class AllForOneStrategy extends ParentsStrategy {
  readonly type = 'all-for-one'
}

export type ClassicStrategy = OneForOneStrategy | AllForOneStrategy

/** Of every actor that does not say otherwise, and of whatever else has classic children. */
export const defaultStrategy: ClassicStrategy = new OneForOneStrategy()

/** Stops whichever child fails. */
export const stoppingStrategy: ClassicStrategy = new OneForOneStrategy({}, () => 'stop')

/** The directive, with the class of errors for which it stands: `Error` where a function decides. */
export function decideBy(decider: Decider, error: Error): { directive: Directive; of: string } {
  const rows = tableOf(decider)
  if (typeof decider === 'function' && rows.length === 0) {
    return { directive: decider(error) ?? 'escalate', of: 'Error' }
  }
  for (const [errorClass, directive] of rows) {
    if (matches(error, errorClass)) return { directive, of: errorClass.name }
  }
  return { directive: 'escalate', of: 'Error' }
}

/** A failure thrown on request has only a name: it counts as the class of that name. */
const matches = (error: Error, errorClass: ErrorClass): boolean =>
  (error instanceof InjectedFailure && error.name === errorClass.name) || error instanceof errorClass

/** How often one child was restarted, against its parent's limit. */
export class RestartCount {
  count = 0
  /** It begins with the first restart and does not slide. */
  private windowStart: number | null = null

  /** Counts a restart that is wished for. False: it would be one too many. */
  permits({ retries, windowMs }: ClassicStrategy, now: number): boolean {
    if (windowMs === null) {
      this.count++
      return retries === null || this.count <= retries
    }
    this.windowStart ??= now
    if (now - this.windowStart > windowMs) {
      this.count = 1
      this.windowStart = now
      return true
    }
    this.count++
    return this.count <= (retries ?? 1)
  }
}
