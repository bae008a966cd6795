import type { Plain } from '../../../trace/plain.ts'
import type { TraceEventBody } from '../../../trace/trace-event.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  type Cancellable,
  caught,
  errorText,
  finishing,
  keepFromInterceptors,
  labelOf,
  StashOverflow,
} from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import { isJournalAnswer, type JournalAnswer, type JournalCommand } from '../journal-protocol.ts'
import { Persistence } from '../persistence.ts'
import { JournalFailure } from '../persistence-errors.ts'
import { RecoveryPermitGranted } from '../recovery-permits.ts'
import type { CommandBuffers } from './command-buffers.ts'
import type { EventSourcedOptions } from './event-sourced-options.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'

/** A request without the fields that {@link EventSourcedActor.request} adds. */
type Request = JournalCommand extends infer C
  ? C extends JournalCommand
    ? Omit<C, 'persistenceId' | 'requestId' | 'replyTo'>
    : never
  : never

/** Timer message: the request got no answer in time. */
export class JournalTimeoutTick {
  readonly type = 'JournalTimeout'
  readonly requestId: number

  constructor(requestId: number) {
    this.requestId = requestId
  }
}

/** One phase of the actor's life, as a handler for each kind of input. */
export interface Phase<C> {
  command(command: C): Behavior<unknown>
  answer(answer: JournalAnswer): Behavior<unknown>
  /** True for an answer after which its request stays open, because another answer to it must follow. Default: none. */
  awaitsMore?(answer: JournalAnswer): boolean
  timeout(requestId: number): Behavior<unknown>
  signal(signal: EventSourcedSignal): Behavior<unknown>
  permit?(): Behavior<unknown>
  /** True if no request is open and the internal stash is empty: a poison pill then stops the actor at once. */
  readonly idle?: boolean
}

/** One incarnation of an event-sourced actor: the state and services shared by its phases. */
export class EventSourcedActor<C, E, S> {
  readonly context: ActorContext<unknown>
  readonly options: EventSourcedOptions<C, E, S>
  readonly buffers: CommandBuffers<C>
  readonly persistence: Persistence
  readonly persistenceId: string
  readonly writerUuid: string
  /** The last confirmed state, visible to signal handlers and the inspector. */
  state: S
  /** Sequence number of the event in progress, otherwise of the last stored event. */
  sequenceNr = 0
  readonly #journal: ActorRef<JournalCommand>
  readonly #timeouts = new Map<number, Cancellable>()

  constructor(
    context: ActorContext<unknown>,
    options: EventSourcedOptions<C, E, S>,
    buffers: CommandBuffers<C>,
  ) {
    this.context = context
    this.options = options
    this.buffers = buffers
    this.persistence = Persistence.get(context.system)
    this.persistenceId = options.persistenceId
    this.writerUuid = this.persistence.newWriterUuid()
    this.state = options.emptyState
    this.#journal = this.persistence.journal
    keepFromInterceptors(context, message => this.#isInternal(message))
    // A state that is never saved may hold more than plain data; the inspector then shows its JSON form.
    context.inspect(() => this.state as Plain)
  }

  /** Sends a request and returns its id. Without an answer within `timeoutMs`, {@link Phase.timeout} is called. */
  request(request: Request, timeoutMs: number): number {
    const requestId = this.persistence.nextRequestId()
    const { persistenceId } = this
    this.#journal.tell({ ...request, persistenceId, requestId, replyTo: this.context.self })
    const tick = new JournalTimeoutTick(requestId)
    this.#timeouts.set(requestId, this.context.scheduleOnce(timeoutMs, this.context.self, tick))
    return requestId
  }

  /** The behavior of a phase. It ignores answers to requests of an earlier incarnation. */
  behaviorFor(phase: Phase<C>): Behavior<unknown> {
    const behavior = Behaviors.receive<unknown>((_, message) => {
      if (this.#isAnswer(message)) {
        if (!this.#timeouts.has(message.requestId)) return Behaviors.same
        if (!phase.awaitsMore?.(message)) this.#close(message.requestId)
        return phase.answer(message)
      }
      if (message instanceof JournalTimeoutTick) {
        return this.#close(message.requestId) ? phase.timeout(message.requestId) : Behaviors.same
      }
      if (message instanceof RecoveryPermitGranted) return phase.permit?.() ?? Behaviors.same
      if (this.buffers.poisoned) {
        this.context.system.deadLetters.tell(message)
        return Behaviors.same
      }
      // Safe: the actor's public ref accepts commands only.
      return phase.command(message as C)
    }).receiveSignal((_, signal) => {
      if (signal.type === 'PostStop' || signal.type === 'PreRestart') this.#releaseResources()
      return phase.signal(signal)
    })
    return finishing(behavior, () => {
      this.buffers.poisoned = true
      return phase.idle ? Behaviors.stopped : Behaviors.same
    })
  }

  /** Calls the user's signal handler; returns `unhandled` without a handler or if the handler returned it. */
  signalUser(signal: EventSourcedSignal, state: S = this.state): Behavior<unknown> {
    const handled = this.options.receiveSignal?.(state, signal, this.userContext)
    return this.options.receiveSignal === undefined || handled === 'unhandled'
      ? Behaviors.unhandled
      : Behaviors.same
  }

  /** {@link signalUser} before recovery is complete: an error of the handler is only logged. */
  signalWhileRecovering(signal: EventSourcedSignal): Behavior<unknown> {
    try {
      return this.signalUser(signal)
    } catch (error) {
      this.context.log.error(
        `The handler of ${signal.type} threw during recovery: ${errorText(caught(error))}`,
      )
      return Behaviors.same
    }
  }

  /** The context with the type that user handlers see: commands only. */
  get userContext(): ActorContext<C> {
    return this.context as unknown as ActorContext<C>
  }

  stash(command: C): Behavior<unknown> {
    const stashed = { command, cause: this.context.system.tracer?.cause ?? null }
    if (this.buffers.stashInternally(stashed)) this.traceStashed(command)
    else this.handleStashOverflow(command)
    return Behaviors.same
  }

  traceStashed(command: C): void {
    this.trace(path => ({
      type: 'MessageStashed',
      actor: path,
      label: labelOf(command),
      size: this.buffers.size,
    }))
  }

  /** Drops the command. @throws {StashOverflow} if `stashOverflowStrategy` is `fail`. */
  handleStashOverflow(command: C): void {
    const { context, buffers } = this
    const { path } = context.self
    if (this.persistence.settings.stashOverflowStrategy === 'fail')
      throw new StashOverflow(path, buffers.capacity)
    const reason = `the stash is full at [${buffers.capacity}]`
    context.log.warn(`${labelOf(command)} is dropped: ${reason}.`)
    this.trace(actor => ({ type: 'MessageDropped', to: actor, label: labelOf(command), why: reason }))
    context.system.eventStream.publish({ type: 'Dropped', message: command, reason, recipient: path })
  }

  /** Emits a trace event. `body` is called only in a traced system, so that an untraced one pays nothing. */
  trace(body: (path: string) => TraceEventBody): void {
    const { tracer } = this.context.system
    if (tracer !== null) tracer.emit(body(this.context.self.path))
  }

  /** Traces and signals a failed recovery, releases the permit, and returns the error to throw. */
  recoveryFailure(error: Error): JournalFailure {
    const { persistenceId } = this
    this.trace(actor => ({ type: 'RecoveryFailed', actor, persistenceId, error: failureOf(error) }))
    this.releasePermit()
    this.signalWhileRecovering({ type: 'RecoveryFailed', cause: error })
    return new JournalFailure(persistenceId, 'Recovery', error)
  }

  releasePermit(): void {
    this.persistence.recoveryPermits.release(this.context.self)
  }

  #isAnswer(message: unknown): message is JournalAnswer {
    return isJournalAnswer(message) && message.persistenceId === this.persistenceId
  }

  /** True for the actor's traffic with its store, as opposed to commands. */
  #isInternal(message: unknown): boolean {
    return (
      this.#isAnswer(message) ||
      message instanceof JournalTimeoutTick ||
      message instanceof RecoveryPermitGranted
    )
  }

  /** Closes a request and cancels its time-out. Returns false if the request was not open. */
  #close(requestId: number): boolean {
    this.#timeouts.get(requestId)?.cancel()
    return this.#timeouts.delete(requestId)
  }

  #releaseResources(): void {
    this.releasePermit()
    for (const timeout of this.#timeouts.values()) timeout.cancel()
    this.#timeouts.clear()
  }
}
