import type { RunRequest } from '../../browser/index.ts'
import { numberInDecimal, type RunHeader } from '../../trace/index.ts'

/** The run that the address asks for: `?scenario=cqrs&seed=7`. An invalid seed is `NaN`, which opening the run refuses. */
export function requestInAddress(search: string, scenario: string): RunRequest {
  const parameters = new URLSearchParams(search)
  const seed = parameters.get('seed')
  return {
    scenario: parameters.get('scenario') ?? scenario,
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

/** Puts the run into the address, so that a reload continues it and a copied link leads to its scenario and seed. */
export const showInAddress = (header: RunHeader): void =>
  history.replaceState(null, '', `${location.pathname}${addressOfRun(header)}`)
