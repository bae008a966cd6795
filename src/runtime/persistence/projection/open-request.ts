import { type ActorContext, type Behavior, Behaviors, type TimerScheduler } from '../../actor/index.ts'
import type { JournalAnswer, JournalCommand } from '../journal-protocol.ts'
import { Persistence } from '../persistence.ts'
import { ProjectionFailure } from './projection-failure.ts'
import type { ProjectionMessage, ProjectionOptions } from './projection-options.ts'

/** The behavior after a step of a projection. */
export type Next = Behavior<ProjectionMessage>

/** The request of a projection that waits for its answer, at most one, with a time-out; and its wait for a commit. */
export class OpenRequest {
  readonly #projection: string
  readonly #context: ActorContext<ProjectionMessage>
  readonly #timers: TimerScheduler<ProjectionMessage>
  readonly #options: ProjectionOptions
  #requestId = 0
  #awaited = 0
  #then: ((answer: JournalAnswer) => Next) | null = null

  constructor(
    projection: string,
    context: ActorContext<ProjectionMessage>,
    timers: TimerScheduler<ProjectionMessage>,
    options: ProjectionOptions,
  ) {
    this.#projection = projection
    this.#context = context
    this.#timers = timers
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#then !== null
  }

  /** `then` gets the answer unless the request fails. */
  send(fields: Fields, then: (answer: JournalAnswer) => Next): void {
    const { journal, timeoutMs = 10_000 } = this.#options
    this.#requestId = Persistence.get(this.#context.system).nextRequestId()
    this.#then = then
    journal.tell({ ...fields, requestId: this.#requestId, replyTo: this.#context.self })
    this.#timers.startSingleTimer('time-out', { type: 'TimedOut' }, timeoutMs)
  }

  /** Asks the database for a hint at the next commit of a selected event. A later call replaces an earlier one. */
  awaitCommit(afterOffset: number): void {
    const { journal, source: selection } = this.#options
    this.#awaited = Persistence.get(this.#context.system).nextRequestId()
    const of = { by: 'selection', selection, afterOffset } as const
    journal.tell({ type: 'AwaitCommit', requestId: this.#awaited, replyTo: this.#context.self, of })
  }

  cancelAwait(): void {
    const { journal } = this.#options
    if (this.#awaited > 0)
      journal.tell({ type: 'CancelAwaitCommit', requestId: this.#awaited, replyTo: this.#context.self })
  }

  /** True for the hint that the last {@link awaitCommit} asked for. */
  isAwaited(hint: JournalAnswer): boolean {
    return hint.requestId === this.#awaited
  }

  /** Ignores any other answer, because a link may repeat it or deliver it late. @throws {ProjectionFailure} */
  handle(answer: JournalAnswer): Next {
    const then = this.#then
    if (then === null || answer.requestId !== this.#requestId) return Behaviors.same
    this.#then = null
    this.#timers.cancel('time-out')
    if (answer.type === 'ProjectionRequestFailed' || answer.type === 'SelectEventsFailed')
      throw new ProjectionFailure(this.#projection, answer.error.message ?? answer.error.name)
    return then(answer)
  }

  /** @throws {ProjectionFailure} always. */
  timeOut(): never {
    throw new ProjectionFailure(this.#projection, 'the database did not answer in time')
  }
}

type RequestOf<T extends JournalCommand['type']> = Omit<
  Extract<JournalCommand, { readonly type: T }>,
  'requestId' | 'replyTo'
>

type Fields = RequestOf<'LoadProjection'> | RequestOf<'SaveProjection'> | RequestOf<'SelectEvents'>
