import type { VirtualTime } from '../../../trace/trace-event.ts'
import type { Random } from '../../random.ts'
import type { Tracer } from '../../tracer.ts'
import type { ErrorClass } from '../base/error-class.ts'
import type { ActorRef } from './actor-ref.ts'
import type { Behavior } from './behavior.ts'
import type { Cancellable } from './cancellable.ts'
import type { SpawnOptions } from './spawn-options.ts'

/**
 * The actors of one participant. Synchronous: nothing happens unless its driver (a node, a test kit) turns it.
 * The interface is what the layers above may use; `KernelSystem` in `local-actor-system.ts` implements it.
 */
export interface ActorSystem {
  readonly name: string
  /** `pekko://name@host:port`. */
  readonly address: string
  /** Number of this incarnation, drawn at its start. */
  readonly uid: number
  readonly now: VirtualTime
  /** How long it has been there, in virtual ms. */
  readonly uptimeMs: number
  readonly random: Random
  /** Null while nobody listens. */
  readonly tracer: Tracer | null
  readonly deadLetters: ActorRef<unknown>
  readonly ignoreRef: ActorRef<unknown>
  readonly eventStream: EventStream
  /** To the guardian, from the first instant on: it handles it when it has started. */
  tell(message: unknown): void
  /** Starts an actor under `/user`. @throws where the application gave a guardian, which alone spawns there. */
  spawn<T>(behavior: Behavior<T>, name: string, options?: SpawnOptions): ActorRef<T>
  /** Makes error classes known by name, so that somebody can ask an actor to fail with one of them. */
  registerErrors(...classes: ErrorClass[]): void
  /** Starts a service under `/system`. */
  systemActorOf<T>(behavior: Behavior<T>, name: string): ActorRef<T>
  /**
   * A ref for a path, here or elsewhere. With `#uid` it reaches that incarnation only; without, whoever lives
   * there when the message arrives.
   */
  resolve<T>(path: string): ActorRef<T>
  /** True when the ref's actor lives in this system. */
  isLocal(ref: ActorRef<never>): boolean
  scheduleOnce<T>(delayMs: number, target: ActorRef<T>, message: T): Cancellable
  /** The one instance of an extension for this system, made on first use. */
  extension<E>(extension: Extension<E>): E
  /**
   * Another participant's incarnation was removed: everybody watching an actor there gets `Terminated`, and from
   * `quarantineAt` on (default: now) nothing passes between it and this system, in either direction.
   */
  nodeRemoved(address: string, uid: number, quarantineAt?: VirtualTime): void
  /** Another incarnation takes part under that address: its actors can be watched, and reached again. */
  nodeJoined(address: string, uid: number): void
  /** Hears which incarnations were quarantined because watches and their answers could not be delivered. */
  whenQuarantined(run: (address: string, uid: number) => void): void
  /**
   * Messages that mean nothing once their receiver is gone (as gossip, events of the cluster): they are told as
   * dropped, and on the event stream as `SuppressedDeadLetter`. Every rule given counts.
   */
  suppressDeadLetters(rule: SuppressionRule): void
  /** Stops `/user`, then `/system`. The first reason given (default `left`) stands. */
  terminate(reason?: EndReason): void
  readonly terminated: boolean
  whenTerminated(run: () => void): void
}

/** True: this dead letter is nothing to tell. */
export type SuppressionRule = (label: string, recipient: string, message: unknown) => boolean

export interface Extension<E> {
  readonly name: string
  create(system: ActorSystem): E
}

/** Why a system ended by itself. */
export type EndReason = 'left' | 'downed' | 'failed'

/** What the event stream carries. */
export interface DeadLetter {
  readonly type: 'DeadLetter'
  readonly message: unknown
  readonly sender: string | null
  readonly recipient: string
}
export interface Dropped {
  readonly type: 'Dropped'
  readonly message: unknown
  readonly reason: string
  readonly recipient: string
}
export interface UnhandledMessage {
  readonly type: 'UnhandledMessage'
  readonly message: unknown
  readonly recipient: string
}
export type StreamEvent =
  | DeadLetter
  | Dropped
  | UnhandledMessage
  | { readonly type: string; readonly [key: string]: unknown }

/**
 * Which events somebody asks for: those of one type; those of several, as of a family of types; or whatever a
 * predicate lets through.
 */
export type EventsOf<T extends { readonly type: string }> =
  | T['type']
  | readonly T['type'][]
  | ((event: StreamEvent) => boolean)

/** The family of what did not reach anybody. */
export const allDeadLetters = ['DeadLetter', 'SuppressedDeadLetter', 'Dropped'] as const

/** What is published goes to everybody who asked for it, once. */
export interface EventStream {
  subscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events: EventsOf<T>): void
  /** Takes back one subscription, given as it was made, or all of them. A subscriber that stops needs not. */
  unsubscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events?: EventsOf<T>): void
  publish(event: StreamEvent): void
}
