import { participantsOf } from '../../browser/scenario-participants.ts'
import { isExercise, type Lesson } from '../../lessons/lesson-file.ts'
import { packLesson, unpackLesson } from '../../lessons/packed-lesson.ts'
import { isRefused, numberInDecimal, type Refused, refuse } from '../../trace/index.ts'
import { ownId } from '../exercises/own-id.ts'
import { beginWalkthrough } from '../lessons/use-player.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { prefer } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { finished } from './finished.ts'
import { keepExercise, type MyExercise } from './my-exercises.ts'
import { keepWalkthrough, type MyLesson, myLesson } from './my-lessons.ts'

/** The fragment of a lesson of the person: the lesson itself, so that a copied link works elsewhere, or its place here. */
const fragmentOf = (packed: string | null, shelfId: string, step: number): string =>
  `#${new URLSearchParams({ ...(packed === null ? { 'my-lesson': shelfId } : { lesson: packed }), step: String(step) })}`

/** The address that opens a lesson of the person on any page of this version; null when it is too long for a link. */
export function linkToMyLesson({ content }: MyLesson): string | null | Refused {
  const walkthrough = finished(content.draft)
  if (isRefused(walkthrough)) return walkthrough
  return linkTo(walkthrough)
}

/** The address that opens a lesson on any page of this version; null when it is too long for a link. */
export function linkTo(lesson: Lesson): string | null {
  const packed = packLesson(lesson)
  return packed === null
    ? null
    : `${location.origin}${location.pathname}#${new URLSearchParams({ lesson: packed })}`
}

/** Plays a lesson of the person from the step with this number on, or returns the reason why it cannot. */
export function playMyLesson({ content, shelfId }: MyLesson, step = 1): Refused | undefined {
  const walkthrough = finished(content.draft)
  if (isRefused(walkthrough)) return walkthrough
  const packed = packLesson(walkthrough)
  prefer({ lessonOpen: true })
  beginWalkthrough(walkthrough, step, {
    onStep: step => {
      const { pathname, search } = location
      history.replaceState(null, '', `${pathname}${search}${fragmentOf(packed, shelfId, step)}`)
    },
  })
  return undefined
}

/** The address that opens an exercise of the person on any page of this version; null when it is too long for a link. */
export const linkToMyExercise = ({ content }: MyExercise): string | null => linkTo(content.exercise)

/** Plays an exercise of the person. Resolves to false when the page then has no run. */
export const playMyExercise = async ({ shelfId }: MyExercise): Promise<boolean> =>
  (await import('../exercises/run-exercise.ts')).beginExercise(ownId(shelfId))

/** Puts a lesson on the shelf and plays it from the step with this number on, or returns the reason why it cannot. */
export async function openLesson(lesson: Lesson, step = 1): Promise<Refused | undefined> {
  if (!isExercise(lesson)) return playMyLesson(await keepWalkthrough(lesson), step)
  await playMyExercise(await keepExercise(lesson))
  return undefined
}

/**
 * Plays the lesson in a fragment. Shows why if it cannot. Resolves to false when the page then has no run, so that the one of
 * the address is opened.
 */
export async function openLessonInAddress(fragment: string): Promise<boolean> {
  const refused = await openFragment(new URLSearchParams(fragment.slice(1)))
  if (refused === undefined) return true
  showRefusal(refused)
  return useRun.getState().session !== null
}

async function openFragment(parameters: URLSearchParams): Promise<Refused | undefined> {
  const number = numberInDecimal(parameters.get('step') ?? '1')
  const step = Number.isInteger(number) ? number : 1
  const packed = parameters.get('lesson')
  if (packed === null) {
    const kept = await myLesson(parameters.get('my-lesson') ?? '')
    return kept === null ? refuse('lesson-not-here') : playMyLesson(kept, step)
  }
  const lesson = unpackLesson(packed, participantsOf)
  return isRefused(lesson) ? lesson : openLesson(lesson, step)
}
