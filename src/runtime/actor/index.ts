/**
 * The actor kernel: behaviors, refs, supervision, mailboxes, timers, stash, ask, watch, event stream. Pure and
 * synchronous: a {@link LocalActorSystem} does nothing unless its driver turns it, instant by instant.
 */

export type { ActorContext, AskTimeoutError, Cancellable, Logger, SpawnOptions } from './api/actor-context.ts'
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
export type { Behavior, Receive, StashBuffer, TimerScheduler } from './api/behavior.ts'
export { type Mailboxes, MailboxSelector } from './api/mailbox-selector.ts'
export { NotInfluenceReceiveTimeout } from './api/not-influence-receive-timeout.ts'
export { RestartStrategy } from './api/plain-strategies.ts'
export { isTerminated, type Signal, type TerminatedSignal } from './api/signal.ts'
export { ErrorMessage, StatusReply } from './api/status-reply.ts'
export { SupervisorStrategy } from './api/supervisor-strategy.ts'
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
export { type ActorPath, formatPath, nameOf, parsePath, withAddress } from './base/actor-path.ts'
export { caught, errorName, errorText, failureText, isFatal, reasonOf, toError } from './base/error-text.ts'
export { isToolkitMessage, type Toolkit, toolkitMessage } from './base/toolkit-message.ts'
export { AbstractBehavior } from './behavior/abstract-behavior.ts'
export { type Spawn, SpawnProtocol } from './behavior/spawn-protocol.ts'
export { type Interactions as Patterns, interactions as patterns } from './interaction/interactions.ts'
export type { Outcome } from './interaction/pipe-to-self.ts'
export { finishing } from './interaction/poison-pill.ts'
export { AskTimeout } from './kernel/ask.ts'
export type { BehaviorInterceptor } from './kernel/interception.ts'
export { bodyOf, labelOf } from './observe/message-trace.ts'
export type { OutboundMessage } from './remote/outbound-message.ts'
export { type Outbound, Remoting, remoting } from './remote/remoting.ts'
export { LocalActorSystem, type LocalActorSystemOptions } from './system/local-actor-system.ts'
