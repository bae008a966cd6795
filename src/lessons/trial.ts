import type { Bilingual } from '../narration/index.ts'

/** A statement about a lesson that was tried by a real run. */
export interface Trial {
  /** The part of the lesson that it is about: "start", "step crash". */
  readonly part: Bilingual
  readonly claim: Bilingual
  /** The reasons against it; empty: it is proved. */
  readonly problems: readonly Bilingual[]
  /** The lesson says too little for a trial. */
  readonly untried?: true
}

/** All that is wrong with a lesson; empty for a sound one. */
export const problemsIn = (trials: readonly Trial[]): readonly Bilingual[] =>
  trials.flatMap(({ problems }) => problems)
