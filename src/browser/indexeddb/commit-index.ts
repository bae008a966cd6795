import type { AtomicWrite, JournalHead, ReplayBounds } from '../../runtime/persistence/index.ts'
import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import { type CommitRecord, writeRecord } from './commit-record.ts'
import type { DeletedHead } from './run-database.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  /** The sequence numbers of its events in commit order. Lists of numbers, because an object for each event is ten times as large. */
  sequenceNrs: number[]
  /** The commit of each of them. */
  commits: number[]
  /** False once a second writer has stored a lower number behind a higher one. */
  ascending: boolean
  /** Number of events above `deletedTo`. */
  events: number
}

/** In-memory index from persistence id to commits, so that a commit writes no index record. */
export class CommitIndex {
  readonly #streams = new Map<string, Stream>()
  /** Number of undeleted events per commit. */
  readonly #liveEvents = new Map<number, number>()
  /** The last offset of each commit, in commit order. */
  readonly #lastOffsets = new Map<number, number>()
  #last = 0
  #highestOffset = 0

  /** The highest offset ever given. */
  get highestOffset(): number {
    return this.#highestOffset
  }

  /** The record of a commit, with the next offsets. */
  recordOf(writes: readonly AtomicWrite[]): CommitRecord {
    let next = this.#highestOffset + 1
    return writes.map(write => {
      const offset = next
      next += write.events.length
      return writeRecord(write, offset)
    })
  }

  /** Returns the commits with undeleted events above this offset, in commit order. */
  commitsAfter(afterOffset: number): readonly number[] {
    const found: number[] = []
    for (const [commit, last] of this.#lastOffsets)
      if (last > afterOffset && this.#liveEvents.has(commit)) found.push(commit)
    return found
  }

  get nextCommit(): number {
    return this.#last + 1
  }

  addHead({ persistenceId, highestSequenceNr, deletedTo, highestOffset = 0 }: DeletedHead): void {
    const stream = this.#stream(persistenceId)
    stream.highestSequenceNr = Math.max(stream.highestSequenceNr, highestSequenceNr)
    stream.deletedTo = deletedTo
    this.#highestOffset = Math.max(this.#highestOffset, highestOffset)
  }

  addCommit(commit: number, record: CommitRecord): void {
    this.#last = commit
    let live = 0
    let last = 0
    for (const [persistenceId, offset, events] of record) {
      if (events.length === 0) continue
      live += events.length
      last = offset + events.length - 1
      const stream = this.#stream(persistenceId)
      const { sequenceNrs, commits } = stream
      let before = sequenceNrs.length === 0 ? 0 : sequenceNrs[sequenceNrs.length - 1]!
      for (const [sequenceNr] of events) {
        if (sequenceNr > stream.highestSequenceNr) stream.highestSequenceNr = sequenceNr
        if (sequenceNr > stream.deletedTo) stream.events++
        if (sequenceNr <= before) stream.ascending = false
        before = sequenceNr
        sequenceNrs.push(sequenceNr)
        commits.push(commit)
      }
    }
    if (live === 0) return
    this.#liveEvents.set(commit, live)
    this.#lastOffsets.set(commit, last)
    this.#highestOffset = Math.max(this.#highestOffset, last)
  }

  heads(): readonly JournalHead[] {
    return [...this.#streams.keys()].sort().map(persistenceId => this.head(persistenceId))
  }

  head(persistenceId: string): JournalHead {
    const { highestSequenceNr, deletedTo, events } = this.#streams.get(persistenceId) ?? emptyStream()
    return { persistenceId, highestSequenceNr, deletedTo, events }
  }

  /** Returns the commits with events of this id within the bounds, in commit order, each once. */
  commitsOf(persistenceId: string, { fromSequenceNr, toSequenceNr }: ReplayBounds): readonly number[] {
    const found: number[] = []
    const { sequenceNrs, commits, ascending } = this.#streams.get(persistenceId) ?? emptyStream()
    // A replay asks for batch after batch, so ascending numbers are not read from the start.
    const start = ascending ? lowestIndex(sequenceNrs.length, i => sequenceNrs[i]! >= fromSequenceNr) : 0
    for (let i = start; i < sequenceNrs.length; i++) {
      const nr = sequenceNrs[i]!
      if (ascending && nr > toSequenceNr) break
      if (commits[i] !== found.at(-1) && nr >= fromSequenceNr && nr <= toSequenceNr) found.push(commits[i]!)
    }
    return found
  }

  /** Plans a deletion up to this number without changing the index; null if it deletes nothing. */
  planDeletion(persistenceId: string, toSequenceNr: number): DeletionPlan | null {
    const stream = this.#streams.get(persistenceId)
    if (stream === undefined) return null
    const deletedTo = Math.min(toSequenceNr, stream.highestSequenceNr)
    if (deletedTo <= stream.deletedTo) return null
    const deletedPerCommit = new Map<number, number>()
    for (const [i, commit] of stream.commits.entries())
      if (stream.sequenceNrs[i]! <= deletedTo)
        deletedPerCommit.set(commit, (deletedPerCommit.get(commit) ?? 0) + 1)
    const remove: number[] = []
    const rewrite: number[] = []
    for (const [commit, count] of deletedPerCommit)
      (this.#liveEvents.get(commit) === count ? remove : rewrite).push(commit)
    return {
      head: {
        persistenceId,
        highestSequenceNr: stream.highestSequenceNr,
        deletedTo,
        highestOffset: this.#highestOffset,
      },
      remove,
      rewrite,
    }
  }

  /** Updates the index after the plan was executed. */
  applyDeletion({ head }: DeletionPlan): void {
    const stream = this.#stream(head.persistenceId)
    stream.deletedTo = head.deletedTo
    const sequenceNrs: number[] = []
    const commits: number[] = []
    for (const [i, commit] of stream.commits.entries()) {
      const sequenceNr = stream.sequenceNrs[i]!
      if (sequenceNr > head.deletedTo) {
        sequenceNrs.push(sequenceNr)
        commits.push(commit)
        continue
      }
      const live = (this.#liveEvents.get(commit) ?? 0) - 1
      if (live === 0) this.#liveEvents.delete(commit)
      else this.#liveEvents.set(commit, live)
    }
    stream.sequenceNrs = sequenceNrs
    stream.commits = commits
    stream.events = sequenceNrs.length
  }

  #stream(persistenceId: string): Stream {
    let stream = this.#streams.get(persistenceId)
    if (stream === undefined) {
      stream = emptyStream()
      this.#streams.set(persistenceId, stream)
    }
    return stream
  }
}

export interface DeletionPlan {
  readonly head: DeletedHead
  /** Commits whose last events are deleted. */
  readonly remove: readonly number[]
  /** Commits that keep events of other ids, or later events. */
  readonly rewrite: readonly number[]
}

const emptyStream = (): Stream => ({
  highestSequenceNr: 0,
  deletedTo: 0,
  sequenceNrs: [],
  commits: [],
  ascending: true,
  events: 0,
})
