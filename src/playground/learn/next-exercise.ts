import { type Exercise, exercises, type Walkthrough } from '../../lessons/index.ts'

/** True for an exercise that is solved. */
type IsDone = (id: string) => boolean

/** The exercise to try next: the first one after this one, else the first of all, that is not solved. Null: all are. */
export function nextExercise(after: Exercise, isDone: IsDone): Exercise | null {
  const place = exercises.indexOf(after)
  const inOrder = [...exercises.slice(place + 1), ...exercises.slice(0, Math.max(0, place))]
  return inOrder.find(({ id }) => !isDone(id)) ?? null
}

/** The exercise to try after a walkthrough: the first unsolved one of its ladder, else on the same subject. Null: all are solved. */
export function exerciseAfter(
  { ladder, scenario }: Pick<Walkthrough, 'ladder' | 'scenario'>,
  isDone: IsDone,
): Exercise | null {
  const open = exercises.filter(({ id }) => !isDone(id))
  const onLadder = open.find(exercise => exercise.ladder === ladder)
  const onSubject = open.find(exercise => isAboutCqrs(exercise.scenario) === isAboutCqrs(scenario))
  return onLadder ?? onSubject ?? open[0] ?? null
}

/** `cqrs`, or the article's program. */
const isAboutCqrs = (scenario: string): boolean => scenario.startsWith('cqrs')
