/**
 * The actor kernel: behaviors, refs, supervision, mailboxes, timers, stash, ask, watch, event stream. Pure and
 * synchronous: a {@link LocalActorSystem} does nothing unless its driver turns it, instant by instant.
 */

export { AbstractBehavior } from './abstract-behavior.ts'
export type { ActorContext, AskTimeoutError, Cancellable, Logger, SpawnOptions } from './actor-context.ts'
export { ActorError, FatalError } from './actor-error.ts'
export {
  ActorInitializationException,
  DeathPactException,
  IllegalContextUse,
  InjectedFailure,
  InvalidActorName,
  InvalidBehavior,
  InvalidMessage,
  StashOverflow,
} from './actor-errors.ts'
export { type ActorPath, formatPath, nameOf, parsePath, withAddress } from './actor-path.ts'
export type { ActorRef } from './actor-ref.ts'
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
} from './actor-system.ts'
export { allDeadLetters } from './actor-system.ts'
export { AskTimeout } from './ask.ts'
export { type BackoffOptions, BackoffStrategy } from './backoff-strategy.ts'
export type { Behavior, Receive, StashBuffer, TimerScheduler } from './behavior.ts'
export { BehaviorInterpreter } from './behavior-interpreter.ts'
export { Behaviors, type Supervised } from './behaviors.ts'
export { caught, errorName, errorText, failureText, isFatal, reasonOf, toError } from './error-text.ts'
export { type Interactions as Patterns, interactions as patterns } from './interactions.ts'
export type { BehaviorInterceptor } from './interception.ts'
export { LocalActorSystem, type LocalActorSystemOptions } from './local-actor-system.ts'
export { type Mailboxes, MailboxSelector } from './mailbox-selector.ts'
export { bodyOf, labelOf } from './message-trace.ts'
export { NotInfluenceReceiveTimeout } from './not-influence-receive-timeout.ts'
export type { OutboundMessage } from './outbound-message.ts'
export { keepFromInterceptors } from './own-protocol.ts'
export type { Outcome } from './pipe-to-self.ts'
export { RestartStrategy } from './plain-strategies.ts'
export { finishing } from './poison-pill.ts'
export { type Outbound, Remoting, remoting } from './remoting.ts'
export { restarting } from './restarting.ts'
export { isTerminated, type Signal, type TerminatedSignal } from './signal.ts'
export { type Spawn, SpawnProtocol } from './spawn-protocol.ts'
export { ErrorMessage, StatusReply } from './status-reply.ts'
export { SupervisorStrategy } from './supervisor-strategy.ts'
export { isToolkitMessage, type Toolkit, toolkitMessage } from './toolkit-message.ts'
