import type { ActorRef } from '../actor/api/actor-ref.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import type { SpawnOptions } from '../actor/api/spawn-options.ts'

/**
 * A request that a behavior made to its context under a {@link BehaviorTestKit}; it was recorded, not performed.
 *
 * Pekko calls this type `Effect` too, but uses the name as a prefix (`Effect.Spawned`). Here effects are plain data
 * with Pekko's names in `type`, and `Effect` is only the one of event sourcing.
 */
export type RecordedEffect =
  | SpawnedEffect
  | SpawnedAnonymousEffect
  | { readonly type: 'Stopped'; readonly child: string }
  | { readonly type: 'Watched'; readonly other: ActorRef<never> }
  | { readonly type: 'WatchedWith'; readonly other: ActorRef<never>; readonly message: unknown }
  | { readonly type: 'Unwatched'; readonly other: ActorRef<never> }
  | { readonly type: 'ReceiveTimeoutSet'; readonly timeoutMs: number; readonly message: unknown }
  | { readonly type: 'ReceiveTimeoutCancelled' }
  | ScheduledEffect
  | TimerScheduledEffect
  | { readonly type: 'TimerCancelled'; readonly key: string }
  | MessageAdapterEffect
  | AskInitiatedEffect

export interface SpawnedEffect {
  readonly type: 'Spawned'
  readonly name: string
  readonly behavior: Behavior<never>
  readonly options: SpawnOptions
  readonly ref: ActorRef<never>
}

export interface SpawnedAnonymousEffect {
  readonly type: 'SpawnedAnonymous'
  readonly behavior: Behavior<never>
  readonly options: SpawnOptions
  readonly ref: ActorRef<never>
}

export interface ScheduledEffect {
  readonly type: 'Scheduled'
  readonly delayMs: number
  readonly target: ActorRef<never>
  readonly message: unknown
}

export interface TimerScheduledEffect {
  readonly type: 'TimerScheduled'
  readonly key: string
  readonly message: unknown
  readonly mode: 'single' | 'fixed-delay' | 'fixed-rate'
  /** The delay of a single timer; the period of a repeated one. */
  readonly delayMs: number
  readonly initialDelayMs: number
  /** True when the start replaced a running timer with the same key. */
  readonly overriding: boolean
  /** Fires the timer: puts its message into the actor's inbox. No effect after a cancel. */
  readonly send: () => void
}

export interface MessageAdapterEffect {
  readonly type: 'MessageAdapter'
  readonly accepts: (message: unknown) => boolean
  readonly adapt: (message: never) => unknown
  /** Puts each message sent to it, adapted, into the actor's inbox. */
  readonly ref: ActorRef<never>
}

export interface AskInitiatedEffect {
  readonly type: 'AskInitiated'
  readonly target: ActorRef<never>
  readonly timeoutMs: number
  /** Delivers a reply: puts its mapped message into the actor's inbox. Only the first reply or time-out counts. */
  readonly respondWith: (reply: unknown) => void
  /** Delivers the time-out in place of a reply. */
  readonly timeout: () => void
}

/** The `type` of an effect and any of its fields; only the given fields are compared. */
export type ExpectedEffect = {
  [K in RecordedEffect['type']]: Partial<RecordedEffectOf<K>> & { readonly type: K }
}[RecordedEffect['type']]

export type RecordedEffectOf<K extends RecordedEffect['type']> = Extract<RecordedEffect, { readonly type: K }>
