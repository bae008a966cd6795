import { create } from 'zustand'
import { readLocal, writeLocal } from '../store/local-storage.ts'

interface LessonProgress {
  /** Ids of the walkthroughs that were seen to their end. */
  readonly done: readonly string[]
  /** Ids of the walkthroughs that were begun. */
  readonly begun: readonly string[]
}

/** The lessons that the person has begun and finished. Stored in the browser; it is not part of a run. */
export const useLessonProgress = create<LessonProgress>()(() =>
  readLocal<LessonProgress>('lesson-progress', { done: [], begun: [] }),
)
useLessonProgress.subscribe(progress => writeLocal('lesson-progress', progress))

const including = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids : [...ids, id]

export const lessonBegun = (id: string): void =>
  useLessonProgress.setState(({ begun }) => ({ begun: including(begun, id) }))

export const lessonDone = (id: string): void =>
  useLessonProgress.setState(({ done }) => ({ done: including(done, id) }))
