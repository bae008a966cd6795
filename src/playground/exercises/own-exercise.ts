import { participantsOf } from '../../browser/scenario-participants.ts'
import type { Exercise } from '../../lessons/index.ts'
import { parseExercise } from '../../lessons/parse-exercise.ts'
import { type Refused, refuse } from '../../trace/index.ts'
import { myExercise } from '../authoring/my-exercises.ts'
import { shelfIdOf } from './own-id.ts'

/** The exercise of the person with this id. Null for an unknown id; refused when what is stored is no valid exercise. */
export async function ownExercise(id: string): Promise<Exercise | Refused | null> {
  const shelfId = shelfIdOf(id)
  if (shelfId === null) return null
  const kept = await myExercise(shelfId)
  if (kept === null) return refuse('lesson-not-here')
  const parsed = parseExercise(kept.content.exercise, participantsOf)
  return 'fault' in parsed ? parsed.fault.refusal : { ...parsed, id }
}
