import type { ActorRef, Cancellable } from '../actor/index.ts'
import {
  isJournalAnswer,
  type JournalCommand,
  type StreamAnswer,
  type StreamCommand,
} from './journal-protocol.ts'
import type { Persistence } from './persistence.ts'

/** A request without the fields that {@link JournalRequests.send} adds. */
export type JournalRequest = StreamCommand extends infer C
  ? C extends StreamCommand
    ? Omit<C, 'persistenceId' | 'requestId' | 'replyTo'>
    : never
  : never

/** Timer message: the request got no answer in time. It does not count as a message for the receive timeout. */
export class JournalTimeoutTick {
  readonly type = 'JournalTimeout'
  readonly requestId: number

  constructor(requestId: number) {
    this.requestId = requestId
  }

  /** No field, because the trace shows the fields of a message. */
  get notInfluenceReceiveTimeout(): true {
    return true
  }
}

/** The actor that sends the requests and gets their answers. */
export interface Requester {
  // Answers and ticks are messages beside the actor's own protocol.
  readonly self: ActorRef<unknown>
  scheduleOnce(delayMs: number, target: ActorRef<unknown>, message: JournalTimeoutTick): Cancellable
}

/** The open requests of one incarnation of a persistent actor, each with its time-out. */
export class JournalRequests {
  readonly #persistence: Persistence
  readonly #journal: ActorRef<JournalCommand>
  readonly #persistenceId: string
  readonly #requester: Requester
  /** In sending order. A list, because an actor has few open requests, mostly one. */
  readonly #open: OpenRequest[] = []

  /** @throws {NoJournal} in a system without a journal. */
  constructor(persistence: Persistence, persistenceId: string, requester: Requester) {
    this.#persistence = persistence
    this.#journal = persistence.journal
    this.#persistenceId = persistenceId
    this.#requester = requester
  }

  /** Sends a request and returns its id. Without an answer within `timeoutMs` a {@link JournalTimeoutTick} follows. */
  send(request: JournalRequest, timeoutMs: number): number {
    const requestId = this.#persistence.nextRequestId()
    const { self } = this.#requester
    const persistenceId = this.#persistenceId
    this.#journal.tell(
      // Written out for the most frequent request, because fields behind a spread are slow.
      request.type === 'WriteMessages'
        ? { type: request.type, writes: request.writes, persistenceId, requestId, replyTo: self }
        : { ...request, persistenceId, requestId, replyTo: self },
    )
    const timeout = this.#requester.scheduleOnce(timeoutMs, self, new JournalTimeoutTick(requestId))
    this.#open.push({ requestId, timeout })
    return requestId
  }

  /** True for an answer of the journal about this persistence id, also to a request of an earlier incarnation. */
  isAnswer(message: unknown): message is StreamAnswer {
    return (
      isJournalAnswer(message) && 'persistenceId' in message && message.persistenceId === this.#persistenceId
    )
  }

  isOpen(requestId: number): boolean {
    return this.#indexOf(requestId) >= 0
  }

  /** Closes a request and cancels its time-out. Returns false if it was not open. */
  close(requestId: number): boolean {
    const index = this.#indexOf(requestId)
    if (index < 0) return false
    this.#open[index]!.timeout.cancel()
    if (this.#open.length === 1) this.#open.pop()
    else this.#open.splice(index, 1)
    return true
  }

  closeAll(): void {
    for (const { timeout } of this.#open) timeout.cancel()
    this.#open.length = 0
  }

  #indexOf(requestId: number): number {
    const open = this.#open
    for (let i = 0; i < open.length; i++) if (open[i]!.requestId === requestId) return i
    return -1
  }
}

interface OpenRequest {
  readonly requestId: number
  readonly timeout: Cancellable
}
