import { exportRun } from './acts.ts'
import { useRun } from './run-store.ts'
import { saveFile } from './save-file.ts'

/** Saves the shown run as a file on the person's disk. */
export async function saveRunFile(): Promise<void> {
  const header = useRun.getState().session?.header
  const run = await exportRun()
  if (run === null || header === undefined) return
  saveFile(`actorium-${header.scenario}-${header.seed}.json`, new Blob([run], { type: 'application/json' }))
}
