import type { RunFile } from '../../trace/index.ts'
import { exportRun } from '../store/acts.ts'
import { addressOfRecording } from '../store/request-in-address.ts'
import { useRun } from '../store/run-store.ts'

/** The page's own address, without its query and fragment. */
export const pageAddress = (): string => `${location.origin}${location.pathname}`

/** The current run as data; null when it cannot be read, which the page then says. */
export async function currentRun(): Promise<RunFile | null> {
  const text = await exportRun()
  return text === null ? null : (JSON.parse(text) as RunFile)
}

export interface RunLink {
  /** Null for a run that is too long for a link. */
  readonly link: string | null
  /** The shown instant to which the link leads. */
  readonly at: number
}

export function linkToShownInstant(file: RunFile): RunLink {
  const at = Math.floor(useRun.getState().cursor.at)
  const address = addressOfRecording(file, at)
  return { link: address === null ? null : `${pageAddress()}${address}`, at }
}
