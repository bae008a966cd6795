import { type CandidateFault, candidateFaults } from './candidate-faults.ts'
import type { InterestingInstant } from './interesting-instants.ts'
import type { TimedAct } from './trial.ts'
import { withFault } from './with-fault.ts'

/**
 * Each fault once at each instant: first the first tier at the first instant, then diagonal by diagonal, so that a short
 * search has tried many kinds of faults at many instants.
 */
export function* neighbours(
  acts: readonly TimedAct[],
  instants: readonly InterestingInstant[],
): Generator<readonly TimedAct[], void> {
  const tiers: (readonly (readonly CandidateFault[])[])[] = []
  for (let diagonal = 0, more = true; more; diagonal++) {
    more = diagonal < instants.length
    if (more) tiers.push(candidateFaults(instants[diagonal]!.view))
    for (let i = 0; i < tiers.length; i++) {
      const faults = tiers[i]![diagonal - i]
      if (faults === undefined) continue
      more = true
      for (const fault of faults) yield withFault(acts, instants[i]!.at, fault)
    }
  }
}
