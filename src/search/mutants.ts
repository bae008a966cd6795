import type { Random } from '../runtime/random.ts'
import { candidateFaults, type FaultFamily, faultFamilies } from './candidate-faults.ts'
import type { InterestingInstant } from './interesting-instants.ts'
import type { TimedAct } from './trial.ts'
import { inOrder, withFault } from './with-fault.ts'

/** Endless random changes of the runs in `corpus`, which grows in place while the search goes on. */
export function* mutants(
  random: Random,
  corpus: readonly (readonly TimedAct[])[],
  instants: readonly InterestingInstant[],
): Generator<readonly TimedAct[], void> {
  if (instants.length === 0) return
  for (;;) {
    const families = faultFamilies.filter(() => random.below(2) === 0)
    // New entries come from deeper runs, so half of the draws are from the last quarter.
    const recent = corpus.slice(-Math.ceil(corpus.length / 4))
    let acts = random.pick(random.below(2) === 0 ? recent : corpus)
    for (let changes = 1 + random.below(3); changes > 0; changes--) {
      acts = change(random, acts, instants, families)
    }
    yield acts
  }
}

function change(
  random: Random,
  acts: readonly TimedAct[],
  instants: readonly InterestingInstant[],
  families: readonly FaultFamily[],
): readonly TimedAct[] {
  const { at, view } = random.pick(instants)
  const i = random.below(Math.max(1, acts.length))
  switch (acts.length === 0 ? 0 : random.below(6)) {
    case 1:
      return acts.toSpliced(i, 1)
    case 2:
      return inOrder(acts.with(i, { ...acts[i]!, at }))
    default: {
      const faults = candidateFaults(view)
        .flat()
        .filter(({ family }) => families.includes(family))
      return faults.length === 0 ? acts : withFault(acts, at, random.pick(faults))
    }
  }
}
