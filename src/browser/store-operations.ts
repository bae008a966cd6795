import type {
  AtomicWrite,
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

/** Performs a change that other stores have performed. */
export async function performOn({ journal, snapshots }: Stores, operation: StoreOperation): Promise<void> {
  switch (operation.type) {
    case 'Append':
      return journal.append(operation.commit)
    case 'DeleteTo':
      return void (await journal.deleteTo(operation.persistenceId, operation.toSequenceNr))
    case 'SaveSnapshot':
      return snapshots.save(operation.snapshot)
    case 'DeleteSnapshots':
      return snapshots.delete(operation.persistenceId, operation.criteria)
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
export function recordedStores({ journal, snapshots }: Stores): RecordedStores {
  let operations: StoreOperation[] = []
  return {
    journal: {
      heads: () => journal.heads(),
      replay: (persistenceId, bounds) => journal.replay(persistenceId, bounds),
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
    takeOperations: () => {
      const taken = operations
      operations = []
      return taken
    },
  }
}

/** Reads everything that the stores hold. */
export async function contentsOf({ journal, snapshots }: Stores): Promise<StoreContents> {
  const heads = await journal.heads()
  const list = await snapshots.list()
  return {
    journal: await Promise.all(
      heads.map(async head => ({
        head,
        events: await journal.replay(head.persistenceId, {
          fromSequenceNr: head.deletedTo + 1,
          toSequenceNr: head.highestSequenceNr,
          max: head.events,
        }),
      })),
    ),
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
  }
}
