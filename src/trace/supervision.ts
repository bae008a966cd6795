/** A supervisor strategy as data, from the code of an actor or chosen by a person. */
export type StrategyText =
  | { readonly type: 'stop' }
  | { readonly type: 'resume' }
  /**
   * At most `maxRestarts` restarts within a window of `withinMs` virtual ms; both or neither. Default: no limit.
   * `stopChildren`: a restart stops the children.
   */
  | {
      readonly type: 'restart'
      readonly maxRestarts?: number
      readonly withinMs?: number
      readonly stopChildren: boolean
    }
  /** Restarts after `minBackoffMs`, doubled each time up to `maxBackoffMs`, plus up to `randomFactor` times as much. */
  | {
      readonly type: 'backoff'
      readonly minBackoffMs: number
      readonly maxBackoffMs: number
      readonly randomFactor: number
      readonly maxRestarts?: number
      readonly stopChildren: boolean
    }

/** One `onFailure`: the strategy for errors of the class named `error`. `Error` matches every error. */
export interface SupervisionRule {
  readonly error: string
  readonly strategy: StrategyText
}

/** Supervision chosen by a person, which replaces the supervision of an actor's code. */
export interface SupervisionChoice {
  /** Innermost first: the first matching rule decides. Empty: a failure stops the actor. */
  readonly rules: readonly SupervisionRule[]
  /**
   * The behavior from which a restart starts. `setup`: the whole behavior, so that its setup spawns the children again.
   * `handler`: the behavior that the outermost setup returned; use it only when children are kept.
   * Default: the place of the code's own supervision, else `setup`.
   */
  readonly around?: 'setup' | 'handler'
}
