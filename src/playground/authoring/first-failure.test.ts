import { expect, test } from 'vitest'
import type { StepProof } from '../../lessons/draft/prove-draft.ts'
import type { Step, Walkthrough } from '../../lessons/index.ts'
import type { Check, TraceEvent } from '../../trace/index.ts'
import { firstFailure } from './first-failure.ts'

const stopped: TraceEvent = {
  node: 'conductor',
  seq: 0,
  at: 5,
  cause: null,
  type: 'ParticipantStopped',
  participant: 'node-1',
  why: 'killed',
} as unknown as TraceEvent
const happens: Check = { type: 'eventually', what: { event: 'ParticipantStopped' } }
const never: Check = { type: 'never', what: { event: 'ParticipantStopped' } }
const words = (en: string) => ({ en, ja: en })
const reached: StepProof = { status: 'reached', problem: null, missed: null, endedAt: 10, verdicts: [] }

const lesson = (...steps: readonly Partial<Step>[]): Walkthrough => ({
  id: 'mine',
  scenario: 'cqrs',
  seed: 7,
  title: words('Mine'),
  about: words('It dies.'),
  minutes: 1,
  steps: steps.map((step, i) => ({ id: `step-${i}`, say: words('Hello.'), ...step })),
})
const failure = (walkthrough: Walkthrough, ...steps: readonly StepProof[]) =>
  firstFailure({ steps, parts: [], trace: [stopped] }, walkthrough)

const asks = (right: Check, wrong: Check): Partial<Step> => ({
  ask: {
    type: 'choice',
    ask: words('Will it stop?'),
    why: words('It was killed.'),
    answer: 'a',
    choices: [
      { id: 'a', words: words('Yes'), claim: right },
      { id: 'b', words: words('No'), claim: wrong },
    ],
  },
})

test('a lesson whose steps are reached and whose claims fit its run does not fail', () => {
  expect(failure(lesson({}, asks(happens, never)), reached, reached)).toBeNull()
})

test('an answer that the run contradicts fails, whether it is the right one or a wrong one', () => {
  expect(failure(lesson(asks(never, never)), reached)).toMatchObject({ place: 0, words: { en: 'Yes' } })
  expect(failure(lesson(asks(happens, happens)), reached)).toMatchObject({ place: 0, words: { en: 'No' } })
})

test('a claim is judged at the end of its own step', () => {
  const early = { ...reached, endedAt: 4 }
  expect(failure(lesson(asks(happens, never)), early)).toMatchObject({ type: 'claim', words: { en: 'Yes' } })
})

test('a lamp that forbids what happened is dark', () => {
  const step = { lamps: [{ check: never, words: words('Nobody stops') }] }
  const dark: StepProof = { ...reached, verdicts: ['false'] }
  expect(failure(lesson(step), dark)).toMatchObject({ type: 'lamp', words: { en: 'Nobody stops' } })
  expect(failure(lesson(step), { ...reached, verdicts: ['open'] })).toBeNull()
})

test('the first failing step is named, and a step that was not played is no failure', () => {
  const missed: StepProof = { ...reached, status: 'missed', missed: { check: happens, withinMs: 5 } }
  const unplayed: StepProof = { ...reached, status: 'unplayed' }
  expect(failure(lesson({}, {}, {}), reached, missed, unplayed)).toEqual({
    type: 'missed',
    check: happens,
    place: 1,
  })
})
