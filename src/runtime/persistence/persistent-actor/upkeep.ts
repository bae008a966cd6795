import type { Plain } from '../../../trace/plain.ts'
import { ActorError, caught } from '../../actor/index.ts'
import { Origin } from '../../actor/internal.ts'
import { SentMail } from '../../classic/internal.ts'
import { failureOf } from '../failure-of.ts'
import { type JournalAnswer, persistenceProtocol } from '../journal-protocol.ts'
import type { JournalRequest } from '../journal-requests.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { plainCopy } from '../plain-copy.ts'
import type { SnapshotCriteria } from '../snapshot-store.ts'
import type { Incarnation } from './incarnation.ts'
import type { PersistenceReply } from './persistence-messages.ts'

interface Open {
  readonly operation: string
  readonly timeoutMs: number
  readonly succeeded: (answer: JournalAnswer) => PersistenceReply
  readonly failed: (cause: Error) => PersistenceReply
}

/** Saves and deletions that an actor asked for. Their outcomes are ordinary messages to it. */
export class Upkeep {
  readonly #incarnation: Incarnation
  readonly #open = new Map<number, Open>()

  constructor(incarnation: Incarnation) {
    this.#incarnation = incarnation
  }

  saveSnapshot(snapshot: unknown): void {
    const { persistenceId, lastSequenceNr: sequenceNr, cell } = this.#incarnation
    const metadata = { persistenceId, sequenceNr, timestamp: cell.system.now }
    const failed = (cause: Error): PersistenceReply => {
      this.#incarnation.trace(actor => ({
        type: 'SnapshotFailed',
        actor,
        persistenceId,
        sequenceNr,
        error: failureOf(cause),
      }))
      return { type: 'SaveSnapshotFailure', metadata, cause }
    }
    let copy: Plain
    try {
      copy = plainCopy(snapshot, 'snapshot')
    } catch (error) {
      this.#reply(failed(caught(error)))
      return
    }
    this.#request(
      'Saving the snapshot',
      { type: 'SaveSnapshot', sequenceNr, snapshot: copy },
      {
        succeeded: answer => {
          this.#incarnation.trace(actor => ({ type: 'SnapshotSaved', actor, persistenceId, sequenceNr }))
          // The store stamps the time of the save.
          const stamped = answer.type === 'SaveSnapshotSucceeded' ? answer.metadata : metadata
          return { type: 'SaveSnapshotSuccess', metadata: stamped }
        },
        failed,
      },
    )
  }

  deleteMessages(toSequenceNr: number): void {
    const { persistenceId, lastSequenceNr } = this.#incarnation
    const failed = (cause: Error): PersistenceReply => ({
      type: 'DeleteMessagesFailure',
      toSequenceNr,
      cause,
    })
    if (toSequenceNr > lastSequenceNr && toSequenceNr !== Number.MAX_SAFE_INTEGER) {
      this.#reply(
        failed(
          new ActorError(
            'IllegalArgumentException',
            'delete-ahead',
            `Events of [${persistenceId}] cannot be deleted up to [${toSequenceNr}]: its last number is [${lastSequenceNr}].`,
          ),
        ),
      )
      return
    }
    this.#request(
      'Deleting events',
      { type: 'DeleteMessagesTo', toSequenceNr },
      {
        succeeded: () => {
          this.#incarnation.trace(actor => ({ type: 'EventsDeleted', actor, persistenceId, toSequenceNr }))
          return { type: 'DeleteMessagesSuccess', toSequenceNr }
        },
        failed,
      },
    )
  }

  deleteSnapshot(sequenceNr: number): void {
    const criteria = { minSequenceNr: sequenceNr, maxSequenceNr: sequenceNr }
    this.#request(
      'Deleting the snapshot',
      { type: 'DeleteSnapshots', criteria },
      {
        succeeded: () => ({ type: 'DeleteSnapshotSuccess', sequenceNr }),
        failed: cause => ({ type: 'DeleteSnapshotFailure', sequenceNr, cause }),
      },
    )
  }

  deleteSnapshots(criteria: SnapshotCriteria): void {
    this.#request(
      'Deleting snapshots',
      { type: 'DeleteSnapshots', criteria },
      {
        succeeded: () => ({ type: 'DeleteSnapshotsSuccess', criteria }),
        failed: cause => ({ type: 'DeleteSnapshotsFailure', criteria, cause }),
      },
    )
  }

  /** Returns false for an answer to another request. */
  onAnswer(answer: JournalAnswer): boolean {
    const open = this.#take(answer.requestId)
    if (open === undefined) return false
    this.#reply('error' in answer ? open.failed(new StoreFailure(answer.error)) : open.succeeded(answer))
    return true
  }

  /** Returns false for a time-out of another request. */
  onTimeout(requestId: number): boolean {
    const open = this.#take(requestId)
    if (open === undefined) return false
    this.#reply(
      open.failed(new JournalTimeout(this.#incarnation.persistenceId, open.operation, open.timeoutMs)),
    )
    return true
  }

  #request(operation: string, request: JournalRequest, outcomes: Pick<Open, 'succeeded' | 'failed'>): void {
    const { journalCallTimeoutMs, snapshotCallTimeoutMs } = this.#incarnation.persistence.settings
    const timeoutMs = request.type === 'DeleteMessagesTo' ? journalCallTimeoutMs : snapshotCallTimeoutMs
    const requestId = this.#incarnation.send(request, timeoutMs)
    this.#open.set(requestId, { operation, timeoutMs, ...outcomes })
  }

  #take(requestId: number): Open | undefined {
    const open = this.#open.get(requestId)
    this.#open.delete(requestId)
    return open
  }

  /** Puts the outcome where the answer was in the mailbox, so that it can be stashed like any message. */
  #reply(reply: PersistenceReply): void {
    const { cell } = this.#incarnation
    const { tracer, deadLetters } = cell.system
    const origin = tracer === null ? null : new Origin(tracer.cause, tracer.rule, null)
    cell.enqueueFirst(new SentMail(persistenceProtocol.reply(reply), deadLetters), origin)
  }
}
