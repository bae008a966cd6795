import type { AtomicWrite, JournalHead, ReplayBounds } from '../../runtime/persistence/index.ts'
import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import type { DeletedHead } from './run-database.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  /** Commits with events of this persistence id, in commit order, with the events' sequence numbers. */
  pieces: Piece[]
  /** False once a second writer has stored a lower number behind a higher one. */
  ascending: boolean
  /** Number of events above `deletedTo`. */
  events: number
}

interface Piece {
  readonly commit: number
  readonly sequenceNrs: readonly number[]
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

  /** The writes with the next offsets. */
  withOffsets(writes: readonly AtomicWrite[]): readonly AtomicWrite[] {
    let next = this.#highestOffset + 1
    return writes.map(write => {
      const offset = next
      next += write.events.length
      return { ...write, offset }
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

  addCommit(commit: number, writes: readonly AtomicWrite[]): void {
    this.#last = commit
    for (const { persistenceId, events, offset = 1 } of writes) {
      if (events.length === 0) continue
      const last = offset + events.length - 1
      this.#highestOffset = Math.max(this.#highestOffset, last)
      this.#lastOffsets.set(commit, last)
      const stream = this.#stream(persistenceId)
      const sequenceNrs = events.map(event => event.sequenceNr)
      for (const nr of sequenceNrs) {
        stream.highestSequenceNr = Math.max(stream.highestSequenceNr, nr)
        if (nr > stream.deletedTo) stream.events++
      }
      const before = stream.pieces.at(-1)?.sequenceNrs.at(-1) ?? 0
      if (!ascend([before, ...sequenceNrs])) stream.ascending = false
      stream.pieces.push({ commit, sequenceNrs })
      this.#liveEvents.set(commit, (this.#liveEvents.get(commit) ?? 0) + events.length)
    }
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
    const { pieces, ascending } = this.#streams.get(persistenceId) ?? emptyStream()
    // A replay asks for batch after batch, so ascending numbers are not read from the start.
    const start = ascending
      ? lowestIndex(pieces.length, i => pieces[i]!.sequenceNrs.at(-1)! >= fromSequenceNr)
      : 0
    for (let i = start; i < pieces.length; i++) {
      const { commit, sequenceNrs } = pieces[i]!
      if (ascending && sequenceNrs[0]! > toSequenceNr) break
      if (commit !== found.at(-1) && sequenceNrs.some(nr => nr >= fromSequenceNr && nr <= toSequenceNr))
        found.push(commit)
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
    for (const { commit, sequenceNrs } of stream.pieces) {
      const count = sequenceNrs.filter(nr => nr <= deletedTo).length
      if (count > 0) deletedPerCommit.set(commit, (deletedPerCommit.get(commit) ?? 0) + count)
    }
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
    const pieces: Piece[] = []
    for (const { commit, sequenceNrs } of stream.pieces) {
      const remaining = sequenceNrs.filter(nr => nr > head.deletedTo)
      const live = (this.#liveEvents.get(commit) ?? 0) - (sequenceNrs.length - remaining.length)
      if (live === 0) this.#liveEvents.delete(commit)
      else this.#liveEvents.set(commit, live)
      if (remaining.length > 0) pieces.push({ commit, sequenceNrs: remaining })
    }
    stream.pieces = pieces
    stream.events = pieces.reduce((sum, piece) => sum + piece.sequenceNrs.length, 0)
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

const ascend = (numbers: readonly number[]): boolean =>
  numbers.every((nr, i) => i === 0 || nr > numbers[i - 1]!)

const emptyStream = (): Stream => ({
  highestSequenceNr: 0,
  deletedTo: 0,
  pieces: [],
  ascending: true,
  events: 0,
})
