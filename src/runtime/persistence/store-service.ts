import type { VirtualTime } from '../../trace/identifiers.ts'
import { CommitWaits } from './commit-waits.ts'
import { EventWriter, isWriteRequest, type WriteRequest } from './event-writer.ts'
import { failureOf } from './failure-of.ts'
import type { Journal } from './journal.ts'
import type { JournalAnswer, JournalCommand } from './journal-protocol.ts'
import type { LeaseStore } from './lease-store.ts'
import { chain, isPromise, type MaybePromise, outcomeOf } from './maybe-promise.ts'
import { plainCopy } from './plain-copy.ts'
import type { ProjectionStore } from './projection/projection-store.ts'
import { executeQuery } from './query-requests.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import { StoreIndex } from './store-index.ts'
import {
  type CommandOf,
  respond,
  type StoreChange,
  type StoreRequest,
  type StoreResponse,
} from './store-response.ts'

/** The stores of one database. */
export interface Stores {
  readonly journal: Journal
  readonly snapshots: SnapshotStore
  readonly leases: LeaseStore
  readonly projections: ProjectionStore
}

export interface StoreServiceSettings {
  /**
   * True: an event with a used sequence number fails its write, so that the second of two writers stops at its first
   * event. False: both are stored, and the replay filter discards one on recovery. Default true.
   */
  readonly uniqueSequenceNrs?: boolean
}

/** Executes journal commands on the stores, in order, and creates the answers, for the database and the journal actor. */
export class StoreService {
  readonly index: StoreIndex
  readonly #stores: Stores
  readonly #writer: EventWriter
  readonly #waits: CommitWaits

  private constructor(stores: Stores, index: StoreIndex, settings: StoreServiceSettings) {
    this.#stores = stores
    this.index = index
    this.#waits = new CommitWaits(index)
    this.#writer = new EventWriter(stores.journal, index, settings.uniqueSequenceNrs ?? true)
  }

  static open(stores: Stores, settings: StoreServiceSettings = {}): MaybePromise<StoreService> {
    return chain(stores.journal.heads(), heads =>
      chain(stores.journal.highestOffset(), highestOffset =>
        chain(
          stores.snapshots.list(),
          snapshots => new StoreService(stores, new StoreIndex(heads, snapshots, highestOffset), settings),
        ),
      ),
    )
  }

  /** Executes the requests in order; adjacent writes share one commit. Synchronous if the stores are. */
  execute(requests: readonly StoreRequest[]): MaybePromise<readonly StoreResponse[]> {
    const responses: StoreResponse[] = []
    const run = (): MaybePromise<readonly StoreResponse[]> => {
      while (responses.length < requests.length) {
        const step = this.#next(requests, responses)
        if (isPromise(step)) return step.then(run)
      }
      return responses
    }
    return run()
  }

  #next(requests: readonly StoreRequest[], responses: StoreResponse[]): MaybePromise<void> {
    const { command, at, requester, replyTo } = requests[responses.length]!
    if (command.type === 'AwaitCommit' || command.type === 'CancelAwaitCommit') {
      responses.push(this.#waits.execute(command, `${requester} ${replyTo}`))
      return
    }
    if (command.type !== 'WriteMessages')
      return chain(this.#executeOne(command, at), response => void responses.push(response))
    const group: WriteRequest[] = []
    for (let i = responses.length; i < requests.length; i++) {
      const next = requests[i]!
      if (!isWriteRequest(next)) break
      group.push(next)
    }
    return chain(this.#writer.write(group), more => {
      for (let i = 0; i < more.length; i++) responses.push(this.#withHints(more[i]!, group[i]!.command))
    })
  }

  #withHints(response: StoreResponse, write: CommandOf<'WriteMessages'>): StoreResponse {
    if (response.change === null) return response
    const hinted = this.#waits.takeHinted(write)
    return hinted.length === 0 ? response : { ...response, hinted }
  }

  #executeOne(
    command: Exclude<
      JournalCommand,
      { readonly type: 'WriteMessages' | 'AwaitCommit' | 'CancelAwaitCommit' }
    >,
    at: VirtualTime,
  ): MaybePromise<StoreResponse> {
    switch (command.type) {
      case 'ReplayMessages':
        return this.#replay(command)
      case 'DeleteMessagesTo':
        return this.#deleteTo(command)
      case 'LoadSnapshot':
        return this.#load(command)
      case 'SaveSnapshot':
        return this.#save(command, at)
      case 'DeleteSnapshots':
        return this.#deleteSnapshots(command)
      default:
        return executeQuery(this.#stores, this.index, command)
    }
  }

  #replay(command: CommandOf<'ReplayMessages'>): MaybePromise<StoreResponse> {
    const { persistenceId, requestId, max } = command
    const { highestSequenceNr, deletedTo } = this.index.countsOf(persistenceId)
    const fromSequenceNr = Math.max(command.fromSequenceNr, deletedTo + 1)
    const last = Math.min(command.toSequenceNr, highestSequenceNr)
    const success: JournalAnswer = { type: 'RecoverySuccess', persistenceId, requestId, highestSequenceNr }
    if (fromSequenceNr > last || max <= 0) return respond(success)
    const toSequenceNr = Math.min(last, fromSequenceNr + command.batchSize - 1)
    return chain(
      outcomeOf(() => this.#stores.journal.replay(persistenceId, { fromSequenceNr, toSequenceNr, max })),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return respond({
            type: 'ReplayMessagesFailed',
            persistenceId,
            requestId,
            error: failureOf(outcome.error),
          })
        const events = outcome.value
        const complete = toSequenceNr >= last || events.length >= max
        const nextSequenceNr = complete ? null : toSequenceNr + 1
        const batch: JournalAnswer = {
          type: 'ReplayedMessages',
          persistenceId,
          requestId,
          events,
          nextSequenceNr,
          ...(complete ? {} : { highestSequenceNr }),
        }
        if (!complete) return respond(batch)
        const final = events.at(-1)
        if (final === undefined) return respond(success)
        return { answers: [batch, { ...success, lastReplayedNr: final.sequenceNr }], change: null }
      },
    )
  }

  #deleteTo(command: CommandOf<'DeleteMessagesTo'>): MaybePromise<StoreResponse> {
    const { persistenceId, requestId, toSequenceNr } = command
    return chain(
      outcomeOf(() => this.#stores.journal.deleteTo(persistenceId, toSequenceNr)),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return respond({
            type: 'DeleteMessagesFailed',
            persistenceId,
            requestId,
            toSequenceNr,
            error: failureOf(outcome.error),
          })
        this.index.setHead(outcome.value)
        return respond(
          { type: 'DeleteMessagesSucceeded', persistenceId, requestId, toSequenceNr },
          this.#changed('deleted', persistenceId),
        )
      },
    )
  }

  #load({ persistenceId, requestId, criteria }: CommandOf<'LoadSnapshot'>): MaybePromise<StoreResponse> {
    return chain(
      outcomeOf(() => this.#stores.snapshots.load(persistenceId, criteria)),
      outcome =>
        respond(
          outcome.ok
            ? { type: 'SnapshotLoaded', persistenceId, requestId, snapshot: outcome.value }
            : { type: 'LoadSnapshotFailed', persistenceId, requestId, error: failureOf(outcome.error) },
        ),
    )
  }

  #save(command: CommandOf<'SaveSnapshot'>, at: VirtualTime): MaybePromise<StoreResponse> {
    const { persistenceId, requestId, sequenceNr } = command
    const metadata = { persistenceId, sequenceNr, timestamp: at }
    return chain(
      outcomeOf(() =>
        this.#stores.snapshots.save({ ...metadata, snapshot: plainCopy(command.snapshot, 'snapshot') }),
      ),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return respond({
            type: 'SaveSnapshotFailed',
            persistenceId,
            requestId,
            sequenceNr,
            error: failureOf(outcome.error),
          })
        this.index.snapshotSaved(metadata)
        return respond(
          { type: 'SaveSnapshotSucceeded', persistenceId, requestId, metadata },
          this.#changed('snapshot', persistenceId),
        )
      },
    )
  }

  #deleteSnapshots({
    persistenceId,
    requestId,
    criteria,
  }: CommandOf<'DeleteSnapshots'>): MaybePromise<StoreResponse> {
    return chain(
      outcomeOf(() => this.#stores.snapshots.delete(persistenceId, criteria)),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return respond({
            type: 'DeleteSnapshotsFailed',
            persistenceId,
            requestId,
            criteria,
            error: failureOf(outcome.error),
          })
        this.index.snapshotsDeleted(persistenceId, criteria)
        return respond(
          { type: 'DeleteSnapshotsSucceeded', persistenceId, requestId, criteria },
          this.#changed('snapshots-deleted', persistenceId),
        )
      },
    )
  }

  #changed(type: StoreChange, persistenceId: string): StoreResponse['change'] {
    return { type, persistenceId, held: this.index.countsOf(persistenceId) }
  }
}
