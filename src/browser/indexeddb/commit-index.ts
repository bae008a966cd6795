import type { AtomicWrite, JournalHead, ReplayBounds } from '../../runtime/persistence/index.ts'
import type { DeletedHead } from './run-database.ts'

interface Stream {
  highestSequenceNr: number
  deletedTo: number
  /** Which commits hold events of this id, in their order, with those events' numbers. */
  pieces: Piece[]
  /** Above `deletedTo`. */
  events: number
}

interface Piece {
  readonly commit: number
  readonly sequenceNrs: readonly number[]
}

/** Where the events of each persistence id are: in memory, so that a commit needs no record beside itself. */
export class CommitIndex {
  readonly #streams = new Map<string, Stream>()
  /** For each commit how many events it still holds. */
  readonly #alive = new Map<number, number>()
  #last = 0

  get nextCommit(): number {
    return this.#last + 1
  }

  addHead({ persistenceId, highestSequenceNr, deletedTo }: DeletedHead): void {
    const stream = this.#stream(persistenceId)
    stream.highestSequenceNr = Math.max(stream.highestSequenceNr, highestSequenceNr)
    stream.deletedTo = deletedTo
  }

  addCommit(commit: number, writes: readonly AtomicWrite[]): void {
    this.#last = commit
    for (const { persistenceId, events } of writes) {
      if (events.length === 0) continue
      const stream = this.#stream(persistenceId)
      const sequenceNrs = events.map(event => event.sequenceNr)
      for (const nr of sequenceNrs) {
        stream.highestSequenceNr = Math.max(stream.highestSequenceNr, nr)
        if (nr > stream.deletedTo) stream.events++
      }
      stream.pieces.push({ commit, sequenceNrs })
      this.#alive.set(commit, (this.#alive.get(commit) ?? 0) + events.length)
    }
  }

  heads(): readonly JournalHead[] {
    return [...this.#streams.keys()].sort().map(persistenceId => this.head(persistenceId))
  }

  head(persistenceId: string): JournalHead {
    const { highestSequenceNr, deletedTo, events } = this.#streams.get(persistenceId) ?? emptyStream()
    return { persistenceId, highestSequenceNr, deletedTo, events }
  }

  /** The commits that hold events of this id within the bounds, in their order, each once. */
  commitsOf(persistenceId: string, { fromSequenceNr, toSequenceNr }: ReplayBounds): readonly number[] {
    const found: number[] = []
    for (const { commit, sequenceNrs } of this.#streams.get(persistenceId)?.pieces ?? [])
      if (commit !== found.at(-1) && sequenceNrs.some(nr => nr >= fromSequenceNr && nr <= toSequenceNr))
        found.push(commit)
    return found
  }

  /** What a deletion up to this number will do to the stores; nothing is changed yet. */
  plan(persistenceId: string, toSequenceNr: number): DeletionPlan | null {
    const stream = this.#streams.get(persistenceId)
    if (stream === undefined) return null
    const deletedTo = Math.min(toSequenceNr, stream.highestSequenceNr)
    if (deletedTo <= stream.deletedTo) return null
    const dying = new Map<number, number>()
    for (const { commit, sequenceNrs } of stream.pieces) {
      const count = sequenceNrs.filter(nr => nr <= deletedTo).length
      if (count > 0) dying.set(commit, (dying.get(commit) ?? 0) + count)
    }
    const remove: number[] = []
    const rewrite: number[] = []
    for (const [commit, count] of dying) (this.#alive.get(commit) === count ? remove : rewrite).push(commit)
    return {
      head: { persistenceId, highestSequenceNr: stream.highestSequenceNr, deletedTo },
      remove,
      rewrite,
    }
  }

  /** The plan was carried out. */
  deleted({ head }: DeletionPlan): void {
    const stream = this.#stream(head.persistenceId)
    stream.deletedTo = head.deletedTo
    const pieces: Piece[] = []
    for (const { commit, sequenceNrs } of stream.pieces) {
      const kept = sequenceNrs.filter(nr => nr > head.deletedTo)
      const alive = (this.#alive.get(commit) ?? 0) - (sequenceNrs.length - kept.length)
      if (alive === 0) this.#alive.delete(commit)
      else this.#alive.set(commit, alive)
      if (kept.length > 0) pieces.push({ commit, sequenceNrs: kept })
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
  /** Commits that hold nothing else. */
  readonly remove: readonly number[]
  /** Commits that hold events of others, or later ones. */
  readonly rewrite: readonly number[]
}

const emptyStream = (): Stream => ({ highestSequenceNr: 0, deletedTo: 0, pieces: [], events: 0 })
