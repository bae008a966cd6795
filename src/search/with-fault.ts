import type { VirtualTime } from '../trace/identifiers.ts'
import type { CandidateFault } from './candidate-faults.ts'
import type { TimedAct } from './trial.ts'

/** The acts and a fault that begins at `at`. */
export const withFault = (
  acts: readonly TimedAct[],
  at: VirtualTime,
  fault: CandidateFault,
): readonly TimedAct[] =>
  inOrder([...acts, ...fault.acts.map(({ afterMs, action }) => ({ at: at + afterMs, action }))])

/** Acts at the same instant keep their order. */
export const inOrder = (acts: readonly TimedAct[]): readonly TimedAct[] =>
  acts.toSorted((a, b) => a.at - b.at)
