import type { VirtualTime } from '../trace/trace-event.ts'

/** What a tab remembers over a reload: its run, and how far it was seen to be computed. */
export interface TabRun {
  readonly runId: string
  readonly frontier: VirtualTime
}

const key = 'actorium-run'

/** Null for a new tab, and where the browser lets us remember nothing. */
export function readTabRun(): TabRun | null {
  try {
    const text = sessionStorage.getItem(key)
    if (text === null) return null
    const run = JSON.parse(text) as Partial<TabRun>
    if (typeof run.runId !== 'string' || !Number.isSafeInteger(run.frontier)) return null
    return { runId: run.runId, frontier: run.frontier! }
  } catch {
    return null
  }
}

export function writeTabRun(run: TabRun): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(run))
  } catch {
    // Storage is forbidden or full: the next load begins a new run, and its notice says why.
  }
}
