import type { VirtualTime } from '../../trace/trace-event.ts'
import { caught } from '../actor/index.ts'
import { failureOf } from './failure-of.ts'
import type { Journal } from './journal.ts'
import type { JournalAnswer, JournalCommand, RejectedWrite } from './journal-protocol.ts'
import { chain, isPromise, type MaybePromise, outcomeOf } from './maybe-promise.ts'
import { plainCopy } from './plain-copy.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import { type StoredCounts, StoreIndex } from './store-index.ts'
import type { AtomicWrite } from './stored-event.ts'

/** Both ports of one place where things are kept. */
export interface Stores {
  readonly journal: Journal
  readonly snapshots: SnapshotStore
}

export interface StoreServiceSettings {
  /**
   * Refuse (as a failed write) events whose number is taken already: the second of two writers is stopped at
   * its first event. Off: both are stored, and the replay filter has to sort them out. Default on.
   */
  readonly uniqueSequenceNrs?: boolean
}

/** A request as the keeper gets it. `at` is the instant of its commit. */
export interface StoreRequest {
  readonly command: JournalCommand
  readonly at: VirtualTime
}

export interface StoreResponse {
  /** In the order in which they are to be sent. */
  readonly answers: readonly JournalAnswer[]
  /** What is held afterwards, where the request changed it. */
  readonly change: { readonly type: Change; readonly held: StoredCounts } | null
}

export type Change = 'appended' | 'deleted' | 'snapshot' | 'snapshots-deleted'

type CommandOf<T extends JournalCommand['type']> = Extract<JournalCommand, { readonly type: T }>

/** A number was used before: another writer is, or was, at work on this persistence id. */
export class SequenceNrTaken extends Error {
  override readonly name = 'SequenceNrTaken'
  readonly persistenceId: string
  readonly sequenceNr: number
  readonly highestSequenceNr: number

  constructor(persistenceId: string, sequenceNr: number, highestSequenceNr: number) {
    super(
      `Event [${sequenceNr}] of [${persistenceId}] is not stored: the journal is at [${highestSequenceNr}]. ` +
        'Another writer was here; recover before writing again.',
    )
    this.persistenceId = persistenceId
    this.sequenceNr = sequenceNr
    this.highestSequenceNr = highestSequenceNr
  }
}

/** Carries requests out on the stores, in order, and words the answers. Shared by all who speak the protocol. */
export class StoreService {
  readonly index: StoreIndex
  readonly #stores: Stores
  readonly #unique: boolean

  private constructor(stores: Stores, index: StoreIndex, settings: StoreServiceSettings) {
    this.#stores = stores
    this.index = index
    this.#unique = settings.uniqueSequenceNrs ?? true
  }

  static open(stores: Stores, settings: StoreServiceSettings = {}): MaybePromise<StoreService> {
    return chain(stores.journal.heads(), heads =>
      chain(
        stores.snapshots.list(),
        snapshots => new StoreService(stores, new StoreIndex(heads, snapshots), settings),
      ),
    )
  }

  /** Neighbouring writes share one commit. At once where the stores answer at once. */
  execute(works: readonly StoreRequest[]): MaybePromise<readonly StoreResponse[]> {
    const done: StoreResponse[] = []
    const run = (): MaybePromise<readonly StoreResponse[]> => {
      while (done.length < works.length) {
        const step = this.#next(works, done)
        if (isPromise(step)) return step.then(run)
      }
      return done
    }
    return run()
  }

  #next(works: readonly StoreRequest[], done: StoreResponse[]): MaybePromise<void> {
    const { command, at } = works[done.length]!
    if (command.type !== 'WriteMessages') return chain(this.#single(command, at), one => void done.push(one))
    const group: WriteWork[] = [{ command, at }]
    for (let i = done.length + 1; i < works.length; i++) {
      const { command: next, at: nextAt } = works[i]!
      if (next.type !== 'WriteMessages') break
      group.push({ command: next, at: nextAt })
    }
    return chain(this.#write(group), more => void done.push(...more))
  }

  #write(group: readonly WriteWork[]): MaybePromise<readonly StoreResponse[]> {
    const heads = new Map<string, number>()
    const checked = group.map(work => this.#check(work, heads))
    const commit = checked.flatMap(each => each.writes)
    if (commit.length === 0) return checked.map(each => this.#written(each, null))
    return chain(
      outcomeOf(() => this.#stores.journal.append(commit)),
      outcome =>
        // One that cannot be stored must not take its neighbours with it.
        outcome.ok || group.length === 1
          ? checked.map(each => this.#written(each, outcome.ok ? null : outcome.error))
          : this.#oneByOne(group),
    )
  }

  #oneByOne(group: readonly WriteWork[]): MaybePromise<readonly StoreResponse[]> {
    const done: StoreResponse[] = []
    const run = (): MaybePromise<readonly StoreResponse[]> => {
      while (done.length < group.length) {
        const step = chain(this.#write([group[done.length]!]), one => void done.push(...one))
        if (isPromise(step)) return step.then(run)
      }
      return done
    }
    return run()
  }

  /** Stamps what may be stored. `heads` holds what the commit's earlier writes will have made of the index. */
  #check({ command, at }: WriteWork, heads: Map<string, number>): CheckedWrite {
    const writes: AtomicWrite[] = []
    const rejected: RejectedWrite[] = []
    let head = heads.get(command.persistenceId) ?? this.index.held(command.persistenceId).highestSequenceNr
    const { persistenceId } = command
    for (const [index, events] of command.writes.entries()) {
      const first = events[0]?.sequenceNr ?? head + 1
      if (this.#unique && first <= head)
        return { command, writes: [], rejected, error: new SequenceNrTaken(persistenceId, first, head) }
      try {
        const stored = events.map(event => ({
          persistenceId,
          sequenceNr: event.sequenceNr,
          writerUuid: event.writerUuid,
          timestamp: at,
          payload: plainCopy(event.payload, `event ${event.sequenceNr}`),
        }))
        if (stored.length > 0) writes.push({ persistenceId, events: stored })
        for (const event of stored) head = Math.max(head, event.sequenceNr)
      } catch (error) {
        rejected.push({ write: index, error: failureOf(caught(error)) })
      }
    }
    heads.set(command.persistenceId, head)
    return { command, writes, rejected, error: null }
  }

  #written({ command, writes, rejected, error }: CheckedWrite, failed: Error | null): StoreResponse {
    const { persistenceId, requestId } = command
    const cause = error ?? (writes.length > 0 ? failed : null)
    if (cause !== null)
      return answer({ type: 'WriteMessagesFailed', persistenceId, requestId, error: failureOf(cause) })
    for (const { events } of writes)
      this.index.appended(persistenceId, events.length, Math.max(...events.map(each => each.sequenceNr)))
    return answer(
      rejected.length > 0
        ? { type: 'WriteMessagesRejected', persistenceId, requestId, rejected }
        : { type: 'WriteMessagesSucceeded', persistenceId, requestId },
      writes.length > 0 ? this.#changed('appended', persistenceId) : null,
    )
  }

  #single(
    command: Exclude<JournalCommand, { readonly type: 'WriteMessages' }>,
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
    }
  }

  #replay(command: CommandOf<'ReplayMessages'>): MaybePromise<StoreResponse> {
    const { persistenceId, requestId, max } = command
    const { highestSequenceNr, deletedTo } = this.index.held(persistenceId)
    const fromSequenceNr = Math.max(command.fromSequenceNr, deletedTo + 1)
    const last = Math.min(command.toSequenceNr, highestSequenceNr)
    const success: JournalAnswer = { type: 'RecoverySuccess', persistenceId, requestId, highestSequenceNr }
    if (fromSequenceNr > last || max <= 0) return answer(success)
    const toSequenceNr = Math.min(last, fromSequenceNr + command.batchSize - 1)
    return chain(
      outcomeOf(() => this.#stores.journal.replay(persistenceId, { fromSequenceNr, toSequenceNr, max })),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return answer({
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
        return {
          answers: complete ? (events.length > 0 ? [batch, success] : [success]) : [batch],
          change: null,
        }
      },
    )
  }

  #deleteTo(command: CommandOf<'DeleteMessagesTo'>): MaybePromise<StoreResponse> {
    const { persistenceId, requestId, toSequenceNr } = command
    return chain(
      outcomeOf(() => this.#stores.journal.deleteTo(persistenceId, toSequenceNr)),
      (outcome): StoreResponse => {
        if (!outcome.ok)
          return answer({
            type: 'DeleteMessagesFailed',
            persistenceId,
            requestId,
            toSequenceNr,
            error: failureOf(outcome.error),
          })
        this.index.setHead(outcome.value)
        return answer(
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
        answer(
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
          return answer({
            type: 'SaveSnapshotFailed',
            persistenceId,
            requestId,
            sequenceNr,
            error: failureOf(outcome.error),
          })
        this.index.snapshotSaved(metadata)
        return answer(
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
          return answer({
            type: 'DeleteSnapshotsFailed',
            persistenceId,
            requestId,
            criteria,
            error: failureOf(outcome.error),
          })
        this.index.snapshotsDeleted(persistenceId, criteria)
        return answer(
          { type: 'DeleteSnapshotsSucceeded', persistenceId, requestId, criteria },
          this.#changed('snapshots-deleted', persistenceId),
        )
      },
    )
  }

  #changed(type: Change, persistenceId: string): StoreResponse['change'] {
    return { type, held: this.index.held(persistenceId) }
  }
}

interface WriteWork {
  readonly command: CommandOf<'WriteMessages'>
  readonly at: VirtualTime
}

interface CheckedWrite {
  readonly command: CommandOf<'WriteMessages'>
  readonly writes: readonly AtomicWrite[]
  readonly rejected: readonly RejectedWrite[]
  readonly error: Error | null
}

const answer = (one: JournalAnswer, change: StoreResponse['change'] = null): StoreResponse => ({
  answers: [one],
  change,
})
