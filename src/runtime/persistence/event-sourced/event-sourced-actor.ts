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
import type { EventSourcedOptions } from './event-sourced-behavior.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'

/** A request without what {@link EventSourcedActor.ask} adds. */
type Request = JournalCommand extends infer C
  ? C extends JournalCommand
    ? Omit<C, 'persistenceId' | 'requestId' | 'replyTo'>
    : never
  : never

/** Nobody answered the request in time. */
export class JournalTick {
  readonly type = 'JournalTimeout'
  readonly requestId: number

  constructor(requestId: number) {
    this.requestId = requestId
  }
}

/** What a phase does with each kind of thing that reaches the actor. */
export interface Phase<C> {
  command(command: C): Behavior<unknown>
  answer(answer: JournalAnswer): Behavior<unknown>
  timeout(requestId: number): Behavior<unknown>
  signal(signal: EventSourcedSignal): Behavior<unknown>
  permit?(): Behavior<unknown>
  /** Nothing is awaited and nothing waits: a poison pill stops the actor at once. */
  readonly idle?: boolean
}

/** One incarnation of an event-sourced actor: what all its phases share. */
export class EventSourcedActor<C, E, S> {
  readonly context: ActorContext<unknown>
  readonly options: EventSourcedOptions<C, E, S>
  readonly buffers: CommandBuffers<C>
  readonly persistence: Persistence
  readonly persistenceId: string
  readonly writerUuid: string
  /** The last confirmed one: what signal handlers and the inspector see. */
  state: S
  /** Of the event at hand, or the last stored one. */
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
    keepFromInterceptors(context, message => this.#isOwn(message))
    // A state is plain data if it is ever saved; otherwise the inspector shows what JSON makes of it.
    context.inspect(() => this.state as Plain)
  }

  /** Sends a request and gives its number; without an answer in time a {@link Phase.timeout} follows. */
  ask(request: Request, timeoutMs: number): number {
    const requestId = this.persistence.nextRequestId()
    const { persistenceId } = this
    this.#journal.tell({ ...request, persistenceId, requestId, replyTo: this.context.self })
    const tick = new JournalTick(requestId)
    this.#timeouts.set(requestId, this.context.scheduleOnce(timeoutMs, this.context.self, tick))
    return requestId
  }

  /** The behavior of a phase. Answers to what an earlier incarnation asked go nowhere. */
  behave(phase: Phase<C>): Behavior<unknown> {
    const behavior = Behaviors.receive<unknown>((_, message) => {
      if (this.#isAnswer(message)) {
        // A last batch is followed by one more answer to the same request.
        const open = isLastBatch(message)
          ? this.#timeouts.has(message.requestId)
          : this.#settle(message.requestId)
        return open ? phase.answer(message) : Behaviors.same
      }
      if (message instanceof JournalTick) {
        return this.#settle(message.requestId) ? phase.timeout(message.requestId) : Behaviors.same
      }
      if (message instanceof RecoveryPermitGranted) return phase.permit?.() ?? Behaviors.same
      if (this.buffers.poisoned) {
        this.context.system.deadLetters.tell(message)
        return Behaviors.same
      }
      // Whoever holds a ref to this actor was given it for commands.
      return phase.command(message as C)
    }).receiveSignal((_, signal) => {
      if (signal.type === 'PostStop' || signal.type === 'PreRestart') this.#end()
      return phase.signal(signal)
    })
    return finishing(behavior, () => {
      this.buffers.poisoned = true
      return phase.idle ? Behaviors.stopped : Behaviors.same
    })
  }

  /** Gives a signal to the user's handler; `unhandled` where there is none, or it says so. */
  signalUser(signal: EventSourcedSignal, state: S = this.state): Behavior<unknown> {
    const handled = this.options.receiveSignal?.(state, signal, this.userContext)
    return this.options.receiveSignal === undefined || handled === 'unhandled'
      ? Behaviors.unhandled
      : Behaviors.same
  }

  /** The same before recovery is complete: what the handler throws is only logged. */
  signalWhileRecovering(signal: EventSourcedSignal): Behavior<unknown> {
    try {
      return this.signalUser(signal)
    } catch (error) {
      this.context.log.error(`Handling ${signal.type} while recovering threw: ${errorText(caught(error))}`)
      return Behaviors.same
    }
  }

  /** The context as the handlers know it: commands only. */
  get userContext(): ActorContext<C> {
    return this.context as unknown as ActorContext<C>
  }

  stash(command: C): Behavior<unknown> {
    const stashed = { command, cause: this.context.system.tracer?.cause ?? null }
    if (this.buffers.stashInternally(stashed)) this.toldStashed(command)
    else this.overflow(command)
    return Behaviors.same
  }

  toldStashed(command: C): void {
    this.trace(path => ({
      type: 'MessageStashed',
      actor: path,
      label: labelOf(command),
      size: this.buffers.size,
    }))
  }

  /** @throws {StashOverflow} where the settings say so. */
  overflow(command: C): void {
    const { context, buffers } = this
    const { path } = context.self
    if (this.persistence.settings.stashOverflowStrategy === 'fail')
      throw new StashOverflow(path, buffers.capacity)
    const reason = `the stash is full at [${buffers.capacity}]`
    context.log.warn(`${labelOf(command)} is dropped: ${reason}.`)
    this.trace(actor => ({ type: 'MessageDropped', to: actor, label: labelOf(command), why: reason }))
    context.system.eventStream.publish({ type: 'Dropped', message: command, reason, recipient: path })
  }

  /** Costs nothing while nobody listens. */
  trace(body: (path: string) => TraceEventBody): void {
    const { tracer } = this.context.system
    if (tracer !== null) tracer.emit(body(this.context.self.path))
  }

  /** Tells of a failed recovery and gives what is to be thrown. */
  recoveryFailed(error: Error): JournalFailure {
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

  /** What is between this actor and its store, and no command. */
  #isOwn(message: unknown): boolean {
    return (
      this.#isAnswer(message) || message instanceof JournalTick || message instanceof RecoveryPermitGranted
    )
  }

  /** False: the request is not, or no longer, open. */
  #settle(requestId: number): boolean {
    this.#timeouts.get(requestId)?.cancel()
    return this.#timeouts.delete(requestId)
  }

  #end(): void {
    this.releasePermit()
    for (const timeout of this.#timeouts.values()) timeout.cancel()
    this.#timeouts.clear()
  }
}

const isLastBatch = (answer: JournalAnswer): boolean =>
  answer.type === 'ReplayedMessages' && answer.nextSequenceNr === null
