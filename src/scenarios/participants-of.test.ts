import { expect, test } from 'vitest'
import { participantsOf } from './participants-of.ts'

test.each([
  ['no settings', 'cqrs', undefined, 'node-4', 'node-5'],
  ['more nodes', 'cqrs', { nodes: 6 }, 'node-6', 'node-7'],
  ['a second update node', 'cqrs-as-printed', { printed: { oneUpdateNode: false } }, 'node-4', 'node-5'],
  ['invalid settings, as without them', 'cqrs', { nodes: 'many' }, 'node-4', 'node-5'],
] as const)('with %s a scenario has their participants', (_, scenario, settings, last, beyond) => {
  const ids = participantsOf(scenario, settings)
  expect(ids).toContain(last)
  expect(ids).not.toContain(beyond)
})

test('an unknown scenario has none', () => {
  expect(participantsOf('nowhere')).toBeNull()
})
