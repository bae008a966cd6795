import type { Plain } from '../../../trace/plain.ts'
import type { TraceEventBody } from '../../../trace/trace-event.ts'
import {
  type ActorContext,
  type Behavior,
  Behaviors,
  caught,
  errorText,
  finishing,
  keepFromInterceptors,
  labelOf,
  StashOverflow,
} from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { type JournalRequest, JournalRequests, JournalTimeoutTick } from '../journal-requests.ts'
import { Persistence } from '../persistence.ts'
import { JournalFailure } from '../persistence-errors.ts'
import { RecoveryPermitGranted } from '../recovery-permits.ts'
import type { EventRecord, StoredEvent } from '../stored-event.ts'
import type { CommandBuffers } from './command-buffers.ts'
import type { EventSourcedOptions } from './event-sourced-options.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'

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
  readonly #requests: JournalRequests

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
    this.#requests = new JournalRequests(this.persistence, this.persistenceId, context)
    keepFromInterceptors(context, message => this.#isInternal(message))
    // A state that is never saved may hold more than plain data; the inspector then shows its JSON form.
    context.inspect(() => this.state as Plain)
  }

  /** Sends a request and returns its id. Without an answer within `timeoutMs`, {@link Phase.timeout} is called. */
  request(request: JournalRequest, timeoutMs: number): number {
    return this.#requests.send(request, timeoutMs)
  }

  /** Returns the record to store for an event. @throws {NotStorable} if its stored form is not plain data. */
  recordOf(event: E, sequenceNr: number, tags: readonly string[]): EventRecord {
    const { eventAdapter } = this.options
    const adapted = eventAdapter === undefined ? event : eventAdapter.toJournal(event)
    const manifest = eventAdapter?.manifest?.(event) ?? ''
    const { writerUuid } = this
    return this.persistence.eventAdapters.recordOf(adapted, {
      sequenceNr,
      writerUuid,
      at: labelOf(event),
      manifest,
      tags,
    })
  }

  /** Returns the events for one stored event: none, one or several. */
  eventsOf(stored: StoredEvent): readonly E[] {
    const { eventAdapter } = this.options
    const events = this.persistence.eventAdapters.eventsOf(stored)
    // Safe without an adapter: this behavior stored them as its events.
    if (eventAdapter === undefined) return events as readonly E[]
    return events.flatMap(event => eventAdapter.fromJournal(event, stored.manifest ?? ''))
  }

  /** The behavior of a phase. It ignores answers to requests of an earlier incarnation. */
  behaviorFor(phase: Phase<C>): Behavior<unknown> {
    const behavior = Behaviors.receive<unknown>((_, message) => {
      if (this.#requests.isAnswer(message)) {
        if (!this.#requests.isOpen(message.requestId)) return Behaviors.same
        if (!phase.awaitsMore?.(message)) this.#requests.close(message.requestId)
        return phase.answer(message)
      }
      if (message instanceof JournalTimeoutTick) {
        return this.#requests.close(message.requestId) ? phase.timeout(message.requestId) : Behaviors.same
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

  /** True for the actor's traffic with its store, as opposed to commands. */
  #isInternal(message: unknown): boolean {
    return (
      this.#requests.isAnswer(message) ||
      message instanceof JournalTimeoutTick ||
      message instanceof RecoveryPermitGranted
    )
  }

  #releaseResources(): void {
    this.releasePermit()
    this.#requests.closeAll()
  }
}
