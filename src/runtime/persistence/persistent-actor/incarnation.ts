import type { TraceEventBody } from '../../../trace/trace-event.ts'
import type { ClassicCell } from '../../classic/internal.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { type JournalRequest, JournalRequests } from '../journal-requests.ts'
import { Persistence } from '../persistence.ts'
import { checkPersistenceId } from '../persistence-id.ts'
import type { PersistentHost } from './persistent-host.ts'

/** The shared state of one incarnation's machinery: identity, numbering and open requests of a persistent actor. */
export class Incarnation {
  readonly host: PersistentHost
  readonly cell: ClassicCell
  readonly persistence: Persistence
  readonly persistenceId: string
  readonly writerUuid: string
  /** The number of the event in progress, else of the last event that was replayed or stored. */
  lastSequenceNr = 0
  /** The last number given to an event, stored or not. */
  numbered = 0
  recoveryRunning = true
  /** True after a restart, a stop, or a failure of the journal: what is still on its way concerns nobody. */
  ended = false
  readonly #requests: JournalRequests

  /** @throws {InvalidPersistenceId} for a blank id. @throws {NoJournal} in a system without a journal. */
  constructor(host: PersistentHost) {
    this.host = host
    this.cell = host.context['~cell']
    this.persistenceId = host.persistenceId
    checkPersistenceId(this.persistenceId)
    this.persistence = Persistence.get(this.cell.system)
    this.writerUuid = this.persistence.newWriterUuid()
    const { system, self } = this.cell
    this.#requests = new JournalRequests(this.persistence, this.persistenceId, {
      self,
      scheduleOnce: (delayMs, target, message) => system.scheduleOnce(delayMs, target, message),
    })
  }

  send(request: JournalRequest, timeoutMs: number): number {
    return this.#requests.send(request, timeoutMs)
  }

  /** True for an answer about this persistence id, also to a request of an earlier incarnation. */
  isAnswer(message: unknown): message is JournalAnswer {
    return this.#requests.isAnswer(message)
  }

  isOpen(requestId: number): boolean {
    return this.#requests.isOpen(requestId)
  }

  /** Returns false if the request was not open. */
  close(requestId: number): boolean {
    return this.#requests.close(requestId)
  }

  releasePermit(): void {
    this.persistence.recoveryPermits.release(this.cell.self)
  }

  /** Nothing that is still on its way reaches the actor. Repeated calls have no effect. */
  end(): void {
    this.ended = true
    this.releasePermit()
    this.#requests.closeAll()
  }

  stop(): void {
    this.host.context.stop(this.cell.self)
  }

  /** `body` is called only in a traced system. */
  trace(body: (path: string) => TraceEventBody): void {
    const { tracer } = this.cell.system
    if (tracer !== null) tracer.emit(body(this.cell.path))
  }
}
