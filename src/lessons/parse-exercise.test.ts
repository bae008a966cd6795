import { describe, expect, test } from 'vitest'
import { participantsOf } from '../scenarios/participants-of.ts'
import type { Plain } from '../trace/index.ts'
import { exercises } from './exercises/index.ts'
import { parseExercise } from './parse-exercise.ts'

const words = (en: string, ja: string) => ({ en, ja })
const restarted = { type: 'eventually', what: { event: 'ActorRestarted' } }
const common = {
  id: 'mine',
  ladder: 'failures',
  scenario: 'workbench',
  seed: 1,
  title: words('Mine', '自作'),
  minutes: 2,
  situation: words('A **notebook**.', '**ノート**です。'),
  hints: [words('One.', '一つ。'), words('Two.', '二つ。'), words('Three.', '三つ。')],
  why: words('It fails.', '失敗します。'),
}
const play = {
  actions: [
    { type: 'Tell', participant: 'bench', actor: '/user/notebook', message: { type: 'Add', number: '3' } },
  ],
  until: restarted,
  withinMs: 3000,
}
const goal = {
  ...common,
  type: 'goal',
  goal: words('Restart it.', '再起動してください。'),
  lamps: [{ check: restarted, met: words('It did.', '済み。'), yet: words('Not yet.', 'まだ。') }],
  remarks: [
    {
      when: { type: 'eventually', what: { event: 'ActorStopped' } },
      say: words('It stopped.', '停止しました。'),
      example: [play],
    },
  ],
  forbidden: [
    {
      act: { event: 'ActionDone', where: { 'action.type': 'Kill' } },
      words: words('Do not kill.', '強制終了は禁止です。'),
    },
  ],
  allowed: ['Tell'],
  solution: [play],
  par: 1,
}
const prediction = {
  ...common,
  type: 'prediction',
  question: {
    type: 'choice',
    ask: words('What now?', 'どうなりますか。'),
    why: words('So it is.', 'こうなります。'),
    choices: [
      { id: 'a', words: words('A', 'ア'), claim: restarted },
      {
        id: 'b',
        words: words('B', 'イ'),
        claim: { type: 'never', what: { event: 'ActorRestarted' } },
      },
    ],
    answer: 'a',
  },
  experiment: [play],
}
const counting = {
  ...prediction,
  question: {
    type: 'number',
    ask: words('How many?', 'いくつですか。'),
    why: words('So many.', 'この数です。'),
    answer: 1,
  },
  counts: { event: 'ActorRestarted' },
}

const coding = {
  ...common,
  type: 'code',
  goal: words('Restart it.', '再起動してください。'),
  code: {
    file: 'workbench/notebook.ts',
    participant: 'bench',
    actor: '/user/notebook',
    solution: [{ find: 'resume', put: 'restart' }],
  },
  trial: [play],
  lamps: goal.lamps,
  remarks: [
    {
      when: { refusedName: 'setTimeout' },
      say: words('An actor has timers.', 'アクターにはタイマーがあります。'),
      example: [{ find: 'resume', put: 'setTimeout' }],
    },
  ],
  par: 1,
}
const pointing = {
  ...prediction,
  question: {
    type: 'point',
    ask: words('Which one?', 'どれですか。'),
    why: words('This one.', 'これです。'),
    answers: [{ type: 'actor', participant: 'bench', actor: '/user/notebook' }],
  },
  things: [
    {
      thing: { type: 'actor', participant: 'bench', actor: '/user/notebook' },
      claim: { type: 'eventually', what: { event: 'ActorRestarted', node: 'bench' } },
    },
  ],
}

/** An exercise with one field replaced; `undefined` removes it. */
function changed(exercise: object, path: string, value: Plain | undefined): unknown {
  const copy = JSON.parse(JSON.stringify(exercise)) as Record<string, unknown>
  const keys = path.split('.')
  let at = copy
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  const last = keys.at(-1)!
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}

const faultOf = (value: unknown): string | null => {
  const parsed = parseExercise(value, participantsOf)
  return 'fault' in parsed ? parsed.fault.refusal.refused : null
}

test.each([
  ['goal', goal],
  ['prediction with choices', prediction],
  ['prediction of a number', counting],
  ['prediction by a click', pointing],
  ['exercise that edits code', coding],
])('a valid %s is returned', (_, exercise) => {
  expect(parseExercise(exercise, participantsOf)).toEqual(exercise)
})

test.each(exercises.map(exercise => [exercise.id, exercise] as const))(
  'the exercise %s of the page passes as one from a file',
  (_, exercise) => {
    expect(parseExercise(JSON.parse(JSON.stringify(exercise)), participantsOf)).toEqual(exercise)
  },
)

describe('an invalid exercise is refused with its place:', () => {
  test.each<[string, object, string, Plain | undefined, string]>([
    ['a missing translation', goal, 'goal.ja', undefined, '`goal.ja` is missing.'],
    ['an empty translation', goal, 'remarks.0.say.ja', ' ', '`remarks[0].say.ja` must not be empty.'],
    ['markup', goal, 'situation.en', 'See <img src=x>.', '`situation.en` contains “<img src=x>”.'],
    ['markup in an answer', prediction, 'question.why.en', '[a](b)', '`question.why.en` contains “[a](b)”.'],
    ['two hints', goal, 'hints', [words('One.', '一。'), words('Two.', '二。')], '`hints[2]` is missing.'],
    [
      'an unknown ladder',
      goal,
      'ladder',
      'misc',
      '`ladder` must be one of failures, relatives, replies, cqrs,',
    ],
    ['an unknown kind', goal, 'type', 'quiz', '`type` must be one of goal, code, prediction.'],
    ['an unknown field', goal, 'solutions', [], '`solutions` is not known here.'],
    ['an unknown act', goal, 'solution.0.actions.0.type', 'Explode', '`solution[0].actions[0].type` must be'],
    ['no solution', goal, 'solution', [], '`solution` must have 1 or more entries.'],
    ['an unknown allowed act', goal, 'allowed', ['Explode'], '`allowed[0]` must be one of Start, Kill,'],
    [
      'an act of an unknown participant',
      goal,
      'remarks.0.example.0.actions.0.participant',
      'bank',
      '`remarks[0].example[0].actions[0].participant` is [bank], which does not take part in this scenario. Choose one of: bench.',
    ],
    [
      'a cut of an unknown link',
      goal,
      'prepare',
      [{ ...play, actions: [{ type: 'Cut', links: [{ from: 'bench', to: 'bank' }] }] }],
      '`prepare[0].actions[0].links[0].to` is [bank]',
    ],
    [
      'a forbidden act by the pattern of another event',
      goal,
      'forbidden.0.act.event',
      'ActorStopped',
      '`forbidden[0].act` must be a pattern of the event `ActionDone`',
    ],
    [
      'a forbidden act that does not exist',
      goal,
      'forbidden.0.act.where',
      { 'action.type': 'Explode' },
      '`forbidden[0].act.where["action.type"]` can never match: `action.type` of ActionDone is never [Explode].',
    ],
    [
      'a lamp that no event can light',
      goal,
      'lamps.0.check.what.where',
      { decison: 'stop' },
      '`lamps[0].check.what.where.decison` can never match: ActorRestarted has no field `decison`.',
    ],
    [
      'a remark that is decided at the end only',
      goal,
      'remarks.0.when.type',
      'never',
      '`remarks[0].when` is not decided before the run ends',
    ],
    [
      'a choice without a claim',
      prediction,
      'question.choices.1.claim',
      undefined,
      '`question.choices[1].claim` is missing.',
    ],
    [
      'an answer that is no choice',
      prediction,
      'question.answer',
      'c',
      '`question` must have one of its choices as its answer.',
    ],
    ['a number without a count', counting, 'counts', undefined, '`counts` is missing.'],
    ['a number that no count has', counting, 'question.answer', 1.5, '`question.answer` must be a whole'],
    ['a tolerance of a count', counting, 'question.tolerance', 1, '`question.tolerance` is not known here.'],
    [
      'a count of events on an unknown participant',
      counting,
      'counts.node',
      'bank',
      '`counts.node` is [bank]',
    ],
    ['code without a solution', coding, 'code.solution', [], '`code.solution` must have 1 or more entries.'],
    [
      'an edit without its text',
      coding,
      'code.solution.0.put',
      undefined,
      '`code.solution[0].put` is missing.',
    ],
    ['code of an unknown participant', coding, 'code.participant', 'bank', '`code.participant` is [bank]'],
    ['code without a trial', coding, 'trial', [], '`trial` must have 1 or more entries.'],
    [
      'a trial at an unknown participant',
      coding,
      'trial.0.actions.0.participant',
      'bank',
      '`trial[0].actions[0].participant` is [bank]',
    ],
    ['code without a remark', coding, 'remarks', [], '`remarks` must have 1 or more entries.'],
    [
      'a refused name that is none',
      coding,
      'remarks.0.when.refusedName',
      7,
      '`remarks[0].when.refusedName` must',
    ],
    [
      'a remark without an example',
      coding,
      'remarks.0.example',
      undefined,
      '`remarks[0].example` is missing.',
    ],
    ['a click without things', pointing, 'things', [], '`things` is missing.'],
    ['a thing without a claim', pointing, 'things.0.claim', undefined, '`things[0].claim` is missing.'],
    [
      'an answer at an unknown participant',
      pointing,
      'question.answers.0.participant',
      'bank',
      '`question.answers[0].participant` is [bank]',
    ],
    [
      'a thing at an unknown participant',
      pointing,
      'things.0.thing.participant',
      'bank',
      '`things[0].thing.participant` is [bank]',
    ],
    [
      'a claim about an unknown participant',
      pointing,
      'things.0.claim.what.node',
      'bank',
      '`things[0].claim.what.node` is [bank]',
    ],
  ])('%s', (_, exercise, path, value, says) => {
    expect(faultOf(changed(exercise, path, value))).toContain(says)
  })
})

test('a node that the solution starts takes part', () => {
  const start = { type: 'Start', participant: 'node-9', roles: ['read'] }
  const until = { type: 'eventually', what: { event: 'ParticipantStarted', node: 'node-9' } }
  const solution = [{ actions: [start], until, withinMs: 3000 }]
  expect(faultOf({ ...goal, solution })).toBeNull()
  const again = [{ ...solution[0], actions: [{ type: 'Start', participant: 'node-9' }] }]
  expect(faultOf({ ...goal, solution: again })).toContain('`solution[0].actions[0].participant` is [node-9]')
})
