import type { ShelvedLesson } from '../../browser/lesson-shelf.ts'
import { draftOf } from '../../lessons/draft/complete-texts.ts'
import type { Proposals } from '../../lessons/draft/draft-of-run.ts'
import type { Walkthrough } from '../../lessons/index.ts'
import { createShelf } from './shelf.ts'

/** A walkthrough of the person, which may be unfinished. */
export interface WalkthroughContent {
  readonly kind: 'walkthrough'
  /** Texts of one language may be empty. */
  readonly draft: Walkthrough
  /** The consequences of the acts in the recorded run; absent for a lesson from a file or a link. */
  readonly proposals?: Proposals
}

export type MyLesson = ShelvedLesson<WalkthroughContent>

const shelf = createShelf<WalkthroughContent>('walkthrough')

/** The walkthroughs of the person: opened from a file or a link, or made here. */
export const useMyLessons = shelf.use
export const {
  load: loadMyLessons,
  find: myLesson,
  keep: keepContent,
  delete: deleteMyLesson,
  restore: restoreMyLesson,
  forgetDeleted,
} = shelf

/** Puts a finished walkthrough on the shelf. One that is there already is not put there again. */
export function keepWalkthrough(walkthrough: Walkthrough): Promise<MyLesson> {
  const draft = draftOf(walkthrough)
  const text = JSON.stringify(draft)
  return shelf.keepNew({ kind: 'walkthrough', draft }, known => JSON.stringify(known.draft) === text)
}
