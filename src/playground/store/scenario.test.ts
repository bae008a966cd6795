import { expect, test } from 'vitest'
import { scenarioCards } from '../../scenarios/cards.ts'
import { nodesOf } from './scenario.ts'

test('only the nodes of a cluster are counted, so a scenario without a cluster has none', () => {
  expect(Object.fromEntries(scenarioCards.map(card => [card.id, nodesOf(card)]))).toMatchObject({
    cqrs: 4,
    'cqrs-as-printed': 3,
    'web-server': 0,
    workbench: 0,
  })
})
