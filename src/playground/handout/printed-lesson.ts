import { type Exercise, exercises, type Walkthrough, walkthroughs } from '../../lessons/index.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { finished } from '../authoring/finished.ts'
import { linkTo } from '../authoring/lesson-address.ts'
import { myLesson } from '../authoring/my-lessons.ts'
import { pageAddress } from '../dialogs/run-link.ts'
import { ownExercise } from '../exercises/own-exercise.ts'
import { shelfIdOf } from '../exercises/own-id.ts'
import { allExercises } from './handout-address.ts'

/** The content of a handout. */
export type Printed = (
  | { readonly type: 'walkthrough'; readonly walkthrough: Walkthrough }
  /** One or all, in the order of the page. */
  | { readonly type: 'exercises'; readonly exercises: readonly Exercise[] }
) & {
  /** The way from the paper to the page; null: a lesson of the person that is too long for a link. */
  readonly link: string | null
}

/** The lesson or lessons of `?handout=`; null: unknown. Refused: one of the person that is not finished or not stored. */
export async function printedLesson(id: string): Promise<Printed | Refused | null> {
  const page = pageAddress()
  const shelfId = shelfIdOf(id)
  if (shelfId !== null) return printedOwn(id, shelfId)
  if (id === allExercises) return { type: 'exercises', exercises, link: page }
  const walkthrough = walkthroughs.find(known => known.id === id)
  if (walkthrough !== undefined) return { type: 'walkthrough', walkthrough, link: `${page}?lesson=${id}` }
  const exercise = exercises.find(known => known.id === id)
  return exercise === undefined
    ? null
    : { type: 'exercises', exercises: [exercise], link: `${page}#exercise=${id}` }
}

async function printedOwn(id: string, shelfId: string): Promise<Printed | Refused | null> {
  const lesson = await myLesson(shelfId)
  if (lesson === null) {
    const exercise = await ownExercise(id)
    if (exercise === null || isRefused(exercise)) return exercise
    return { type: 'exercises', exercises: [exercise], link: linkTo(exercise) }
  }
  const walkthrough = finished(lesson.content.draft)
  return isRefused(walkthrough)
    ? walkthrough
    : { type: 'walkthrough', walkthrough, link: linkTo(walkthrough) }
}
