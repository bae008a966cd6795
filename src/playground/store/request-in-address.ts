import type { RunRequest } from '../../browser/index.ts'
import { numberInDecimal, type RunHeader } from '../../trace/index.ts'
import { embedded } from '../layout/embedded.ts'

/** The query and the fragment of an address. */
export type Address = Pick<Location, 'search' | 'hash'>

/** True for the address of a recorded run: `?at=5000` or `#run=…`. */
export const isOfRecording = ({ search, hash }: Address): boolean =>
  new URLSearchParams(search).has('at') || new URLSearchParams(hash.slice(1)).has('run')

/**
 * The new run that the address asks for: `?scenario=cqrs&seed=7`. `scenario`: the default one. An invalid seed is `NaN`,
 * which opening the run refuses.
 */
export function newRunInAddress(search: string, scenario: string): RunRequest {
  const query = new URLSearchParams(search)
  const seed = query.get('seed')
  return {
    scenario: query.get('scenario') ?? scenario,
    ...(seed === null ? {} : { seed: numberInDecimal(seed) }),
  }
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
