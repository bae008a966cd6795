import { describe, expect, test } from 'vitest'
import { type Check, isRefused, parseAction, parseCheck } from '../trace/index.ts'
import { glossary, walkthroughOf, walkthroughs } from './index.ts'
import { walkthroughHeads } from './walkthrough-heads.ts'

const sentencesEn = (text: string): number =>
  text.split(/[.?!]["”]?(?:\s|$)/).filter(part => part.trim() !== '').length
const japanese = /[\u3040-\u30ff]/

describe.each(walkthroughs)('the walkthrough $id', walkthrough => {
  const steps = walkthrough.steps

  test('is found by its id, and its steps have unique ids', () => {
    expect(walkthroughOf(walkthrough.id)).toBe(walkthrough)
    expect(new Set(steps.map(step => step.id)).size).toBe(steps.length)
  })

  test.each(steps.map(step => [step.id, step] as const))(
    'step %s has a short narration in both languages',
    (_, { say }) => {
      expect(sentencesEn(say.en)).toBeGreaterThanOrEqual(2)
      expect(sentencesEn(say.en)).toBeLessThanOrEqual(5)
      expect(say.en.length).toBeLessThan(400)
      expect(say.ja).toMatch(japanese)
      expect(say.ja).toMatch(/。$/)
      expect(say.ja.length).toBeLessThan(220)
      expect(say.en).not.toMatch(japanese)
    },
  )

  test.each(steps.map(step => [step.id, step] as const))(
    'step %s has valid actions and checks',
    (_, step) => {
      for (const action of step.actions ?? []) expect(parseAction(structuredClone(action))).toEqual(action)
      const checks: readonly Check[] = [
        ...(step.await ? [step.await.check] : []),
        ...(step.lamps ?? []).map(({ check }) => check),
      ]
      for (const check of checks) {
        const parsed = parseCheck(structuredClone(check))
        expect(isRefused(parsed) ? parsed.refused : parsed).toEqual(check)
      }
    },
  )

  test.each(steps.map(step => [step.id, step] as const))(
    'step %s says in both languages what it waits for and what its lamps mean',
    (_, { await: awaited, lamps = [] }) => {
      for (const { words } of lamps) {
        expect(words.en).toMatch(/^[A-Z].*\.$/)
        expect(words.ja).toMatch(/。$/)
      }
      if (awaited === undefined) return
      expect(awaited.waiting.en).toMatch(/^\S.{3,70}[^.]$/)
      expect(awaited.waiting.ja).toMatch(japanese)
      expect(awaited.waiting.ja).not.toMatch(/。$/)
    },
  )

  test.each(steps.map(step => [step.id, step] as const))(
    'step %s has notes for the presenter in both languages',
    (_, { notes }) => {
      expect(notes?.en).toMatch(/^[A-Z“].*[.?)]$/)
      expect(notes?.ja).toMatch(japanese)
      expect(notes?.ja).toMatch(/。$/)
      expect(notes?.en).not.toMatch(japanese)
    },
  )

  test('awaits a check in every step with actions', () => {
    for (const step of steps) if (step.actions !== undefined) expect(step.await, step.id).toBeDefined()
  })
})

test('an unknown id yields null', () => {
  expect(walkthroughOf('nothing')).toBeNull()
})

test.each(Object.entries(glossary))(
  'the glossary explains %s in one sentence in both languages',
  (_, { term, means }) => {
    expect(term.en).not.toMatch(japanese)
    expect(means.en).toMatch(/^[A-Z].*\.$/)
    expect(means.en.length).toBeLessThan(160)
    expect(means.ja).toMatch(japanese)
    expect(means.ja).toMatch(/。$/)
  },
)

test('the heads are those of all walkthroughs, in the order of the list', () => {
  expect(Object.values(walkthroughHeads).map(({ id }) => id)).toEqual(walkthroughs.map(({ id }) => id))
})
