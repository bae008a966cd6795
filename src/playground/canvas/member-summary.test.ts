import { expect, test } from 'vitest'
import {
  emptyView,
  foldAll,
  type MemberStatusText,
  type TraceEvent,
  type TraceEventBody,
} from '../../trace/index.ts'
import { memberSummaryOf, opinionOf } from './member-summary.ts'

const address = (node: string) => `pekko://s@${node}:1`
let seq = 0
const event = (node: string, body: TraceEventBody): TraceEvent =>
  ({ at: 0, node, seq: seq++, ...body }) as TraceEvent
const started = (node: string, uid = 1) =>
  event(node, {
    type: 'ParticipantStarted',
    kind: 'node',
    address: address(node),
    uid,
    incarnation: uid,
    roles: [],
  })
const sees = (node: string, member: string, status: MemberStatusText, upNumber = 1) =>
  event(node, { type: 'MemberChanged', member: address(member), uid: 1, status, upNumber, roles: [] })
const killed = event('conductor', {
  type: 'ParticipantStopped',
  participant: 'node-1',
  reason: 'killed',
  lostInFlight: 0,
})
const two = [started('node-1'), started('node-2')]

test('a running node has the status that it believes of itself', () => {
  const view = foldAll(emptyView, [
    ...two,
    sees('node-1', 'node-1', 'Up'),
    sees('node-2', 'node-1', 'Joining'),
  ])
  expect(memberSummaryOf(view, 'node-1')?.status).toBe('Up')
})

test('a stopped node has the most advanced status that a running node holds of it', () => {
  const view = foldAll(emptyView, [...two, sees('node-2', 'node-1', 'Up'), killed])
  expect(memberSummaryOf(view, 'node-1')).toMatchObject({ status: 'Up', running: false })
})

test('a stopped node that every other node has removed is Removed', () => {
  const view = foldAll(emptyView, [
    ...two,
    sees('node-2', 'node-1', 'Up'),
    killed,
    sees('node-2', 'node-1', 'Removed'),
  ])
  expect(memberSummaryOf(view, 'node-1')?.status).toBe('Removed')
})

test('a frozen or cut-off node is removed by those whom it believes to be members and who no longer list it', () => {
  const joining = [...two, sees('node-1', 'node-1', 'Up'), sees('node-1', 'node-2', 'WeaklyUp')]
  const together = [...joining, sees('node-1', 'node-2', 'Up'), sees('node-2', 'node-1', 'Up')]
  const cutOff = event('node-1', { type: 'MemberUnreachable', member: address('node-2'), uid: 1 })
  const removed = [...together, cutOff, sees('node-2', 'node-1', 'Removed')]
  const removedByOf = (events: readonly TraceEvent[]) =>
    memberSummaryOf(foldAll(emptyView, events), 'node-1')?.removedBy
  const frozen = event('conductor', { type: 'ParticipantFrozen', participant: 'node-1' })
  const heardLater = [...joining, sees('node-1', 'node-2', 'Up')]
  expect([joining, heardLater, together, removed].map(removedByOf)).toEqual([0, 0, 0, 1])
  expect(removedByOf([...together, frozen, sees('node-2', 'node-1', 'Removed')])).toBe(1)
  expect(removedByOf([...removed, killed]), 'stopped').toBe(0)
})

test('beliefs about an earlier incarnation do not count for the present one', () => {
  const view = foldAll(emptyView, [...two, sees('node-2', 'node-1', 'Down'), killed, started('node-1', 2)])
  expect(memberSummaryOf(view, 'node-1')).toMatchObject({ status: null, running: true, unreachableBy: 0 })
})

test('the oldest node is the one with the lowest up number at most nodes', () => {
  const view = foldAll(emptyView, [
    ...two,
    ...['node-1', 'node-2'].flatMap(node => [sees(node, 'node-1', 'Up', 2), sees(node, 'node-2', 'Up', 1)]),
  ])
  expect(memberSummaryOf(view, 'node-2')?.oldest).toBe(true)
  expect(memberSummaryOf(view, 'node-1')?.oldest).toBe(false)
})

test('where roles differ, each role has an oldest node', () => {
  const withRole = (member: string, upNumber: number, role: string) =>
    ['node-1', 'node-2', 'node-3'].map(node =>
      event(node, {
        type: 'MemberChanged',
        member: address(member),
        uid: 1,
        status: 'Up',
        upNumber,
        roles: [role],
      }),
    )
  const nodes = (roles: readonly string[]) =>
    roles.map((role, index) => ({ ...started(`node-${index + 1}`), roles: [role] }))
  const of = (roles: readonly [string, string, string]) => {
    const view = foldAll(emptyView, [
      ...nodes(roles),
      ...withRole('node-1', 2, roles[0]),
      ...withRole('node-2', 3, roles[1]),
      ...withRole('node-3', 1, roles[2]),
    ])
    return ['node-1', 'node-2', 'node-3'].map(id => {
      const { oldest, oldestOfRole } = memberSummaryOf(view, id)!
      return oldest ? oldestOfRole : false
    })
  }
  expect(of(['update', 'update', 'read'])).toEqual(['update', false, 'read'])
  expect(of(['update', 'update', 'update'])).toEqual([false, false, null])
})

test('an unreachable node keeps its status and is unreachable only in the opinion of its observer', () => {
  const view = foldAll(emptyView, [
    ...two,
    sees('node-2', 'node-1', 'Up'),
    event('node-2', { type: 'MemberUnreachable', member: address('node-1'), uid: 1 }),
  ])
  expect(opinionOf(view, 'node-2', 'node-1')).toBe('unreachable')
  expect(opinionOf(view, 'node-1', 'node-2')).toBe('unknown')
  expect(memberSummaryOf(view, 'node-1')).toMatchObject({ status: 'Up', unreachableBy: 1, observers: 2 })
})
