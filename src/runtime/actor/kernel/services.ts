import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import type { SupervisionChoice, SupervisionRule } from '../../../trace/supervision.ts'
import type { LogLevel } from '../../../trace/trace-event.ts'
import type { Envelope } from '../../participant.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { StreamEvent } from '../api/actor-system.ts'
import type { OutboundMessage } from '../api/outbound-message.ts'
import type { Outcome } from '../api/outcome.ts'
import type { Signal } from '../api/signal.ts'
import type { StatusReply } from '../api/status-reply.ts'
import type { CellAdapters, CellReceiveTimeout } from './cell-parts.ts'
import type { FaultRequest } from './fault-request.ts'
import type { Origin } from './origin.ts'
import type { Restarting } from './restarting.ts'
import type { Supervisor } from './supervisor.ts'
import type { Undelivered } from './undelivered.ts'

/*
 * The services that a program gives to its actor system, so that programs without them need not load their code. They
 * are implemented on floors above the kernel. `C` is the cell and `S` the system of `ports.ts`: type parameters,
 * because an import from there would close a circle.
 */

/** Emits trace events about cells and messages. Only a traced system has it. */
export interface Tracing<C, S> {
  start(cell: C): void
  stop(cell: C): void
  resume(cell: C): void
  restart(cell: C): void
  /** Returns the cause of the restart that follows. */
  backingOff(cell: C, until: VirtualTime): EventId | null
  signal(cell: C, signal: Signal, of: string | null): void
  failure(
    cell: C,
    error: Error,
    decision: 'stop' | 'resume' | 'restart' | 'backoff',
    label: string | undefined,
    decidedBy: Supervisor | null,
    passedOn: Error,
  ): void
  log(cell: C, level: LogLevel, text: string): void
  /** For an error that no supervisor decides about: in PreRestart, in PostStop, while stopping. */
  logFailure(cell: C, error: Error): void
  /** The origin goes with the message into the mailbox of `receiver`, the actor behind `to`. */
  send(receiver: C, to: ActorRef<never>, message: unknown, sender?: ActorRef<never>): Origin | null
  delivery(cell: C, message: unknown, origin: Origin | null): void
  /** Ends a turn: emits the state if it changed, and clears the cause. */
  finish(cell: C): void
  /** False once the actor used up its traced messages of this virtual second. */
  mayTrace(cell: C): boolean
  replyOutside(system: S, to: ActorRef<never>, message: unknown): void
  deadLetter(system: S, letter: Undelivered, suppressed: boolean): void
  dropped(system: S, recipient: string, message: unknown, why: string, origin: Origin | null): void
  unhandled(system: S, actor: string, message: unknown): void
  logUndelivered(system: S, event: StreamEvent): void
}

export interface DeadLetterLog {
  /** The line to log about an event of the stream; null: none. */
  note(event: StreamEvent, now: VirtualTime, ending: boolean): string | null
}

export interface DeadLetterLogSettings {
  /** Number of dead letters that are logged before the log pauses; 0: none. Default 10. */
  readonly logDeadLetters?: number
  /** Default 5 min. */
  readonly logDeadLettersSuspendDurationMs?: number
  /** Default false. */
  readonly logDeadLettersDuringShutdown?: boolean
}

/** For systems that a person watches: a trace, faults on request, supervision chosen by hand, a log of dead letters. */
export interface Instrumentation<C, S, Override, Wrapper> {
  readonly tracing: Tracing<C, S>
  /** False: there is no such living actor. */
  failNext(cell: C | null, request: Partial<FaultRequest>): boolean
  /** False: there is no such living actor. */
  supervise(cell: C | null, choice: SupervisionChoice | null): boolean
  /** False: there is no such living actor. */
  block(cell: C | null, forMs: number): boolean
  newSupervisionOverride(): Override
  newDeadLetterLog(settings: DeadLetterLogSettings): DeadLetterLog
  ruleOf(supervisor: Supervisor): SupervisionRule
  rulesOf(wrappers: readonly Wrapper[]): readonly SupervisionRule[]
}

/** Message adapters, receive timeouts, pipes, asks with a status and asks from outside. */
export interface Interactions<C, S> {
  newAdapters(cell: C): CellAdapters
  newReceiveTimeout(cell: C): CellReceiveTimeout
  pipeToSelf<V>(
    cell: C,
    start: (succeed: (value: V) => void, fail: (error: Error) => void) => void,
    map: (outcome: Outcome<V>) => unknown,
  ): void
  askFromOutside(
    system: S,
    target: ActorRef<unknown>,
    request: (replyTo: ActorRef<unknown>) => unknown,
    timeoutMs: number,
    onReply: (reply: unknown) => void,
    onFailure: (error: Error) => void,
  ): void
  statusOutcome<T>(reply: StatusReply<T>): T | Error
}

/** Reaches other systems, and is reached by them. */
export interface Remoting<C, Target> {
  /** Called when an incarnation was quarantined because its notices could not be delivered. */
  whenQuarantined: ((address: string, uid: number) => void) | null
  readonly watch: {
    /** Notifies remote watchers of the end of an actor of this system. */
    ended(cell: C): void
  }
  readonly subscriptions: {
    watch(subscriber: ActorRef<never>): void
    unwatch(subscriber: ActorRef<never>): void
  }
  refTo(address: string, target: string): ActorRef<unknown>
  isRemote(ref: ActorRef<never> | null): ref is Target & ActorRef<never>
  nodeRemoved(address: string, uid: number, quarantineAt: VirtualTime): void
  nodeJoined(address: string, uid: number): void
  /** Delivers an envelope of another participant. Its message is decoded: refs are refs. */
  deliver(envelope: Envelope, message: unknown): void
  /** A message that was handed to `outbound` has no receiver. */
  undeliverable(message: OutboundMessage, why: string): void
}

/** Mail that an actor handles before its messages. */
export type SystemMail<C> =
  | { readonly type: 'create' }
  | { readonly type: 'stop' }
  /** A watched actor ended. */
  | { readonly type: 'gone'; readonly path: string }
  /** A child ended; with a cause if it failed while this actor watched it. */
  | { readonly type: 'child gone'; readonly child: C; readonly cause: Error | null }
  /** The delay before a restart is over. */
  | { readonly type: 'restart'; readonly restarting: Restarting }
  /** Runs in this actor's turn, as a verdict on a classic actor. It must not throw. */
  | { readonly type: 'call'; readonly run: () => void }
