import type { StorageFailureKind } from '../conductor/index.ts'
import type { VirtualTime } from '../trace/identifiers.ts'

/** The run of a tab, kept over a reload. */
export interface TabRun {
  readonly runId: string
  /** Virtual time that the page had received and that is stored. */
  readonly frontier: VirtualTime
  /** Reason for which the rest of the run is not stored; null if all of it is. */
  readonly unstored: StorageFailureKind | null
}

const key = 'actorium-run'

/** Returns null for a new tab and for a browser that forbids session storage. */
export function readTabRun(): TabRun | null {
  try {
    const text = sessionStorage.getItem(key)
    if (text === null) return null
    const run = JSON.parse(text) as Partial<TabRun>
    if (typeof run.runId !== 'string' || !Number.isSafeInteger(run.frontier)) return null
    return { runId: run.runId, frontier: run.frontier!, unstored: run.unstored ?? null }
  } catch {
    return null
  }
}

export function writeTabRun(run: TabRun): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(run))
  } catch {
    // Storage is forbidden or full; a reload then starts a new run with a notice.
  }
}
