import type { RunFile } from '../../trace/index.ts'
import { exportRun } from '../store/acts.ts'
import { linkToRecording } from '../store/recording-in-address.ts'
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
  /** The branches fit only into a file. */
  readonly withoutBranches: boolean
}

/** `most`: length in characters from which on the link leaves the branches out. Default: the limit of a link. */
export function linkToShownInstant(file: RunFile, most = Number.POSITIVE_INFINITY): RunLink {
  const at = Math.floor(useRun.getState().cursor.at)
  const found = linkToRecording(file, at)
  if (found === null) return { link: null, at, withoutBranches: false }
  const link = `${pageAddress()}${found.address}`
  if (link.length <= most || file.family === undefined) return { ...found, link, at }
  const { family: _, ...alone } = file
  return { ...linkToShownInstant(alone), withoutBranches: true }
}
