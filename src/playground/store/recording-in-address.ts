import { type RunRequest, requestOf } from '../../browser/index.ts'
import {
  formatRunFile,
  isRefused,
  numberInDecimal,
  packRun,
  parseRunFile,
  type Refused,
  type RunFile,
  refuse,
  runFileFormat,
  runFileVersion,
  unpackRun,
  type VirtualTime,
} from '../../trace/index.ts'
import { type Address, addressOfRun, newRunInAddress } from './request-in-address.ts'

/** The recording of an address. `at`: the instant to show, in virtual ms. */
interface AddressedRecording {
  readonly request: RunRequest
  readonly at: VirtualTime
}

/**
 * The recording that the address asks for: `?scenario=cqrs&seed=7&at=5000` for the first 5 s of a new run,
 * `#run=…&at=5000` for a run with actions, which is validated as a run file is. `scenario`: the default one.
 */
export function recordingInAddress(
  { search, hash }: Address,
  scenario: string,
): AddressedRecording | Refused {
  const fragment = new URLSearchParams(hash.slice(1))
  const packed = fragment.get('run')
  if (packed !== null) return recorded(unpackRun(packed), fragment.get('at'))
  const at = new URLSearchParams(search).get('at') ?? ''
  const asked = newRunInAddress(search, scenario)
  const header = {
    format: runFileFormat,
    version: runFileVersion,
    build: 'link',
    scenario: asked.scenario,
    seed: asked.seed ?? 1,
    settings: {},
  } as const
  return recorded(parseRunFile(formatRunFile({ header, actions: [], until: numberInDecimal(at) })), at)
}

function recorded(file: RunFile | Refused, instant: string | null): AddressedRecording | Refused {
  if (isRefused(file)) return file
  const end = file.until ?? 0
  const at = instant === null ? end : numberInDecimal(instant)
  if (!Number.isSafeInteger(at) || at < 0) return refuse('invalid-instant', { at: instant ?? '' })
  return { request: requestOf(file), at: Math.min(at, end) }
}

/** A link to an instant of a run. */
export interface RecordingLink {
  /** Its query and fragment. */
  readonly address: string
  /** The run fits only without the other lanes of its family. */
  readonly withoutBranches: boolean
}

/**
 * The link that opens the run at the instant `at` (virtual ms). A run of which nothing but scenario and seed was chosen
 * needs no recording. Null when the run is too long for a link.
 */
export function linkToRecording(file: RunFile, at: VirtualTime): RecordingLink | null {
  const { family, ...alone } = file
  const { header, actions, lamps, chapters } = file
  const chosen = [header.code, lamps, chapters, family].some(part => part !== undefined)
  if (actions.length === 0 && !chosen && Object.keys(header.settings).length === 0)
    return { address: `${addressOfRun(header)}&at=${at}`, withoutBranches: false }
  const packed = packRun(file)
  if (packed !== null) return { address: `#run=${packed}&at=${at}`, withoutBranches: false }
  const single = family === undefined ? null : packRun(alone)
  return single === null ? null : { address: `#run=${single}&at=${at}`, withoutBranches: true }
}
