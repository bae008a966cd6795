import { deleteRun } from './indexeddb/delete-run.ts'
import type { RunCatalog } from './run-catalog.ts'
import { ifUnheld } from './run-lock.ts'

/** Deletes a run with its journal and actions, unless a page holds it. */
export const deleteUnheld = (catalog: RunCatalog, runId: string): Promise<void> =>
  ifUnheld(runId, async () => {
    await deleteRun(runId)
    await catalog.remove(runId)
  })
