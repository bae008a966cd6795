import { exportRun } from './acts.ts'
import { useRun } from './run-store.ts'

/** Saves the shown run as a file on the person's disk. */
export async function saveRunFile(): Promise<void> {
  const header = useRun.getState().session?.header
  const run = await exportRun()
  if (run === null || header === undefined) return
  const file = URL.createObjectURL(new Blob([run], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = file
  anchor.download = `actorium-${header.scenario}-${header.seed}.json`
  anchor.click()
  URL.revokeObjectURL(file)
}
