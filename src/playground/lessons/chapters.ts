import type { Step } from '../../lessons/index.ts'
import type { Bilingual } from '../../narration/index.ts'

/** A part of a walkthrough. `title`: undefined for steps before the first chapter. */
export interface Chapter {
  readonly title: Bilingual | undefined
  /** Index of its first step. */
  readonly first: number
  readonly count: number
}

export function chaptersOf(steps: readonly Step[]): readonly Chapter[] {
  const firsts = steps.flatMap(({ chapter }, index) => (index === 0 || chapter !== undefined ? [index] : []))
  return firsts.map((first, i) => ({
    title: steps[first]?.chapter,
    first,
    count: (firsts[i + 1] ?? steps.length) - first,
  }))
}
