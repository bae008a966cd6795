import { plainCopy } from '../plain-copy.ts'
import {
  changedValue,
  compareRows,
  compareTexts,
  type ProjectionContents,
  type ProjectionState,
  type ProjectionStore,
  type ReadModelRow,
} from './projection-store.ts'

/** Creates an in-memory projection store, by default an empty one. It is synchronous. */
export function inMemoryProjectionStore(
  contents: ProjectionContents = { states: [], rows: [] },
): ProjectionStore {
  const states = new Map<string, ProjectionState>(contents.states.map(state => [state.projection, state]))
  const rows = new Map<string, ReadModelRow>(contents.rows.map(row => [idOf(row), copyOf(row)]))

  return {
    state: projection => states.get(projection) ?? null,

    rows: table =>
      [...rows.values()]
        .filter(row => row.table === table)
        .sort(compareRows)
        .map(copyOf),

    save: (state, changes) => {
      const changed = new Map<string, ReadModelRow>()
      for (const change of changes) {
        const { table, key } = change
        const id = idOf(change)
        const before = (changed.get(id) ?? rows.get(id))?.value
        changed.set(id, { table, key, value: plainCopy(changedValue(change, before), `row ${key}`) })
      }
      for (const [id, row] of changed)
        if (row.value === null) rows.delete(id)
        else rows.set(id, row)
      states.set(state.projection, state)
    },

    contents: () => ({
      states: [...states.values()].sort((a, b) => compareTexts(a.projection, b.projection)),
      rows: [...rows.values()].sort(compareRows).map(copyOf),
    }),
  }
}

const idOf = ({ table, key }: { readonly table: string; readonly key: string }): string =>
  JSON.stringify([table, key])

const copyOf = (row: ReadModelRow): ReadModelRow => ({ ...row, value: plainCopy(row.value) })
