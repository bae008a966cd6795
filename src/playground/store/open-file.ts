import { isRefused } from '../../trace/index.ts'
import { showRefusal } from './last-refusal.ts'
import { playground } from './open-run.ts'

/** Opens a run file in place of the current run, paused at its end. Shows why if it cannot. Resolves to whether it could. */
export async function openFile(file: Blob): Promise<boolean> {
  // An unreadable file, such as a folder, is refused like an empty one.
  const text = await file.text().catch(() => '')
  return !isRefused(showRefusal(await playground.importRun(text)))
}
