import { create } from 'zustand'
import {
  type ExerciseProgress,
  formatProgress,
  type ProgressById,
  parseProgress,
  readProgress,
  writeProgress,
} from '../../browser/index.ts'
import { isRefused, type Refused } from '../../trace/index.ts'

interface ProgressState {
  readonly byId: ProgressById
  /** The progress is kept in memory only, because the browser's storage fails. */
  readonly unstored: boolean
  /** The reason why the stored progress cannot be read. It is not replaced before a reset or an import. */
  readonly unread: Refused | null
  /** The progress before a reset or an import, which can be restored. */
  readonly before: ProgressById | null
}

export const useProgress = create<ProgressState>()(() => ({
  byId: {},
  unstored: false,
  unread: null,
  before: null,
}))

let reading: Promise<void> | null = null

/** Reads the stored progress, once. */
export const loadProgress = (): Promise<void> => {
  reading ??= readProgress().then(stored =>
    useProgress.setState(({ byId }) => {
      if (stored === null) return { unstored: true }
      return isRefused(stored) ? { unread: stored } : { byId: { ...stored, ...byId } }
    }),
  )
  return reading
}

const none: ExerciseProgress = { state: 'open', hints: 0 }

/** Adds to the progress of an exercise. A solved exercise stays solved. */
export async function recordProgress(id: string, change: Partial<ExerciseProgress>): Promise<void> {
  await loadProgress()
  const { byId } = useProgress.getState()
  const known = byId[id] ?? none
  const state = known.state === 'done' ? 'done' : (change.state ?? known.state)
  const hints = Math.max(known.hints, change.hints ?? 0)
  const code = change.code ?? known.code
  if (state === known.state && hints === known.hints && code === known.code) return
  const changed = { ...byId, [id]: { state, hints, ...(code === undefined ? {} : { code }) } }
  if (useProgress.getState().unread === null) await store(changed, null)
  else useProgress.setState({ byId: changed })
}

async function store(byId: ProgressById, before: ProgressById | null): Promise<void> {
  useProgress.setState({ byId, before, unread: null })
  useProgress.setState({ unstored: !(await writeProgress(byId)) })
}

/** The progress as a file for a teacher. */
export const exportProgress = (): Blob =>
  new Blob([formatProgress(useProgress.getState().byId)], { type: 'application/json' })

/** Replaces the progress by the one of a file. A foreign file is refused and changes nothing. */
export async function importProgress(file: Blob): Promise<Refused | undefined> {
  const parsed = parseProgress(await file.text().catch(() => ''))
  if (isRefused(parsed)) return parsed
  await store(parsed, useProgress.getState().byId)
  return undefined
}

export const resetProgress = (): Promise<void> => store({}, useProgress.getState().byId)

/** Restores the progress before the last reset or import. */
export async function undoReset(): Promise<void> {
  const { before } = useProgress.getState()
  if (before !== null) await store(before, null)
}
