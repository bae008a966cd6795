import { afterAll, describe, expect, test } from 'vitest'
import type { Exercise, PredictionExercise } from '../lessons/exercise.ts'
import { watchedChecks } from '../lessons/exercise-judge.ts'
import { childrenOfARestart } from '../lessons/exercises/children-of-a-restart.ts'
import { earsOfAWatcher } from '../lessons/exercises/ears-of-a-watcher.ts'
import { failedMessage } from '../lessons/exercises/failed-message.ts'
import { exercises } from '../lessons/exercises/index.ts'
import { leaderAndOldest } from '../lessons/exercises/leader-and-oldest.ts'
import { proveExercise } from '../lessons/prove-exercise.ts'
import { type Answer, isRight } from '../lessons/question.ts'
import { type Experiment, refutationOf } from '../lessons/refutation.ts'
import { problemsIn } from '../lessons/trial.ts'
import { type Check, CheckWatch, emptyView, Folding, isRefused } from '../trace/index.ts'
import { ExerciseSimulation } from './exercise-simulation.ts'

const simulation = new ExerciseSimulation()
afterAll(() => simulation.close())

/** The answers that a person can give; of numbers, those beside the right one. */
const answersTo = ({ question, things = [] }: PredictionExercise): readonly Answer[] =>
  question.type === 'choice'
    ? question.choices.map(({ id }) => ({ type: 'choice', choice: id }))
    : question.type === 'point'
      ? things.map(({ thing }) => ({ type: 'point', thing }))
      : [-1, 0, 1].map(more => ({ type: 'number', number: question.answer + more }))

/** The run of the simulation, which is the experiment after a proof. */
function experimentOf(exercise: PredictionExercise): Experiment {
  const { trace: events } = simulation
  const end = events.at(-1)!.at
  const folding = new Folding(emptyView)
  const watch = new CheckWatch(watchedChecks(exercise), emptyView)
  for (const event of events) {
    folding.add(event)
    watch.feed(event, folding.draft)
  }
  const verdictOf = async (check: Check) => {
    const verdict = await simulation.check(check)
    return isRefused(verdict) ? 'open' : verdict
  }
  return { decisions: watch.pass(end), events, end, verdictOf }
}

describe('every exercise is proved by real runs', () => {
  test.each(exercises.map(exercise => [exercise.id, exercise] as const))('%s', async (_, exercise) => {
    expect(problemsIn(await proveExercise(exercise, simulation))).toEqual([])
    if (exercise.type !== 'prediction') return
    const experiment = experimentOf(exercise)
    for (const answer of answersTo(exercise)) {
      const refutation = await refutationOf(exercise, answer, experiment)
      expect(refutation === null, JSON.stringify(answer)).toBe(isRight(exercise.question, answer))
    }
  })
})

describe('a wrong prediction is refuted', () => {
  const refute = async (exercise: PredictionExercise, answer: Answer) => {
    await proveExercise(exercise, simulation)
    return refutationOf(exercise, answer, experimentOf(exercise))
  }
  const number = (value: number): Answer => ({ type: 'number', number: value })

  test('by the first event beyond a number, and by the number of events when they are too few', async () => {
    const signal = { type: 'SignalDelivered', signal: 'ChildFailed' }
    expect(await refute(earsOfAWatcher, number(0))).toMatchObject({ type: 'event', place: { event: signal } })
    const end = simulation.trace.at(-1)!.at
    expect(await refutationOf(earsOfAWatcher, number(3), experimentOf(earsOfAWatcher))).toMatchObject({
      type: 'count',
      at: end,
      count: 1,
      instead: { event: signal },
    })
  })

  test('by an event that contradicts it', async () => {
    const choice: Answer = { type: 'choice', choice: 'nothing' }
    expect(await refute(failedMessage, choice)).toMatchObject({
      type: 'event',
      place: { event: { type: 'MessageDelivered' } },
    })
  })

  test('by the end of the experiment when it never came true, with the event that came true instead', async () => {
    const answer: Answer = { type: 'point', thing: { type: 'participant', participant: 'node-3' } }
    const refutation = await refute(leaderAndOldest, answer)
    expect(refutation).toMatchObject({
      type: 'absence',
      at: simulation.trace.at(-1)!.at,
      missing: [{ type: 'eventually', what: { event: 'ActorStarted', node: 'node-3' } }],
      instead: { event: { node: expect.stringMatching(/^node-/) } },
    })
  })
})

describe('the proof finds', () => {
  const goal = childrenOfARestart
  const prediction = failedMessage
  const prove = async (exercise: Exercise): Promise<readonly string[]> =>
    problemsIn(await proveExercise(exercise, simulation)).map(({ en }) => en)

  test('a goal that the start and idleness satisfy', async () => {
    const lamps = goal.lamps.slice(1)
    expect(await prove({ ...goal, lamps, remarks: [] })).toEqual([
      'The start satisfies the goal.',
      'Doing nothing satisfies the goal.',
    ])
  })

  test('a solution that misses the goal, and acts beyond par', async () => {
    const [first] = goal.solution
    const solution = [{ ...first!, actions: first!.actions.slice(1) }]
    const findings = await prove({ ...goal, solution, par: 0 })
    expect(findings).toContain('After the solution one lamp is not lit: The hired child is alive.')
    expect(findings).toContain('The solution needs 1 acts; par is 0.')
  })

  test('a solution that needs a forbidden act, or one that is not allowed', async () => {
    const act = { event: 'ActionDone', where: { 'action.type': 'Supervise' } } as const
    const words = { en: 'No.', ja: '禁止。' }
    for (const forbidding of [{ forbidden: [{ act, words }] }, { allowed: ['Tell'] as const }])
      expect(await prove({ ...goal, ...forbidding })).toContain('The solution needs a forbidden act.')
  })

  test('a remark whose attempt does not show its pattern, or that the solution shows', async () => {
    const [remark] = goal.remarks
    const findings = await prove({
      ...goal,
      remarks: [{ ...remark!, when: { type: 'eventually', what: { event: 'PersistFailed' } } }],
    })
    expect(findings).toEqual(['The attempt of remark 1 does not show its pattern.'])
    const when = { type: 'eventually', what: { event: 'ActorRestarted' } } as const
    expect(await prove({ ...goal, remarks: [{ ...remark!, when }] })).toEqual([
      expect.stringMatching(/^The solution shows a remark/),
    ])
  })

  test('a wrong answer that the run does not refute, and a right one that it does not confirm', async () => {
    const { question } = prediction
    if (question.type !== 'choice') throw new Error('It has choices.')
    expect(await prove({ ...prediction, question: { ...question, answer: 'again' } })).toEqual([
      'The run does not refute the wrong answer after-only.',
      'The run does not confirm the right answer again.',
    ])
    const choices = question.choices.map(({ claim: _, ...choice }) => choice)
    expect(await prove({ ...prediction, question: { ...question, choices } })).toEqual([
      'The answer all-others makes no claim that a run could refute.',
    ])
  })

  test('a wrong number', async () => {
    const { question } = earsOfAWatcher
    if (question.type !== 'number') throw new Error('It asks for a number.')
    expect(await prove({ ...earsOfAWatcher, question: { ...question, answer: 3 } })).toEqual([
      'The run does not confirm the right answer 3.',
    ])
  })

  test('an act or a play that is impossible, and an unknown scenario', async () => {
    const [first] = goal.solution
    const stuck = { ...first!, until: { type: 'eventually', what: { event: 'PersistFailed' } } } as const
    expect(await prove({ ...goal, solution: [stuck] })).toEqual([
      'Play 1 of the solution does not reach its check within 4000 ms.',
    ])
    const impossible = { ...first!, actions: [{ type: 'Kill', participant: 'nobody' }] } as const
    expect(await prove({ ...goal, solution: [impossible] })).toEqual([expect.stringContaining('nobody')])
    expect(await prove({ ...goal, scenario: 'nowhere' })).toEqual([expect.stringContaining('nowhere')])
  })
})
