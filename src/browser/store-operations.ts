import type {
  AtomicWrite,
  LeaseRow,
  ProjectionState,
  ReadModelChange,
  SnapshotCriteria,
  StoreContents,
  StoredSnapshot,
  Stores,
} from '../runtime/persistence/index.ts'

/** A change of a database's stores as data. The same changes on equal stores give equal stores. */
export type StoreOperation =
  | { readonly type: 'Append'; readonly commit: readonly AtomicWrite[] }
  | { readonly type: 'DeleteTo'; readonly persistenceId: string; readonly toSequenceNr: number }
  | { readonly type: 'SaveSnapshot'; readonly snapshot: StoredSnapshot }
  | {
      readonly type: 'DeleteSnapshots'
      readonly persistenceId: string
      readonly criteria: SnapshotCriteria
    }
  | { readonly type: 'SetLease'; readonly row: LeaseRow }
  | {
      readonly type: 'SaveProjection'
      readonly state: ProjectionState
      readonly changes: readonly ReadModelChange[]
    }

/** Performs a change that other stores have performed. */
export async function performOn(
  { journal, snapshots, leases, projections }: Stores,
  operation: StoreOperation,
): Promise<void> {
  switch (operation.type) {
    case 'Append':
      return journal.append(operation.commit)
    case 'DeleteTo':
      return void (await journal.deleteTo(operation.persistenceId, operation.toSequenceNr))
    case 'SaveSnapshot':
      return snapshots.save(operation.snapshot)
    case 'DeleteSnapshots':
      return snapshots.delete(operation.persistenceId, operation.criteria)
    case 'SetLease':
      return void (await leases.compareAndSet(operation.row))
    case 'SaveProjection':
      return projections.save(operation.state, operation.changes)
  }
}

/** Most writes of a merged commit, because one transaction must not block the storage for long. */
const mergedWrites = 500

/** The same changes with adjacent appends as one commit, because the cost of a write grows with the commits. */
export function withMergedAppends(operations: readonly StoreOperation[]): readonly StoreOperation[] {
  const merged: StoreOperation[] = []
  for (const operation of operations) {
    const last = merged.at(-1)
    if (operation.type === 'Append' && last?.type === 'Append' && last.commit.length < mergedWrites)
      merged[merged.length - 1] = { type: 'Append', commit: [...last.commit, ...operation.commit] }
    else merged.push(operation)
  }
  return merged
}

export interface RecordedStores extends Stores {
  /** Returns the changes since the last call. */
  takeOperations(): readonly StoreOperation[]
}

/** Records the changes of synchronous stores. A failed change is not recorded, because it changes nothing. */
export function recordedStores({ journal, snapshots, leases, projections }: Stores): RecordedStores {
  let operations: StoreOperation[] = []
  return {
    journal: {
      heads: () => journal.heads(),
      replay: (persistenceId, bounds) => journal.replay(persistenceId, bounds),
      select: (selection, bounds) => journal.select(selection, bounds),
      highestOffset: () => journal.highestOffset(),
      highestSequenceNr: persistenceId => journal.highestSequenceNr(persistenceId),
      append: commit => {
        journal.append(commit)
        operations.push({ type: 'Append', commit })
      },
      deleteTo: (persistenceId, toSequenceNr) => {
        const head = journal.deleteTo(persistenceId, toSequenceNr)
        operations.push({ type: 'DeleteTo', persistenceId, toSequenceNr })
        return head
      },
    },
    snapshots: {
      list: () => snapshots.list(),
      load: (persistenceId, criteria) => snapshots.load(persistenceId, criteria),
      save: snapshot => {
        snapshots.save(snapshot)
        operations.push({ type: 'SaveSnapshot', snapshot })
      },
      delete: (persistenceId, criteria) => {
        snapshots.delete(persistenceId, criteria)
        operations.push({ type: 'DeleteSnapshots', persistenceId, criteria })
      },
    },
    leases: {
      rows: () => leases.rows(),
      compareAndSet: row => {
        const isSet = leases.compareAndSet(row)
        if (isSet === true) operations.push({ type: 'SetLease', row })
        return isSet
      },
    },
    projections: {
      state: projection => projections.state(projection),
      rows: table => projections.rows(table),
      contents: () => projections.contents(),
      save: (state, changes) => {
        projections.save(state, changes)
        operations.push({ type: 'SaveProjection', state, changes })
      },
    },
    takeOperations: () => {
      const taken = operations
      operations = []
      return taken
    },
  }
}

/** Reads everything that the stores hold. */
export async function contentsOf({
  journal,
  snapshots,
  leases,
  projections,
}: Stores): Promise<StoreContents> {
  const list = await snapshots.list()
  return {
    journal: {
      heads: await journal.heads(),
      highestOffset: await journal.highestOffset(),
      events: await journal.select(
        { by: 'all' },
        { afterOffset: 0, toOffset: Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
      ),
    },
    snapshots: await Promise.all(
      list.map(async ({ persistenceId, sequenceNr, timestamp }) => {
        const found = await snapshots.load(persistenceId, {
          minSequenceNr: sequenceNr,
          maxSequenceNr: sequenceNr,
        })
        if (found === null)
          throw new Error(
            `Snapshot [${sequenceNr}] of [${persistenceId}] at [${timestamp}] ms cannot be read. Start a new run.`,
          )
        return found
      }),
    ),
    leases: await leases.rows(),
    projections: await projections.contents(),
  }
}
