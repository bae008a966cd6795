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
  readonly #timeouts = new Map<number, Cancellable>()

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
    this.#journal.tell({ ...request, persistenceId: this.#persistenceId, requestId, replyTo: self })
    this.#timeouts.set(
      requestId,
      this.#requester.scheduleOnce(timeoutMs, self, new JournalTimeoutTick(requestId)),
    )
    return requestId
  }

  /** True for an answer of the journal about this persistence id, also to a request of an earlier incarnation. */
  isAnswer(message: unknown): message is StreamAnswer {
    return (
      isJournalAnswer(message) && 'persistenceId' in message && message.persistenceId === this.#persistenceId
    )
  }

  isOpen(requestId: number): boolean {
    return this.#timeouts.has(requestId)
  }

  /** Closes a request and cancels its time-out. Returns false if it was not open. */
  close(requestId: number): boolean {
    this.#timeouts.get(requestId)?.cancel()
    return this.#timeouts.delete(requestId)
  }

  closeAll(): void {
    for (const timeout of this.#timeouts.values()) timeout.cancel()
    this.#timeouts.clear()
  }
}
