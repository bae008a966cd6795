import { expect, test } from 'vitest'
import { scenarioCards } from './cards.ts'
import { lampsOf } from './lamps.ts'
import { firstFace, loadFace } from './load-face.ts'

test.each(scenarioCards.map(card => [card.id, card] as const))(
  'the face of %s has the card and the lamps of that scenario',
  async (id, card) => {
    const face = await loadFace(id)
    expect(face?.card).toBe(card)
    expect(face?.lamps).toBe(lampsOf(id))
  },
)

test('the first face is that of the first card', () => {
  expect(firstFace.card).toBe(scenarioCards[0])
})

test('an unknown scenario has no face', async () => {
  expect(await loadFace('nothing')).toBeNull()
  expect(await loadFace('constructor')).toBeNull()
})
