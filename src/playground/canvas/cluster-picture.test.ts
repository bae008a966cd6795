import { expect, test } from 'vitest'
import { emptyView, fold, foldAll, type TraceEvent, type TraceEventBody } from '../../trace/index.ts'
import { pictureOf } from './cluster-picture.ts'

const address = (node: string) => `pekko://s@${node}:1`
let seq = 0
const event = (node: string, body: TraceEventBody): TraceEvent =>
  ({ at: 0, node, seq: seq++, ...body }) as TraceEvent
const started = (node: string) =>
  event(node, {
    type: 'ParticipantStarted',
    kind: 'node',
    address: address(node),
    uid: 1,
    incarnation: 1,
    roles: [],
  })
const message = event('node-1', {
  type: 'MessageSent',
  from: null,
  to: '/user/a',
  toNode: 'node-2',
  dueAt: 9,
  label: 'Hi',
  protocol: 'user',
})
const up = event('node-1', {
  type: 'MemberChanged',
  member: address('node-2'),
  uid: 1,
  status: 'Up',
  upNumber: 1,
  roles: [],
})

test('a message keeps the picture, a changed belief makes a new one', () => {
  const before = foldAll(emptyView, [started('node-2'), started('node-1')])
  const picture = pictureOf(before)
  expect(picture.nodes).toEqual(['node-1', 'node-2'])
  expect(pictureOf(fold(before, message))).toBe(picture)
  const after = pictureOf(fold(before, up))
  expect(after).not.toBe(picture)
  expect(after.opinions['node-1']).toEqual(['unknown', 'Up'])
})

test('a node with a persistent actor has a link to the database', () => {
  const before = foldAll(emptyView, [
    started('node-1'),
    event('database', {
      type: 'ParticipantStarted',
      kind: 'database',
      address: address('d'),
      uid: 1,
      incarnation: 1,
      roles: [],
    }),
  ])
  expect(pictureOf(before).links).toEqual([])
  const after = fold(
    before,
    event('node-1', { type: 'RecoveryStarted', actor: '/user/w', persistenceId: 'w' }),
  )
  expect(pictureOf(after).links).toEqual([{ from: 'database', to: 'node-1' }])
})
