import { expect, test } from 'vitest'
import { isRefused } from '../trace/refused.ts'
import { participantsOf } from './participants-of.ts'

test.each([
  ['no settings', 'cqrs', undefined, 'node-4', 'node-5'],
  ['more nodes', 'cqrs', { nodes: 6 }, 'node-6', 'node-7'],
  ['a second update node', 'cqrs-as-printed', { printed: { oneUpdateNode: false } }, 'node-4', 'node-5'],
] as const)('with %s a scenario has their participants', (_, scenario, settings, last, beyond) => {
  const ids = participantsOf(scenario, settings)
  expect(ids).toContain(last)
  expect(ids).not.toContain(beyond)
})

test.each([
  ['an unknown scenario', 'nowhere', undefined, 'Scenario [nowhere] does not exist. Choose one of: cqrs, '],
  ['an invalid setting', 'cqrs', { nodes: 'many' }, '`settings.nodes` must be '],
] as const)('%s is refused with one sentence', (_, scenario, settings, sentence) => {
  const refused = participantsOf(scenario, settings)
  expect(isRefused(refused) ? refused.refused : refused).toContain(sentence)
})
