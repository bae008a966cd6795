import { longestWindowMs } from '../conductor/search/longest-window.ts'
import type { SearchOptions } from '../conductor/search/search-counterexample.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { Check } from '../trace/check.ts'
import { latestInstantMs } from '../trace/identifiers.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { type SimulationOptions, simulate } from './simulation.ts'

interface BreakOptions extends Pick<SimulationOptions, 'code' | 'wrapStores'> {
  readonly header: RunHeader
  readonly check: Check
  /** The run in whose neighbourhood the search begins. */
  readonly actions: readonly LoggedAction[]
  readonly seed?: number
  readonly maxRuns?: number
}

/** Number of runs after which a search gives up. */
export const defaultMaxRuns = 600

/** Virtual ms in which a cluster reacts to a fault, and in which commands under way are answered. */
const reactionMs = 20_000

/** A search among simulated runs, each long enough for the check to fail after its last act. */
export function searchOptions({
  header,
  check,
  actions,
  seed = 1,
  maxRuns = defaultMaxRuns,
  ...how
}: BreakOptions): SearchOptions {
  const last = actions.at(-1)?.at ?? 0
  return {
    begin: () => {
      const run = simulate(header, { ...how, until: 0 })
      if (isRefused(run)) throw new Error(run.refused)
      return run
    },
    check,
    acts: actions,
    until: Math.min(latestInstantMs, last + reactionMs + longestWindowMs(check)),
    seed,
    maxRuns,
  }
}
