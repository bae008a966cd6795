import type { SpawnOptions } from '../actor/actor-context.ts'
import type { ActorRef } from '../actor/actor-ref.ts'
import type { Behavior } from '../actor/behavior.ts'

/** What a behavior under a {@link BehaviorTestKit} asked of its context. Nothing of it was really done. */
export type Effect =
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
  /** The delay of a single timer, the period of another. */
  readonly delayMs: number
  readonly initialDelayMs: number
  /** A timer of that key was running. */
  readonly overriding: boolean
  /** What the timer would do: puts its message into the actor's inbox. Does nothing once it was cancelled. */
  readonly send: () => void
}

export interface MessageAdapterEffect {
  readonly type: 'MessageAdapter'
  readonly accepts: (message: unknown) => boolean
  readonly adapt: (message: never) => unknown
  /** What is told to it comes adapted into the actor's inbox. */
  readonly ref: ActorRef<never>
}

export interface AskInitiatedEffect {
  readonly type: 'AskInitiated'
  readonly target: ActorRef<never>
  readonly timeoutMs: number
  /** Has the reply come: what it is mapped to comes into the actor's inbox. The first answer wins. */
  readonly respondWith: (reply: unknown) => void
  /** Lets the time-out pass. */
  readonly timeout: () => void
}

/** Some fields of an effect, its type among them: those that are given must be equal. */
export type ExpectedEffect = {
  [K in Effect['type']]: Partial<EffectOf<K>> & { readonly type: K }
}[Effect['type']]

export type EffectOf<K extends Effect['type']> = Extract<Effect, { readonly type: K }>
