import type { RunWish } from '../../browser/index.ts'
import { numberInDecimal, type RunHeader } from '../../trace/index.ts'

/** What the page's address asks for: `?scenario=cqrs&seed=7`. What is no number is left to be refused. */
export function requestInAddress(search: string, scenario: string): RunWish {
  const asked = new URLSearchParams(search)
  const seed = asked.get('seed')
  return {
    scenario: asked.get('scenario') ?? scenario,
    ...(seed === null ? {} : { seed: numberInDecimal(seed) }),
  }
}

export const addressOfRun = ({ scenario, seed }: RunHeader): string =>
  `?${new URLSearchParams({ scenario, seed: String(seed) })}`

/** So that a reload goes on with this run, and the address can be passed on. */
export const showInAddress = (header: RunHeader): void =>
  history.replaceState(null, '', `${location.pathname}${addressOfRun(header)}`)
