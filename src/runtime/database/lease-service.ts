import type { VirtualTime } from '../../trace/identifiers.ts'
import type { LeaseCommand } from '../coordination/index.ts'
import { chain, isPromise, type LeaseRow, type LeaseStore, type MaybePromise } from '../persistence/index.ts'
import { failureOf, outcomeOf } from '../persistence/internal.ts'
import { decideLease, type LeaseDecision } from './lease-decision.ts'

export interface LeaseStoreRequest {
  readonly command: LeaseCommand
  /** The instant of the commit. */
  readonly at: VirtualTime
}

/** Executes lease requests on the store, in order, each as one compare-and-set, and creates the answers. */
export class LeaseService {
  readonly #store: LeaseStore
  /** The stored rows, so that a request needs no read. */
  readonly #rows: Map<string, LeaseRow>

  private constructor(store: LeaseStore, rows: readonly LeaseRow[]) {
    this.#store = store
    this.#rows = new Map(rows.map(row => [row.name, row]))
  }

  static open(store: LeaseStore): MaybePromise<LeaseService> {
    return chain(store.rows(), rows => new LeaseService(store, rows))
  }

  get rows(): readonly LeaseRow[] {
    return [...this.#rows.values()]
  }

  /** Synchronous if the store is. */
  execute(requests: readonly LeaseStoreRequest[]): MaybePromise<readonly LeaseDecision[]> {
    const decisions: LeaseDecision[] = []
    const run = (): MaybePromise<readonly LeaseDecision[]> => {
      while (decisions.length < requests.length) {
        const step = chain(this.#execute(requests[decisions.length]!), done => void decisions.push(done))
        if (isPromise(step)) return step.then(run)
      }
      return decisions
    }
    return run()
  }

  #execute({ command, at }: LeaseStoreRequest): MaybePromise<LeaseDecision> {
    const decision = decideLease(command, this.#rows.get(command.lease), at)
    const { row } = decision
    if (row === null) return decision
    return chain(
      outcomeOf(() => this.#store.compareAndSet(row)),
      (outcome): LeaseDecision => {
        if (outcome.ok && outcome.value) {
          this.#rows.set(row.name, row)
          return decision
        }
        const error = outcome.ok ? changedElsewhere : failureOf(outcome.error)
        const { lease, requestId } = command
        return { answer: { type: 'LeaseFailed', lease, requestId, error }, row: null }
      },
    )
  }
}

/** A run has one database, so only a second one on the same stores can have changed the row. */
const changedElsewhere = {
  name: 'LeaseConflict',
  message: 'Another database has changed the row of this lease.',
}
