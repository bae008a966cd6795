import { expect, test } from 'vitest'
import { WaysOfWrites } from '../narration/index.ts'
import { type Action, EventLog, isRefused } from '../trace/index.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = (key: string): Action => tell({ type: 'Write', key, value: 'v' })
const follow = { query: 'FollowJournal', 'hinted-query': 'FollowHints', 'pub-sub': 'FollowPubSub' } as const
type Feed = keyof typeof follow

/** A formed cluster whose readers follow this feed and hold two events. */
function formed(feed: Feed) {
  const conductor = simulate(cqrsHeader(7), { until: 15_000 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const at = (until: number, ...actions: readonly Action[]) => {
    for (const action of actions) {
      const done = conductor.do(action)
      if (done instanceof Promise || isRefused(done)) throw new Error(JSON.stringify(done))
    }
    conductor.advanceTo(until)
  }
  at(17_000, write('a'))
  at(19_000, tell({ type: follow[feed] }))
  at(22_000, write('b'))
  /** The last event in the copy of each reader. */
  const copies = () => {
    const log = new EventLog()
    log.append(conductor.trace)
    return ['node-3', 'node-4'].map(node => {
      const reader = log.view.participants[node]?.actors['/user/read']
      return JSON.parse(reader?.state ?? '{}').sequenceNr
    })
  }
  return { conductor, at, copies }
}

const feeds: readonly Feed[] = ['pub-sub', 'query', 'hinted-query']

test.each(feeds)('readers that follow %s hold each write, and switch without losing one', feed => {
  const { at, copies, conductor } = formed(feed)
  expect(copies()).toEqual([2, 2])
  at(24_000, write('c'))
  for (const other of feeds)
    at(26_000 + 2000 * feeds.indexOf(other), tell({ type: follow[other] }), write('d'))
  at(40_000, write('e'))
  expect(copies()).toEqual([7, 7])
  expect(conductor.trace.filter(({ type }) => type === 'DeadLetter')).toEqual([])
})

/** The reader on node-3 gets no message of the writer's node while event 3 is stored. */
const cut = { type: 'Cut', links: [{ from: 'node-1', to: 'node-3' }] } as const

test('a reader that follows pub/sub stays behind after a lost publication, until the next one', () => {
  const { at, copies } = formed('pub-sub')
  at(24_000, cut, write('c'))
  at(34_000, { type: 'Heal' })
  expect(copies()).toEqual([2, 3])
  at(37_000, write('d'))
  expect(copies()).toEqual([4, 4])
})

test('a reader that follows the journal needs no publication', () => {
  const { at, copies } = formed('query')
  at(23_000, cut, write('c'))
  expect(copies()).toEqual([3, 3])
})

test('a reader that follows the journal with hints finds an event without its hint within 3 s', () => {
  const { at, copies, conductor } = formed('hinted-query')
  at(25_500, cut, write('c'))
  const lost = { type: 'MessageDropped', node: 'node-3', label: 'Updated' }
  expect(conductor.trace).toContainEqual(expect.objectContaining(lost))
  expect(copies()).toEqual([3, 3])
})

test('readers that follow the journal continue after the database was dead', () => {
  const { at, copies } = formed('query')
  at(45_000, { type: 'Kill', participant: 'database' })
  at(60_000, { type: 'Start', participant: 'database' })
  at(75_000, write('c'))
  expect(copies()).toEqual([3, 3])
})

test('readers that follow the journal load the snapshot that replaced events they have not read', () => {
  const { at, copies } = formed('query')
  const database = { from: 'database', to: 'node-3' } as const
  at(24_000, { type: 'Cut', links: [database] }, write('c'))
  at(26_000, tell({ type: 'SaveSnapshot' }))
  at(50_000, { type: 'Heal' })
  expect(copies()).toEqual([3, 3])
})

test.each<[Feed, readonly string[], number, number]>([
  ['pub-sub', ['WriteMessagesSucceeded', 'Updated'], 200, 400],
  ['query', ['CommitHint', 'ReplayMessages', 'RecoverySuccess'], 60, 150],
  ['hinted-query', ['WriteMessagesSucceeded', 'Updated', 'ReplayMessages', 'RecoverySuccess'], 260, 500],
])('the way of a write by %s has the steps of its feed', (feed, labels, least, most) => {
  const { conductor } = formed(feed)
  const log = new EventLog()
  log.append(conductor.trace)
  const ways = new WaysOfWrites('/user/read', id => log.byId(id))
  for (const [position, event] of conductor.trace.entries()) ways.add(position, event)
  const way = ways.waysBefore(conductor.trace.length).find(each => (each.feed ?? 'pub-sub') === feed)
  expect(way?.sequenceNr).toBe(2)
  expect(way?.steps.map(({ label }) => label)).toEqual(labels)
  expect(way?.latencyMs).toBeGreaterThanOrEqual(least)
  expect(way?.latencyMs).toBeLessThanOrEqual(most)
  expect(ways.waysBefore(way!.position), 'the cursor goes back').not.toContainEqual(way)
})
