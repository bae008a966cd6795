import type { VirtualTime } from '../../../trace/identifiers.ts'
import type { Random } from '../../random.ts'
import type { Tracer } from '../../tracer.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { ActorRef } from './actor-ref.ts'
import type { Behavior } from './behavior.ts'
import type { Cancellable } from './cancellable.ts'
import type { SpawnOptions } from './spawn-options.ts'

/**
 * The actors of one participant, for the layers above the kernel. Synchronous: it does nothing unless its driver (a node,
 * a test kit) runs it. `LocalActorSystem` implements it.
 */
export interface ActorSystem {
  readonly name: string
  /** `pekko://name@host:port`. */
  readonly address: string
  /** Number of this incarnation, drawn at its start. */
  readonly uid: number
  readonly now: VirtualTime
  /** Virtual ms since the start. */
  readonly uptimeMs: number
  readonly random: Random
  /** Null in a system without a trace. */
  readonly tracer: Tracer | null
  readonly deadLetters: ActorRef<unknown>
  readonly ignoreRef: ActorRef<unknown>
  readonly eventStream: EventStream
  /** Sends a message to the guardian, which handles it once it has started. */
  tell(message: unknown): void
  /** Starts an actor under `/user`. @throws {IllegalContextUse} when the application has a guardian: only the guardian spawns there. */
  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T>
  /** Registers error classes by name, so that a person can let an actor fail with one of them. */
  registerErrors(...classes: ErrorClass[]): void
  /** Starts an actor of the toolkit under `/system`. */
  systemActorOf<T>(behavior: Behavior<T>, name: string): ActorRef<T>
  /**
   * A ref for a path of this system or another one. With `#uid` it reaches that incarnation only; without, the actor that
   * lives at the path when a message arrives.
   */
  resolve<T>(path: string): ActorRef<T>
  /** True when the ref's actor lives in this system. */
  isLocal(ref: ActorRef<never>): boolean
  scheduleOnce<T>(delayMs: number, target: ActorRef<T>, message: T): Cancellable
  /** The one instance of an extension for this system, made on first use. */
  extension<E>(extension: Extension<E>): E
  /**
   * The incarnation of another participant was removed: watchers of its actors get `Terminated`. From `quarantineAt` on
   * (default: now) no message passes between it and this system, in either direction.
   */
  nodeRemoved(address: string, uid: number, quarantineAt?: VirtualTime): void
  /** Another incarnation joined under that address: its actors can be reached and watched again. */
  nodeJoined(address: string, uid: number): void
  /** `run` is called with each incarnation that was quarantined because its notices could not be delivered. */
  whenQuarantined(run: (address: string, uid: number) => void): void
  /**
   * Suppresses dead letters that matter to no one, as gossip to a stopped node: the trace shows them as dropped, the event
   * stream as `SuppressedDeadLetter`. Rules add up.
   */
  suppressDeadLetters(rule: SuppressionRule): void
  /** Stops `/user`, then `/system`. `reason`: default `left`; the first call decides. */
  terminate(reason?: EndReason): void
  readonly terminated: boolean
  whenTerminated(run: () => void): void
}

/** True for a dead letter to suppress. */
export type SuppressionRule = (label: string, recipient: string, message: unknown) => boolean

export interface Extension<E> {
  readonly name: string
  create(system: ActorSystem): E
}

/** The reason of a system's end. */
export type EndReason = 'left' | 'downed' | 'failed'

/** A message whose receiver does not live. */
export interface DeadLetter {
  readonly type: 'DeadLetter'
  readonly message: unknown
  readonly sender: string | null
  readonly recipient: string
}
/** A message that was discarded, as by a full stash. */
export interface Dropped {
  readonly type: 'Dropped'
  readonly message: unknown
  readonly reason: string
  readonly recipient: string
}
/** A message that its receiver did not handle. */
export interface UnhandledMessage {
  readonly type: 'UnhandledMessage'
  readonly message: unknown
  readonly recipient: string
}
/** An event of the event stream: one of the kernel's, or any object with a `type` that an application publishes. */
export type StreamEvent =
  | DeadLetter
  | Dropped
  | UnhandledMessage
  | { readonly type: string; readonly [key: string]: unknown }

/** The events of a subscription: of one type, of several types, or all that a predicate accepts. */
export type EventsOf<T extends { readonly type: string }> =
  | T['type']
  | readonly T['type'][]
  | ((event: StreamEvent) => boolean)

/**
 * The types of all events about undelivered messages, for {@link EventStream.subscribe}.
 *
 * @example
 * context.system.eventStream.subscribe(context.self, allDeadLetters)
 */
export const allDeadLetters = ['DeadLetter', 'SuppressedDeadLetter', 'Dropped'] as const

/** Delivers each published event once to every subscriber of it. */
export interface EventStream {
  subscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events: EventsOf<T>): void
  /** Removes one subscription, by the same `events` value, or all of them. The end of a subscriber removes them too. */
  unsubscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events?: EventsOf<T>): void
  publish(event: StreamEvent): void
}
