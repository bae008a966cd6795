import { type RunRequest, requestOf } from '../../browser/index.ts'
import {
  formatRunFile,
  isRefused,
  numberInDecimal,
  packRun,
  parseRunFile,
  type Refused,
  type RunFile,
  type RunHeader,
  refuse,
  runFileFormat,
  runFileVersion,
  unpackRun,
  type VirtualTime,
} from '../../trace/index.ts'
import { embedded } from '../layout/embedded.ts'

/** The query and the fragment of an address. */
export type Address = Pick<Location, 'search' | 'hash'>

/** The run of an address. `at`: the instant to show, in virtual ms; absent for a run that is not a recording. */
interface AddressedRun {
  readonly request: RunRequest
  readonly at?: VirtualTime
}

/**
 * The run that the address asks for: `?scenario=cqrs&seed=7` for a new one, `?scenario=cqrs&seed=7&at=5000` for its first
 * 5 s, `#run=…&at=5000` for one with actions. A run in a link is validated as a run file is. An invalid seed of a new run
 * is `NaN`, which opening the run refuses.
 */
export function runInAddress({ search, hash }: Address, scenario: string): AddressedRun | Refused {
  const query = new URLSearchParams(search)
  const fragment = new URLSearchParams(hash.slice(1))
  const packed = fragment.get('run')
  if (packed !== null) return recorded(unpackRun(packed), fragment.get('at'))
  const seed = query.get('seed')
  const asked = {
    scenario: query.get('scenario') ?? scenario,
    ...(seed === null ? {} : { seed: numberInDecimal(seed) }),
  }
  const at = query.get('at')
  if (at === null) return { request: asked }
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

function recorded(file: RunFile | Refused, instant: string | null): AddressedRun | Refused {
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

export const addressOfRun = ({ scenario, seed }: RunHeader): string =>
  `?${new URLSearchParams({ scenario, seed: String(seed) })}`

/** A walkthrough and its step, from 1 on. */
export interface LessonRequest {
  readonly id: string
  readonly step: number
}

/** The step of a walkthrough that the address asks for: `?lesson=seed-demo&step=8`. An invalid step is the first. */
export function lessonInAddress(search: string): LessonRequest | null {
  const parameters = new URLSearchParams(search)
  const id = parameters.get('lesson')
  if (id === null) return null
  const step = numberInDecimal(parameters.get('step') ?? '1')
  return { id, step: Number.isInteger(step) && step >= 1 ? step : 1 }
}

/** Puts the step into the address, so that a reload and a copied link lead back to it. */
export function showLessonInAddress(lesson: LessonRequest | null): void {
  const parameters = new URLSearchParams(location.search)
  parameters.delete('lesson')
  parameters.delete('step')
  if (lesson !== null) {
    parameters.set('lesson', lesson.id)
    parameters.set('step', String(lesson.step))
  }
  history.replaceState(null, '', `${location.pathname}?${parameters}`)
}

/** The exercise that the address asks for: `#exercise=stale-read`. Null: none. */
export const exerciseInAddress = (hash: string): string | null =>
  new URLSearchParams(hash.slice(1)).get('exercise')

/** Puts the exercise into the address, so that a reload and a copied link begin it; null removes it. */
export const showExerciseInAddress = (id: string | null): void =>
  history.replaceState(
    null,
    '',
    `${location.pathname}${location.search}${id === null ? '' : `#${new URLSearchParams({ exercise: id })}`}`,
  )

/**
 * Puts the run into the address, so that a reload continues it and a copied link leads to its scenario and seed. An
 * exercise stays there, because a branch of its run belongs to it.
 */
export const showInAddress = (header: RunHeader): void => {
  const exercise = exerciseInAddress(location.hash) === null ? '' : location.hash
  history.replaceState(
    null,
    '',
    `${location.pathname}${addressOfRun(header)}${embedded ? '&embed' : ''}${exercise}`,
  )
}
