import { describe, expect, test } from 'vitest'
import { participantsOf } from '../scenarios/participants-of.ts'
import type { Plain } from '../trace/index.ts'
import { walkthroughs } from './index.ts'
import { parseWalkthrough } from './parse-walkthrough.ts'

const participants = ['node-1', 'node-2', 'client']
const valid = {
  id: 'first',
  scenario: 'cqrs',
  seed: 7,
  title: { en: 'First', ja: '初めて' },
  about: { en: 'It dies.', ja: '落ちます。' },
  minutes: 2,
  steps: [
    { id: 'hello', say: { en: 'Hello.', ja: 'こんにちは。' } },
    {
      id: 'crash',
      say: { en: 'It **dies**.', ja: '**落ち**ます。' },
      points: [{ type: 'participant', participant: 'node-1' }],
      actions: [{ type: 'Kill', participant: 'node-1' }],
      await: {
        waiting: { en: 'the end', ja: '終わり' },
        check: { type: 'eventually', what: { event: 'MemberUnreachable', node: 'node-2' } },
        withinMs: 8000,
      },
    },
  ],
}

/** The valid walkthrough with one field replaced; `undefined` removes it. */
function changed(path: string, value: Plain | undefined): unknown {
  const copy = structuredClone(valid) as unknown as Record<string, unknown>
  const keys = path.split('.')
  let at = copy
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  const last = keys.at(-1)!
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}

const faultOf = (value: unknown) => {
  const parsed = parseWalkthrough(value, () => participants)
  return 'fault' in parsed ? { step: parsed.fault.step, says: parsed.fault.refusal.refused } : null
}
const eventually = (what: Plain): Plain => ({ type: 'eventually', what })
const check = 'steps.1.await.check'

test('a valid walkthrough is returned', () => {
  expect(parseWalkthrough(valid, () => participants)).toEqual(valid)
})

test.each(walkthroughs.map(walkthrough => [walkthrough.id, walkthrough] as const))(
  'the walkthrough %s of the page has the form of one from a file',
  (_, walkthrough) => {
    expect(parseWalkthrough(JSON.parse(JSON.stringify(walkthrough)), participantsOf)).toEqual(walkthrough)
  },
)

describe('an invalid walkthrough is refused with its place:', () => {
  test.each<[string, string, Plain | undefined, string | null, string]>([
    ['a missing translation', 'steps.1.say.ja', undefined, 'crash', '`steps[1].say.ja` is missing.'],
    ['an empty translation', 'steps.1.say.ja', ' ', 'crash', '`steps[1].say.ja` must not be empty.'],
    ['a missing title', 'title', undefined, null, '`title` is missing.'],
    [
      'markup in a narration',
      'steps.1.say.en',
      'It <b>dies</b>.',
      'crash',
      '`steps[1].say.en` contains “<b>”. A text of a lesson has paragraphs, lists, **strong**, *emphasis* and `code` only; remove the rest.',
    ],
    ['an unknown field', 'steps.1.sya', 'x', 'crash', '`steps[1].sya` is not known here.'],
    [
      'an unknown node',
      'steps.1.actions.0.participant',
      'node-9',
      'crash',
      '`steps[1].actions[0].participant` is [node-9], which does not take part in this scenario. Choose one of: node-1, node-2, client.',
    ],
    [
      'an unknown node in a claim',
      'steps.1.ask',
      {
        type: 'number',
        ask: { en: 'How many?', ja: '何件?' },
        why: { en: 'So many.', ja: 'この数です。' },
        answer: 1,
        claim: { type: 'eventually', what: { event: 'MemberUnreachable', node: 'node-9' } },
      },
      'crash',
      '`steps[1].ask.claim.what.node` is [node-9]',
    ],
    [
      'a cut of an unknown link',
      'steps.1.cues',
      [{ type: 'cut', between: ['node-1', 'node-9'] }],
      'crash',
      '`steps[1].cues[0].between[1]` is [node-9]',
    ],
    [
      'an oldest node among unknown ones',
      'steps.1.stage',
      [{ type: 'oldest', node: 'node-1', among: ['node-9'] }],
      'crash',
      '`steps[1].stage[0].among[0]` is [node-9]',
    ],
    [
      'an unknown thing as an answer',
      'steps.1.ask',
      {
        type: 'point',
        ask: { en: 'Which one?', ja: 'どれ?' },
        why: { en: 'That one.', ja: 'これです。' },
        answers: [{ type: 'actor', participant: 'node-9', actor: '/user' }],
      },
      'crash',
      '`steps[1].ask.answers[0].participant` is [node-9]',
    ],
    ['a step twice', 'steps.0.id', 'crash', 'crash', '`steps[1].id`'],
    [
      'acts without a wait',
      'steps.1.await',
      undefined,
      'crash',
      '`steps[1]` has actions or cues, so it needs an `await` that says when it has ended.',
    ],
    [
      'a wait for an invariant',
      check,
      { type: 'never', what: { event: 'ActorFailed' } },
      'crash',
      '`steps[1].await.check` is not decided before the run ends',
    ],
    [
      'a wait for an unknown node',
      check,
      eventually({ event: 'ActorFailed', node: 'node-8' }),
      'crash',
      '`steps[1].await.check.what.node` is [node-8]',
    ],
    [
      'a wait for a field that no event has',
      check,
      eventually({ event: 'MemberChanged', where: { staus: 'Up' } }),
      'crash',
      '`steps[1].await.check.what.where.staus` can never match: MemberChanged has no field `staus`.',
    ],
    [
      'a wait for a value that no event has',
      check,
      { type: 'all', checks: [eventually({ event: 'MemberChanged', where: { status: 'Upp' } })] },
      'crash',
      '`steps[1].await.check.checks[0].what.where.status` can never match: `status` of MemberChanged is never [Upp].',
    ],
    [
      'an unknown moment',
      'steps.1.cues',
      [{ type: 'wait', for: 'lunch' }],
      'crash',
      '`steps[1].cues[0].for` must be one of formed, suspicion, hand-over, recovery.',
    ],
    ['a limit of 0', 'steps.1.await.withinMs', 0, 'crash', '`steps[1].await.withinMs` must be 1 or more.'],
    ['no steps', 'steps', [], null, '`steps`'],
  ])('%s', (_, path, value, step, says) => {
    expect(faultOf(changed(path, value))).toEqual({ step, says: expect.stringContaining(says) })
  })

  test('an unknown act, by the names that exist', () => {
    const fault = faultOf(changed('steps.1.actions.0', { type: 'Explode', participant: 'node-1' }))
    expect(fault).toMatchObject({
      step: 'crash',
      says: expect.stringMatching(/`steps\[1\]\.actions\[0\]\.type` must be one of .*Kill/),
    })
  })
})

test('a node that the walkthrough starts takes part in it', () => {
  const started = changed('steps.1.actions', [{ type: 'Start', participant: 'node-3', roles: ['read'] }])
  expect(faultOf(started)).toBeNull()
})
