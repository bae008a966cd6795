import { expect, test } from 'vitest'
import {
  emptyView,
  foldAll,
  type MemberStatusText,
  type TraceEvent,
  type TraceEventBody,
} from '../../trace/index.ts'
import { actsOn } from './possible-acts.ts'

const address = (node: string) => `pekko://s@${node}:1`
let seq = 0
const event = (node: string, body: TraceEventBody): TraceEvent =>
  ({ at: 0, node, seq: seq++, ...body }) as TraceEvent
const started = (node: string, kind: 'node' | 'database' = 'node') =>
  event(node, { type: 'ParticipantStarted', kind, address: address(node), uid: 1, incarnation: 1, roles: [] })
/** The events of a node that is a cluster member. */
const member = (node: string) => [
  started(node),
  event(node, { type: 'ActorStarted', actor: '/system/cluster' }),
]
const memberChanged = (node: string, member: string, status: MemberStatusText) =>
  event(node, { type: 'MemberChanged', member: address(member), uid: 1, status, upNumber: 1, roles: [] })
const killed = (participant: string) =>
  event('conductor', { type: 'ParticipantStopped', participant, reason: 'killed', lostInFlight: 0 })

const actsOf = (view: Parameters<typeof actsOn>[0], id: string) =>
  Object.fromEntries(actsOn(view, id, null).map(act => [act.name, act.obstacle ?? 'possible']))

const pauses = ['freeze', 'thaw', 'block', 'isolate', 'reconnect']

/** Without the acts that pause or cut off a participant. */
const obstaclesOf = (view: Parameters<typeof actsOn>[0], id: string) =>
  Object.fromEntries(Object.entries(actsOf(view, id)).filter(([name]) => !pauses.includes(name)))

test('a running member can be killed, leave and be marked as Down, not started', () => {
  const view = foldAll(emptyView, [
    ...member('node-1'),
    ...member('node-2'),
    memberChanged('node-1', 'node-1', 'Up'),
  ])
  expect(obstaclesOf(view, 'node-1')).toEqual({
    kill: 'possible',
    leave: 'possible',
    prepare: 'possible',
    fail: 'noWriter',
    down: 'possible',
    start: 'runs',
  })
})

test('a killed member can be started, and be marked as Down while another node has it as a member', () => {
  const view = foldAll(emptyView, [
    ...member('node-1'),
    ...member('node-2'),
    memberChanged('node-2', 'node-1', 'Up'),
    killed('node-1'),
  ])
  expect(obstaclesOf(view, 'node-1')).toEqual({
    kill: 'dead',
    leave: 'dead',
    prepare: 'dead',
    fail: 'dead',
    down: 'possible',
    start: 'possible',
  })
})

test('a member that is ready for the full shutdown can leave, and cannot prepare again', () => {
  for (const status of ['PreparingForShutdown', 'ReadyForShutdown'] as const) {
    const view = foldAll(emptyView, [...member('node-1'), memberChanged('node-1', 'node-1', status)])
    expect(obstaclesOf(view, 'node-1')).toMatchObject({ leave: 'possible', prepare: 'prepares' })
  }
})

test('a leaving member cannot leave again', () => {
  const view = foldAll(emptyView, [...member('node-1'), memberChanged('node-1', 'node-1', 'Leaving')])
  expect(obstaclesOf(view, 'node-1').leave).toBe('notUp')
})

test('the only running node cannot be marked as Down, because no other node can do it', () => {
  const view = foldAll(emptyView, [...member('node-1'), memberChanged('node-1', 'node-1', 'Up')])
  expect(obstaclesOf(view, 'node-1').down).toBe('noObserver')
})

test('the writer can be made to fail only where it runs', () => {
  const view = foldAll(emptyView, [
    ...member('node-1'),
    event('node-1', { type: 'SingletonManagerChanged', actor: '/user/m', from: 'Start', to: 'Oldest' }),
    event('node-1', { type: 'ActorStarted', actor: '/user/m/singleton' }),
  ])
  expect(actsOn(view, 'node-1', null).find(act => act.name === 'fail')?.action).toEqual({
    type: 'FailNext',
    participant: 'node-1',
    actor: '/user/m/singleton',
  })
})

test('the database can be killed and started', () => {
  const running = foldAll(emptyView, [started('database', 'database')])
  expect(obstaclesOf(running, 'database')).toEqual({ kill: 'possible', start: 'runs' })
  expect(obstaclesOf(foldAll(running, [killed('database')]), 'database')).toEqual({
    kill: 'dead',
    start: 'possible',
  })
})

test('a node without a cluster can only be killed and started', () => {
  expect(obstaclesOf(foldAll(emptyView, [started('server')]), 'server')).toEqual({
    kill: 'possible',
    start: 'runs',
  })
})

test('a running participant can be frozen, blocked and cut off, and each of it can be undone', () => {
  const running = [...member('node-1'), ...member('node-2')]
  const view = foldAll(emptyView, running)
  expect(actsOf(view, 'node-1')).toMatchObject({
    freeze: 'possible',
    block: 'possible',
    isolate: 'possible',
  })
  const later = foldAll(view, [
    event('conductor', { type: 'ParticipantFrozen', participant: 'node-1' }),
    event('conductor', { type: 'LinkCut', from: 'node-2', to: 'node-1' }),
  ])
  expect(Object.keys(actsOf(later, 'node-1'))).toEqual(expect.arrayContaining(['thaw', 'reconnect']))
  expect(actsOn(later, 'node-1', null).find(({ name }) => name === 'reconnect')?.action).toEqual({
    type: 'Heal',
    links: [{ from: 'node-1', to: 'node-2' }],
  })
})

test('a stopped participant can be cut off, but neither frozen nor blocked', () => {
  const view = foldAll(emptyView, [...member('node-1'), ...member('node-2'), killed('node-1')])
  expect(actsOf(view, 'node-1')).toMatchObject({ freeze: 'dead', block: 'dead', isolate: 'possible' })
})
