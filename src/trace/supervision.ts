/** A supervisor strategy as data: what a person chose, or what the code says, as the trace tells it. */
export type StrategyText =
  | { readonly type: 'stop' }
  | { readonly type: 'resume' }
  /** Without `maxRestarts`: no limit. With it also `withinMs`, the width of the limit's window. */
  | {
      readonly type: 'restart'
      readonly maxRestarts?: number
      readonly withinMs?: number
      readonly stopChildren: boolean
    }
  | {
      readonly type: 'backoff'
      readonly minBackoffMs: number
      readonly maxBackoffMs: number
      readonly randomFactor: number
      readonly maxRestarts?: number
      readonly stopChildren: boolean
    }

/** One `onFailure`: failures of this class of errors (by its name; `Error` is all of them) get this strategy. */
export interface SupervisionRule {
  readonly error: string
  readonly strategy: StrategyText
}

/** Supervision that a person chose for an actor, in place of what its code says. */
export interface SupervisionChoice {
  /** Innermost first: the first that matches decides. Empty: unsupervised, a failure stops the actor. */
  readonly rules: readonly SupervisionRule[]
  /**
   * What a restart begins with. `setup`: the whole behavior, so that its children are spawned again inside.
   * `handler` (only sensible with children kept): what the outermost setup returned; children were spawned outside.
   * Default: where the code's own supervision stands, else `setup`.
   */
  readonly around?: 'setup' | 'handler'
}
