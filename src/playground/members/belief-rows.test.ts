import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../../trace/index.ts'
import { SampleTrace, sampleAddress } from '../../trace/sample-trace.ts'
import { beliefTableOf } from './belief-rows.ts'
import { compareGossip } from './compare-gossip.ts'

const nodes = ['node-1', 'node-2', 'node-3'] as const

/** Three nodes that see each other as Up. */
function formed(): SampleTrace {
  const trace = new SampleTrace()
  for (const node of nodes) trace.start(node, ['read'])
  for (const node of nodes) for (const member of nodes) trace.sees(node, member, 'Up')
  return trace
}
const tableOf = ({ events }: SampleTrace) => beliefTableOf(foldAll(emptyView, events))

test('nodes that see the same are not in dispute', () => {
  const { disputed, rows } = tableOf(formed())
  expect(disputed).toEqual([])
  expect(rows.flatMap(({ cells }) => cells.map(({ opinion }) => opinion))).toEqual(Array(9).fill('Up'))
})

test('the belief of a minority is outlined and leads to its event', () => {
  const trace = formed()
  const event = trace.losesSightOf('node-2', 'node-3')
  const { disputed, rows } = tableOf(trace)
  expect(disputed).toEqual(['node-3'])
  const cells = rows.map(({ cells }) => cells[2])
  expect(cells.map(cell => cell?.isDisputed)).toEqual([false, true, false])
  expect(cells[1]).toMatchObject({ opinion: 'unreachable', since: `node-2/${event.seq}` })
})

test('a stopped node believes nothing and has no say', () => {
  const trace = formed()
  trace.losesSightOf('node-2', 'node-1')
  trace.losesSightOf('node-3', 'node-1')
  trace.kill('node-1')
  const { disputed, rows } = tableOf(trace)
  expect(disputed).toEqual([])
  expect(rows[0]).toMatchObject({ running: false, cells: [] })
})

test('two versions of the gossip are compared entry by entry', () => {
  const trace = formed()
  const key = (node: string) => `${sampleAddress(node)}#${trace.uid(node)}`
  const gossip = (node: string, version: Record<string, number>) =>
    trace.emit(node, { type: 'GossipChanged', version, observations: [] })
  gossip('node-1', { [key('node-1')]: 3, [key('node-2')]: 1 })
  gossip('node-2', { [key('node-1')]: 2, [key('node-2')]: 2 })
  gossip('node-3', { [key('node-1')]: 2 })
  const view = foldAll(emptyView, trace.events)
  const ordering = (one: string, other: string) => compareGossip(view, one, other)?.ordering
  expect(ordering('node-1', 'node-2')).toBe('concurrent')
  expect(ordering('node-1', 'node-3')).toBe('after')
  expect(ordering('node-3', 'node-2')).toBe('before')
  expect(ordering('node-3', 'node-3')).toBe('same')
  expect(compareGossip(view, 'node-1', 'node-3')?.entries).toEqual([
    { node: 'node-1', isEarlier: false, first: 3, second: 2 },
    { node: 'node-2', isEarlier: false, first: 1, second: null },
  ])
})
