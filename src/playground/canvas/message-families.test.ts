import { expect, test } from 'vitest'
import { cqrsHeader } from '../../cli/random-run.ts'
import { simulate } from '../../cli/simulation.ts'
import { emptyView, foldAll, isRefused, protocolOf } from '../../trace/index.ts'
import { familiesOf } from './message-families.ts'

function runOf(scenario: string) {
  const run = simulate({ ...cqrsHeader(3), scenario }, { until: 9000 })
  if (isRefused(run)) throw new Error(run.refused)
  const sent = run.trace.flatMap(event => (event.type === 'MessageSent' ? [protocolOf(event)] : []))
  return { families: familiesOf(foldAll(emptyView, run.trace)), sent: new Set(sent) }
}

test('the legend of a cluster lists every family of its messages', () => {
  const { families, sent } = runOf('cqrs')
  expect(families).toHaveLength(8)
  for (const family of sent) expect(families).toContain(family)
})

test('the legend of a node without a cluster lists no family of the cluster', () => {
  const { families, sent } = runOf('web-server')
  expect(families).toEqual(['user', 'system'])
  for (const family of sent) expect(families).toContain(family)
})
