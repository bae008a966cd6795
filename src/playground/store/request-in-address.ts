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

/** Puts the run into the address, so that a reload continues it and a copied link leads to its scenario and seed. */
export const showInAddress = (header: RunHeader): void =>
  history.replaceState(null, '', `${location.pathname}${addressOfRun(header)}`)
