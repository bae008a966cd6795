import { isSelected } from '../../runtime/persistence/event-selection.ts'
import type {
  AtomicWrite,
  EventEnvelope,
  EventSelection,
  Journal,
  OffsetBounds,
  ReplayBounds,
  StoredEvent,
} from '../../runtime/persistence/index.ts'
import { CommitIndex } from './commit-index.ts'
import { type CommitRecord, eventOf, type WriteRecord } from './commit-record.ts'
import { completed } from './completed.ts'
import type { RunDatabase } from './run-database.ts'

/** Number of commits read at a time while the index is built; limits memory. */
const pageSize = 500

/**
 * The journal in IndexedDB. Each promise resolves when its transaction is complete, because a request can succeed although
 * the transaction aborts later, e.g. on a full disk.
 */
export class IndexedDbJournal implements Journal {
  readonly #database: RunDatabase
  readonly #index: CommitIndex

  private constructor(database: RunDatabase, index: CommitIndex) {
    this.#database = database
    this.#index = index
  }

  static async open(database: RunDatabase): Promise<IndexedDbJournal> {
    const index = new CommitIndex()
    const transaction = await database.use(connection => connection.transaction(['heads', 'commits']))
    for (const head of await transaction.objectStore('heads').getAll()) index.addHead(head)
    const commits = transaction.objectStore('commits')
    for (let from = 0; ; ) {
      const range = IDBKeyRange.lowerBound(from, true)
      const [keys, page] = await Promise.all([
        commits.getAllKeys(range, pageSize),
        commits.getAll(range, pageSize),
      ])
      for (const [i, key] of keys.entries()) index.addCommit(key, page[i]!)
      if (keys.length < pageSize) break
      from = keys.at(-1)!
    }
    return new IndexedDbJournal(database, index)
  }

  heads() {
    return this.#index.heads()
  }

  highestSequenceNr(persistenceId: string): number {
    return this.#index.head(persistenceId).highestSequenceNr
  }

  highestOffset(): number {
    return this.#index.highestOffset
  }

  async append(writes: readonly AtomicWrite[]): Promise<void> {
    const record = this.#index.recordOf(writes)
    const number = this.#index.nextCommit
    const { durability } = this.#database
    const transaction = await this.#database.use(connection =>
      connection.transaction('commits', 'readwrite', { durability }),
    )
    await completed(transaction, () => {
      // `add`, not `put`, so that a second writer of the same run fails instead of overwriting.
      const added = transaction.store.add(record, number)
      // Otherwise the browser first reports the request, and only then learns that no other follows.
      transaction.commit()
      return [added]
    })
    this.#index.addCommit(number, record)
  }

  async replay(persistenceId: string, bounds: ReplayBounds): Promise<readonly StoredEvent[]> {
    const numbers = this.#index.commitsOf(persistenceId, bounds)
    if (bounds.max <= 0) return []
    const commits = await this.#read(numbers)
    const from = Math.max(bounds.fromSequenceNr, this.#index.head(persistenceId).deletedTo + 1)
    const found: StoredEvent[] = []
    for (const record of commits)
      for (const [id, , events] of record ?? []) {
        if (id !== persistenceId) continue
        for (const event of events) {
          if (event[0] < from || event[0] > bounds.toSequenceNr) continue
          found.push(eventOf(id, event))
          if (found.length === bounds.max) return found
        }
      }
    return found
  }

  async select(
    selection: EventSelection,
    { afterOffset, toOffset, max }: OffsetBounds,
  ): Promise<readonly EventEnvelope[]> {
    const found: EventEnvelope[] = []
    const numbers = this.#index.commitsAfter(afterOffset)
    for (let page = 0; page < numbers.length; page += pageSize) {
      const commits = await this.#read(numbers.slice(page, page + pageSize))
      for (const [persistenceId, first, events] of commits.flatMap(record => record ?? [])) {
        const { deletedTo } = this.#index.head(persistenceId)
        for (const [index, each] of events.entries()) {
          const offset = first + index
          if (found.length >= max || offset > toOffset) return found
          if (offset <= afterOffset || each[0] <= deletedTo) continue
          const event = eventOf(persistenceId, each)
          if (isSelected(event, selection)) found.push({ ...event, offset })
        }
      }
    }
    return found
  }

  /** The commits with these numbers, in ascending order, and possibly others between them. */
  async #read(numbers: readonly number[]): Promise<readonly (CommitRecord | undefined)[]> {
    const first = numbers[0]
    const last = numbers.at(-1)
    if (first === undefined || last === undefined) return []
    const { store } = await this.#database.use(connection => connection.transaction('commits'))
    // The whole range at once, unless most of its commits are others.
    return numbers.length * 4 >= last - first + 1
      ? store.getAll(IDBKeyRange.bound(first, last))
      : Promise.all(numbers.map(number => store.get(number)))
  }

  async deleteTo(persistenceId: string, toSequenceNr: number) {
    const plan = this.#index.planDeletion(persistenceId, toSequenceNr)
    if (plan !== null) {
      const { durability } = this.#database
      const transaction = await this.#database.use(connection =>
        connection.transaction(['commits', 'heads'], 'readwrite', { durability }),
      )
      const commits = transaction.objectStore('commits')
      await completed(transaction, () => [
        transaction.objectStore('heads').put(plan.head),
        ...plan.remove.map(number => commits.delete(number)),
        ...plan.rewrite.map(async number => {
          const record = (await commits.get(number)) ?? []
          await commits.put(withoutDeleted(record, persistenceId, plan.head.deletedTo), number)
        }),
      ])
      this.#index.applyDeletion(plan)
    }
    return this.#index.head(persistenceId)
  }
}

const withoutDeleted = (record: CommitRecord, persistenceId: string, deletedTo: number): CommitRecord =>
  record
    .map(write => (write[0] === persistenceId ? withoutEventsTo(write, deletedTo) : write))
    .filter(([, , events]) => events.length > 0)

/** The numbers of a write ascend, so the remaining events are its end. */
function withoutEventsTo([persistenceId, offset, events]: WriteRecord, deletedTo: number): WriteRecord {
  const remaining = events.filter(([sequenceNr]) => sequenceNr > deletedTo)
  return [persistenceId, offset + events.length - remaining.length, remaining]
}
