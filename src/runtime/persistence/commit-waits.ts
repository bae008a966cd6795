import { isSelected } from './event-selection.ts'
import type { StoreIndex } from './store-index.ts'
import { type CommandOf, respond, type StoreResponse } from './store-response.ts'

type AwaitCommit = CommandOf<'AwaitCommit'>

/** The live queries that wait for a commit, at most one request each. They end with the incarnation of the database. */
export class CommitWaits {
  readonly #index: StoreIndex
  readonly #waits = new Map<string, AwaitCommit>()

  constructor(index: StoreIndex) {
    this.#index = index
  }

  /** Answers at once if there is more to read already. Else the request replaces the earlier one `from` the same actor. */
  execute(command: CommandOf<'AwaitCommit' | 'CancelAwaitCommit'>, from: string): StoreResponse {
    const { requestId } = command
    this.#waits.delete(from)
    if (command.type === 'AwaitCommit') {
      if (this.#hasMore(command)) return respond({ type: 'CommitHint', requestId })
      this.#waits.set(from, command)
    }
    return { answers: [], change: null }
  }

  /** Removes and returns the requests that this write answers. */
  takeHinted(write: CommandOf<'WriteMessages'>): readonly AwaitCommit[] {
    if (this.#waits.size === 0) return none
    const hinted: AwaitCommit[] = []
    for (const [from, command] of this.#waits)
      if (this.#isHinted(command, write)) {
        this.#waits.delete(from)
        hinted.push(command)
      }
    return hinted
  }

  #hasMore({ of }: AwaitCommit): boolean {
    switch (of.by) {
      case 'id':
        return this.#index.countsOf(of.persistenceId).highestSequenceNr > of.afterSequenceNr
      case 'ids':
        return this.#index.idsWithEvents().length > of.known
      case 'selection':
        return this.#index.highestOffset > of.afterOffset
    }
  }

  #isHinted(command: AwaitCommit, { persistenceId, writes }: CommandOf<'WriteMessages'>): boolean {
    const { of } = command
    return of.by === 'selection'
      ? writes.some(events =>
          events.some(({ tags = [] }) => isSelected({ persistenceId, tags }, of.selection)),
        )
      : this.#hasMore(command)
  }
}

const none: readonly AwaitCommit[] = []
