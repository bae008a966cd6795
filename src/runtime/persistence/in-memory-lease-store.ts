import type { LeaseRow, LeaseStore } from './lease-store.ts'

/** Creates an in-memory lease store, by default an empty one. It is synchronous. */
export function inMemoryLeaseStore(contents: readonly LeaseRow[] = []): LeaseStore {
  const rows = new Map(contents.map(row => [row.name, row]))
  return {
    rows: () => [...rows.keys()].sort().map(name => rows.get(name)!),
    compareAndSet: row => {
      if ((rows.get(row.name)?.version ?? 0) !== row.version - 1) return false
      rows.set(row.name, { ...row })
      return true
    },
  }
}
