/**
 * The actor kernel: behaviors, refs, supervision, mailboxes, timers, stash, ask, watch, event stream. Pure and
 * synchronous: a {@link LocalActorSystem} does nothing unless its driver runs it, instant by instant.
 */

export type { ActorContext, AskTimeoutError, Logger } from './api/actor-context.ts'
export type { ActorRef } from './api/actor-ref.ts'
export type {
  ActorSystem,
  DeadLetter,
  Dropped,
  EndReason,
  EventStream,
  EventsOf,
  Extension,
  StreamEvent,
  UnhandledMessage,
} from './api/actor-system.ts'
export { allDeadLetters } from './api/actor-system.ts'
export { type BackoffOptions, BackoffStrategy } from './api/backoff-strategy.ts'
export type { Behavior } from './api/behavior.ts'
export type { BehaviorInterceptor } from './api/behavior-interceptor.ts'
export type { Cancellable } from './api/cancellable.ts'
export { type Mailboxes, MailboxSelector } from './api/mailbox-selector.ts'
export { NotInfluenceReceiveTimeout } from './api/not-influence-receive-timeout.ts'
export type { OutboundMessage } from './api/outbound-message.ts'
export type { Outcome } from './api/outcome.ts'
export { RestartStrategy } from './api/plain-strategies.ts'
export type { Receive } from './api/receive.ts'
export { isTerminated, type Signal, type TerminatedSignal } from './api/signal.ts'
export type { SpawnOptions } from './api/spawn-options.ts'
export type { StashBuffer } from './api/stash-buffer.ts'
export { ErrorMessage, StatusReply } from './api/status-reply.ts'
export { SupervisorStrategy } from './api/supervisor-strategy.ts'
export type { TimerScheduler } from './api/timer-scheduler.ts'
export { BehaviorInterpreter } from './authoring/behavior-interpreter.ts'
export { Behaviors, type Supervised } from './authoring/behaviors.ts'
export { keepFromInterceptors } from './authoring/own-protocol.ts'
export { restarting } from './authoring/restarting.ts'
export { ActorError, FatalError } from './base/actor-error.ts'
export {
  ActorInitializationException,
  DeathPactException,
  IllegalContextUse,
  InjectedFailure,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  StashOverflow,
} from './base/actor-errors.ts'
export { caught, errorName, errorText, failureText, isFatal, reasonOf, toError } from './base/error-text.ts'
export { bodyOf, labelOf } from './base/message-text.ts'
export {
  immutableProtocol,
  isToolkitMessage,
  type Toolkit,
  type ToolkitProtocol,
  toolkitProtocol,
} from './base/toolkit-message.ts'
export { AbstractBehavior } from './behavior/abstract-behavior.ts'
export { type Spawn, SpawnProtocol } from './behavior/spawn-protocol.ts'
export { interactions } from './interaction/interactions.ts'
export { finishing } from './interaction/poison-pill.ts'
export { AskTimeout } from './kernel/ask.ts'
export type { Interactions, Remoting } from './kernel/ports.ts'
export { type Outbound, remoting } from './remote/remoting.ts'
export { LocalActorSystem } from './system/local-actor-system.ts'
export type { LocalActorSystemOptions } from './system/local-actor-system-options.ts'
export { systemEnded } from './system/turn-scheduler.ts'
