import type { ActorRef } from '../../actor/index.ts'

/**
 * The decision of a command handler: the events to persist, and the follow-ups to run afterwards. An effect is a value;
 * the behavior executes it after the handler has returned.
 *
 * Follow-ups run in the order written, after all events are stored and after a snapshot triggered by the events was
 * saved or failed. Each runs at most once, and never on replay.
 */
export interface Effect<out E, in S> {
  readonly decision: Decision<E>
  readonly followUps: readonly FollowUp<S>[]
}

export type Decision<E> =
  /** An empty list of events writes nothing. */
  | { readonly type: 'persist'; readonly events: readonly E[] }
  | { readonly type: 'unhandled' }
  | { readonly type: 'stash' }
  | { readonly type: 'saveSnapshot' }

export type FollowUp<S> =
  | { readonly type: 'run'; readonly run: (state: S) => void }
  | { readonly type: 'stop' }
  | { readonly type: 'unstashAll' }

/** An effect with methods that add follow-ups. Their `state` is the state after the events. */
export class EffectBuilder<out E, in S> implements Effect<E, S> {
  readonly decision: Decision<E>
  readonly followUps: readonly FollowUp<S>[]

  constructor(decision: Decision<E>, followUps: readonly FollowUp<S>[]) {
    this.decision = decision
    this.followUps = followUps
  }

  thenRun<T = S>(run: (state: T) => void): EffectBuilder<E, S & T> {
    return new EffectBuilder<E, S & T>(this.decision, [...this.followUps, { type: 'run', run }])
  }

  thenReply<R, const A extends R = R, T = S>(
    replyTo: ActorRef<R>,
    reply: (state: T) => A,
  ): EffectBuilder<E, S & T> {
    return this.thenRun((state: T) => replyTo.tell(reply(state)))
  }

  /** Documents that the command gets no reply; adds nothing. */
  thenNoReply(): EffectBuilder<E, S> {
    return this
  }

  thenStop(): EffectBuilder<E, S> {
    return new EffectBuilder(this.decision, [...this.followUps, { type: 'stop' }])
  }

  /** Handles the commands in the user's stash next, before commands that arrived during the effect. */
  thenUnstashAll(): EffectBuilder<E, S> {
    return new EffectBuilder(this.decision, [...this.followUps, { type: 'unstashAll' }])
  }
}

const decide = <E, S>(what: Decision<E>): EffectBuilder<E, S> => new EffectBuilder(what, [])

/**
 * Creates effects. A follow-up that reads the state needs its type, given to `persist` or to the follow-up:
 * @example Effect.persist<Bought, Cart>({ type: 'Bought', sku }).thenReply(replyTo, cart => cart.items.length)
 */
export const Effect = {
  /** Stores all events or none. */
  persist: <const E, S = unknown>(...events: readonly E[]): EffectBuilder<E, S> =>
    decide({ type: 'persist', events }),

  /** Persists nothing; follow-ups still run. */
  none: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'persist', events: [] }),

  /** Publishes the command as an `UnhandledMessage`. */
  unhandled: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'unhandled' }),

  /** Stashes the command until an `unstashAll`. */
  stash: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'stash' }),

  unstashAll: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>().thenUnstashAll(),

  stop: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>().thenStop(),

  reply: <R>(replyTo: ActorRef<R>, reply: NoInfer<R>): EffectBuilder<never, unknown> =>
    Effect.none().thenReply(replyTo, () => reply),

  noReply: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>(),

  /**
   * Saves a snapshot of the current state and stashes commands until it is saved. Afterwards all events up to it and
   * then all older snapshots are deleted in the background. Pekko's typed actors save snapshots only by a retention
   * rule; this effect exists so that a person in the playground can request one.
   */
  saveSnapshot: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'saveSnapshot' }),
}
