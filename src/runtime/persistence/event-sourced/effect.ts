import type { ActorRef } from '../../actor/index.ts'

/**
 * What a command handler decides: what to persist, and what to do once that is done. A value; nothing happens
 * until the behavior carries it out.
 *
 * Follow-ups run in the order written, after all events are stored and after a snapshot that they triggered
 * was saved or failed; each at most once, never on replay.
 */
export interface Effect<out E, in S> {
  readonly what: Decision<E>
  readonly followUps: readonly FollowUp<S>[]
}

export type Decision<E> =
  /** No events is the same as nothing to persist. */
  | { readonly type: 'persist'; readonly events: readonly E[] }
  | { readonly type: 'unhandled' }
  | { readonly type: 'stash' }
  | { readonly type: 'saveSnapshot' }

export type FollowUp<S> =
  | { readonly type: 'run'; readonly run: (state: S) => void }
  | { readonly type: 'stop' }
  | { readonly type: 'unstashAll' }

/** An effect to which follow-ups can be added. `state` is the one after the events. */
export class EffectBuilder<out E, in S> implements Effect<E, S> {
  readonly what: Decision<E>
  readonly followUps: readonly FollowUp<S>[]

  constructor(what: Decision<E>, followUps: readonly FollowUp<S>[]) {
    this.what = what
    this.followUps = followUps
  }

  thenRun<T = S>(run: (state: T) => void): EffectBuilder<E, S & T> {
    return new EffectBuilder<E, S & T>(this.what, [...this.followUps, { type: 'run', run }])
  }

  thenReply<R, const A extends R = R, T = S>(
    replyTo: ActorRef<R>,
    reply: (state: T) => A,
  ): EffectBuilder<E, S & T> {
    return this.thenRun((state: T) => replyTo.tell(reply(state)))
  }

  /** Says that no reply is meant. */
  thenNoReply(): EffectBuilder<E, S> {
    return this
  }

  thenStop(): EffectBuilder<E, S> {
    return new EffectBuilder(this.what, [...this.followUps, { type: 'stop' }])
  }

  /** What is in the user's stash then is handled next, before anything that arrived meanwhile. */
  thenUnstashAll(): EffectBuilder<E, S> {
    return new EffectBuilder(this.what, [...this.followUps, { type: 'unstashAll' }])
  }
}

const decide = <E, S>(what: Decision<E>): EffectBuilder<E, S> => new EffectBuilder(what, [])

/**
 * Makes effects. A follow-up that looks at the state names its type, there or here:
 * @example Effect.persist<Event, Cart>({ type: 'Added', sku }).thenReply(replyTo, cart => cart.items.length)
 */
export const Effect = {
  /** All of them are stored, or none. */
  persist: <const E, S = unknown>(...events: readonly E[]): EffectBuilder<E, S> =>
    decide({ type: 'persist', events }),

  none: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'persist', events: [] }),

  /** The command is not for me now: it is published as unhandled. */
  unhandled: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'unhandled' }),

  /** Puts the command aside until an `unstashAll`. */
  stash: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'stash' }),

  unstashAll: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>().thenUnstashAll(),

  stop: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>().thenStop(),

  reply: <R>(replyTo: ActorRef<R>, reply: NoInfer<R>): EffectBuilder<never, unknown> =>
    Effect.none().thenReply(replyTo, () => reply),

  noReply: <E = never, S = unknown>(): EffectBuilder<E, S> => Effect.none<E, S>(),

  /**
   * Saves a snapshot of the state now; commands wait meanwhile. Once it is saved, all events up to it are
   * deleted and then all older snapshots, in the background. Pekko's typed actors have no such effect: there
   * only a retention rule saves snapshots. It exists so that a person can ask for one.
   */
  saveSnapshot: <E = never, S = unknown>(): EffectBuilder<E, S> => decide({ type: 'saveSnapshot' }),
}
