import { expect, test } from 'vitest'
import { participantsOf } from '../../scenarios/participants-of.ts'
import type { Walkthrough } from '../lesson.ts'
import { complaintsAbout, complaintsAt } from './complaints.ts'

const good: Walkthrough = {
  id: 'mine',
  scenario: 'cqrs',
  seed: 7,
  title: { en: 'Mine', ja: '' },
  about: { en: 'It dies.', ja: '落ちます。' },
  minutes: 1,
  steps: [
    { id: 'one', say: { en: 'Hello.', ja: '' } },
    {
      id: 'two',
      say: { en: 'It dies.', ja: '落ちます。' },
      actions: [{ type: 'Kill', participant: 'node-1' }],
      await: {
        check: { type: 'eventually', what: { event: 'ParticipantStopped' } },
        waiting: { en: 'the end', ja: '終わり' },
        withinMs: 1000,
      },
    },
  ],
}
const about = (draft: Walkthrough) => complaintsAbout(draft, participantsOf)

test('a draft with a missing translation can be played', () => {
  expect(about(good)).toEqual([])
})

test('every fault of a draft is found, each at its field', () => {
  const [one, two] = good.steps
  const faulty: Walkthrough = {
    ...good,
    title: { en: ' ', ja: '' },
    minutes: 0,
    steps: [
      { ...one!, say: { en: 'See <b>this</b>.', ja: 'これ' } },
      { ...two!, speed: 0 },
    ],
  }
  const complaints = about(faulty)
  for (const keys of [['title'], ['minutes'], ['steps', 0, 'say', 'en'], ['steps', 1, 'speed']])
    expect(complaintsAt(complaints, keys), keys.join('.')).not.toEqual([])
  expect(complaintsAt(complaints, ['steps', 0, 'say', 'ja'])).toEqual([])
  expect(complaintsAt(complaints, ['minutes'])[0]).toMatchObject({
    refusal: { refused: '`minutes` must be 1 or more.' },
    atField: { refused: 'This field must be 1 or more.' },
  })
})

test('an act that waits for nothing, and a participant that the scenario does not have, are faults of their fields', () => {
  const [one, two] = good.steps
  const { await: _, ...without } = two!
  expect(complaintsAt(about({ ...good, steps: [one!, without] }), ['steps', 1])).toHaveLength(1)
  const unknown = { ...two!, points: [{ type: 'participant', participant: 'node-9' }] } as const
  const [complaint] = complaintsAt(about({ ...good, steps: [one!, unknown] }), ['steps', 1, 'points'])
  expect(complaint!.atField.refused).toContain('[node-9]')
})
