import type { ShelvedLesson } from '../../browser/lesson-shelf.ts'
import type { Exercise } from '../../lessons/index.ts'
import { createShelf } from './shelf.ts'

interface ExerciseContent {
  readonly kind: 'exercise'
  readonly exercise: Exercise
}

export type MyExercise = ShelvedLesson<ExerciseContent>

const shelf = createShelf<ExerciseContent>('exercise')

/** The exercises of the person, opened from a file or a link. */
export const useMyExercises = shelf.use
export const {
  load: loadMyExercises,
  find: myExercise,
  delete: deleteMyExercise,
  restore: restoreMyExercise,
  forgetDeleted: forgetDeletedExercises,
} = shelf

/** Puts an exercise on the shelf. One that is there already is not put there again. */
export function keepExercise(exercise: Exercise): Promise<MyExercise> {
  const text = JSON.stringify(exercise)
  return shelf.keepNew({ kind: 'exercise', exercise }, known => JSON.stringify(known.exercise) === text)
}
