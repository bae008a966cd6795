import type { StorageFailure } from '../conductor/index.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { Chapter } from '../trace/chapter.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { deleteUnheld } from './delete-unheld.ts'
import { DatabaseDeleted } from './indexeddb/database-connection.ts'
import { deleteRun } from './indexeddb/delete-run.ts'
import { openRunDatabase } from './indexeddb/run-database.ts'
import { RunCatalog, type RunRecord, type RunSummary } from './run-catalog.ts'
import { heldRuns } from './run-lock.ts'
import { failureKindOf, failureOf } from './storage-failure-kind.ts'

/** A stored run in a list. */
export interface ListedRun extends RunRecord {
  readonly actions: number
  /** True while any page has it open. */
  readonly held: boolean
}

/** The stored runs, newest first, or the reason why they cannot be read. */
export async function listStoredRuns(): Promise<readonly ListedRun[] | StorageFailure> {
  try {
    return await withCatalog(async catalog => {
      const held = await heldRuns()
      const runs = (await catalog.runs()).filter(run => run.hidden !== true)
      return Promise.all(
        runs.map(async run => ({
          ...run,
          actions: await catalog.countActions(run.runId),
          held: held.has(run.runId),
        })),
      )
    })
  } catch (error) {
    if (error instanceof DatabaseDeleted) return []
    return failureOf(error)
  }
}

/** Stored size of a run's journal and snapshots in characters of JSON; null if it cannot be read. */
export async function sizeOfRun(runId: string): Promise<number | null> {
  try {
    const database = await openRunDatabase(runId, { create: false })
    try {
      const [commits, snapshots] = await database.use(connection =>
        Promise.all([connection.getAll('commits'), connection.getAll('snapshots')]),
      )
      return JSON.stringify([commits, snapshots]).length
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}

/**
 * Deletes a run so that it can be restored until {@link deleteHiddenRuns} is called. Resolves to `gone` if it is deleted
 * for good, because a full disk refuses even the mark.
 */
export async function hideRun(runId: string): Promise<'hidden' | 'gone' | StorageFailure> {
  try {
    return await withCatalog(async catalog => {
      try {
        await catalog.update(runId, { hidden: true })
        return 'hidden'
      } catch (error) {
        if (failureKindOf(error) !== 'quota') throw error
        await deleteRun(runId)
        await catalog.remove(runId)
        return 'gone'
      }
    })
  } catch (error) {
    return failureKindOf(error) === 'cleared' ? 'gone' : failureOf(error)
  }
}

/** Restores a hidden run. Resolves to null, or to the reason why it cannot be restored. */
export async function restoreHiddenRun(runId: string): Promise<StorageFailure | null> {
  try {
    await withCatalog(catalog => catalog.update(runId, { hidden: false }))
    return null
  } catch (error) {
    return failureOf(error)
  }
}

/** Deletes the hidden runs for good. A run that cannot be deleted now is deleted when another run is created. */
export async function deleteHiddenRuns(): Promise<void> {
  try {
    await withCatalog(async catalog => {
      for (const { runId, hidden } of await catalog.runs())
        if (hidden === true) await deleteUnheld(catalog, runId)
    })
  } catch {
    // They stay hidden.
  }
}

/** Deletes runs whose opening failed, with what they have stored. */
export async function discardRuns(runIds: readonly string[]): Promise<void> {
  try {
    await withCatalog(async catalog => {
      for (const runId of runIds) {
        if ((await catalog.find(runId)) !== null) await deleteUnheld(catalog, runId)
      }
    })
  } catch {
    // They stay in the list, where a person can delete them.
  }
}

/** Saves the last state of a run. A failure costs only the line in the list, so it is not reported. */
export async function saveSummary(runId: string, summary: RunSummary): Promise<void> {
  try {
    await withCatalog(catalog => catalog.update(runId, { summary }))
  } catch {
    // The list then shows an earlier state, or none.
  }
}

/** Saves the lamps that a person added to a run. A failure costs only them after a reload, so it is not reported. */
export async function saveLamps(runId: string, lamps: readonly OwnLamp[]): Promise<void> {
  try {
    await withCatalog(catalog => catalog.update(runId, { lamps }))
  } catch {
    // The run is in memory only.
  }
}

/** Saves the chapters that a person chose. A failure costs only them after a reload, so it is not reported. */
export async function saveChapters(runId: string, chapters: readonly Chapter[] | null): Promise<void> {
  try {
    await withCatalog(catalog => catalog.update(runId, { chapters }))
  } catch {
    // The run is in memory only.
  }
}

async function withCatalog<T>(work: (catalog: RunCatalog) => Promise<T>): Promise<T> {
  const catalog = await RunCatalog.open({ create: false })
  try {
    return await work(catalog)
  } finally {
    catalog.close()
  }
}

/** The stored runs of a family, oldest first; none where nothing is stored. */
export async function listFamily(root: string): Promise<readonly RunRecord[]> {
  try {
    return await withCatalog(catalog => catalog.family(root))
  } catch {
    return []
  }
}

/** The stored actions of a run, or null if they cannot be read. */
export async function readActions(runId: string): Promise<readonly LoggedAction[] | null> {
  try {
    return await withCatalog(catalog => catalog.actions(runId))
  } catch {
    return null
  }
}

/** Names a stored run. A failure costs only the name after a reload, so it is not reported. */
export async function nameRun(runId: string, name: string | null): Promise<void> {
  try {
    await withCatalog(async catalog => {
      const record = await catalog.find(runId)
      if (record?.branch === undefined) await catalog.update(runId, { name })
      else await catalog.update(runId, { branch: { ...record.branch, name } })
    })
  } catch {
    // The page keeps the name until it is closed.
  }
}
