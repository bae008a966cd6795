import { describe, expect, test } from 'vitest'
import type { Check } from '../trace/check.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { SampleTrace, sampleAddress } from '../trace/sample-trace.ts'
import { describeCheck } from './describe-check.ts'
import { summaryOf } from './summary.ts'

const viewOf = (trace: SampleTrace) => foldAll(emptyView, trace.events)
const said = (trace: SampleTrace) => summaryOf(viewOf(trace))

const converged = (): SampleTrace => {
  const trace = SampleTrace.pair()
  for (const node of ['node-1', 'node-2']) {
    trace.emit(node, { type: 'ConvergenceChanged', converged: true, seenBy: [] })
  }
  return trace
}

describe('the summary', () => {
  test('of an empty view says that nothing has started', () => {
    expect(summaryOf(emptyView).en).toBe('Nothing has started yet.')
  })

  test('of a converged cluster names its size, its leader and the host of the singleton', () => {
    expect(said(converged())).toEqual({
      en: 'Two nodes, converged. node-1 leads and hosts the singleton.',
      ja: '2ノード、収束しています。node-1 がリーダーで、シングルトンも動かしています。',
    })
  })

  test('of a node without a cluster counts its actors', () => {
    const trace = new SampleTrace()
    trace.emit('server', {
      type: 'ParticipantStarted',
      kind: 'node',
      address: sampleAddress('server'),
      uid: 1,
      incarnation: 1,
      roles: [],
    })
    trace.emit('server', { type: 'ActorStarted', actor: '/user' })
    trace.emit('server', { type: 'ActorStarted', actor: '/user/a#1' })
    expect(said(trace)).toEqual({
      en: 'server runs two actors.',
      ja: 'server で2個のアクターが動いています。',
    })
    trace.emit('server', { type: 'ActorBackingOff', actor: '/user/a#1', until: 500 })
    expect(said(trace).en).toBe('server runs two actors. server/user/a is waiting for its restart.')
    trace.emit('conductor', {
      type: 'ParticipantStopped',
      participant: 'server',
      reason: 'failed',
      lostInFlight: 0,
    })
    expect(said(trace).en).toBe('No node is running. server has failed.')
  })

  test('after a kill names the unreachable node and the nodes that cannot reach it', () => {
    const trace = converged()
    trace.kill('node-1')
    trace.losesSightOf('node-2', 'node-1')
    trace.emit('node-2', {
      type: 'SingletonManagerChanged',
      actor: '/user/master#5',
      from: 'Start',
      to: 'Younger',
    })
    expect(said(trace).en).toBe(
      'One node, not converged yet. node-1 leads. No singleton is running right now. node-2 cannot reach node-1. node-1 was killed.',
    )
    trace.sees('node-2', 'node-1', 'Down')
    expect(said(trace).en).toContain('node-2 cannot reach node-1, which is marked as Down.')
  })

  test('names clusters that know nothing of each other, and what to do', () => {
    const trace = converged()
    trace.start('node-3')
    expect(said(trace).en).not.toContain('clusters')
    trace.sees('node-3', 'node-3', 'Up')
    expect(said(trace)).toMatchObject({
      en: expect.stringContaining(
        'There are two clusters: node-1 and node-2; node-3. They never join; restart the nodes of one.',
      ),
      ja: expect.stringContaining('クラスターが2つに分かれています(node-1、node-2 / node-3)。'),
    })
  })

  test('names the nodes that have removed a frozen one', () => {
    const trace = converged()
    trace.emit('conductor', { type: 'ParticipantFrozen', participant: 'node-2' })
    expect(said(trace).en).not.toContain('removed')
    trace.sees('node-1', 'node-2', 'Removed')
    expect(said(trace)).toMatchObject({
      en: expect.stringContaining('node-1 has removed node-2, which does not know it yet.'),
      ja: expect.stringContaining('node-1 は node-2 を削除しましたが、node-2 はまだ知りません。'),
    })
  })

  test('names a split brain', () => {
    const trace = converged()
    trace.emit('node-2', {
      type: 'SingletonManagerChanged',
      actor: '/user/master#5',
      from: 'Younger',
      to: 'Oldest',
    })
    trace.emit('node-2', { type: 'ActorStarted', actor: '/user/master/singleton#6' })
    expect(said(trace).en).toContain('Split brain: the singleton runs on node-1 and node-2 at once!')
  })

  test('counts journal, messages in flight and dead letters, and names client and database', () => {
    const trace = converged()
    trace.start('client', [], 'client')
    trace.start('database', [], 'database')
    expect(said(trace).en).toContain('Client is not connected.')
    trace.emit('client', {
      type: 'ClientConnected',
      actor: '/user/client/cluster-client',
      receptionist: `${sampleAddress('node-2')}/system/receptionist`,
    })
    trace.emit('database', {
      type: 'JournalChanged',
      persistenceId: 'w',
      change: 'snapshot',
      highestSequenceNr: 4,
      events: 1,
      snapshots: [4],
    })
    trace.beat('node-1', 'node-2')
    trace.send('node-1', 'node-2', 'Write', '/user/a')
    trace.emit('node-1', { type: 'DeadLetter', from: null, to: '/user/x', label: 'Y', why: 'gone' })
    expect(said(trace).en).toContain(
      'Client is connected to node-2. The journal holds one event and one snapshot. One message is in flight. One message became a dead letter.',
    )
    trace.kill('database')
    expect(said(trace).en).toContain('The database was killed.')
  })

  test('names nodes that are not Up and leaders that differ', () => {
    const trace = converged()
    trace.start('node-3')
    trace.start('node-4')
    trace.sees('node-4', 'node-4', 'Joining')
    trace.emit('node-4', { type: 'LeaderChanged', leader: sampleAddress('node-4') })
    const { en } = said(trace)
    expect(en).toContain('The nodes do not agree on a leader: node-1 or node-4.')
    expect(en).toContain('node-3 is not a member yet.')
    expect(en).toContain('node-4 is Joining.')
  })
})

test.each<[Check, string]>([
  [
    { type: 'eventually', what: { fact: 'members', status: 'Up' } },
    'Every running node is Up in the view of all running nodes.',
  ],
  [
    { type: 'eventually', what: { event: 'Logged', node: 'node-1', where: { text: 'a*' } }, times: 2 },
    'Logged on node-1 with text “a*” happens two times.',
  ],
  [{ type: 'never', what: { event: 'PersistFailed' } }, 'PersistFailed never happens.'],
  [
    { type: 'always', what: { fact: 'singletons', atMost: 1 } },
    'Once true, it stays true that at most one singleton runs at once.',
  ],
  [
    { type: 'leadsTo', when: { event: 'ActorFailed' }, then: { event: 'ActorRestarted' }, withinMs: 500 },
    'Every ActorFailed is followed by ActorRestarted within 0.5 s.',
  ],
  [
    { type: 'atMostOne', begin: { event: 'ActorStarted' }, end: { event: 'ActorStopped' }, by: 'actor' },
    'There is never a second ActorStarted before ActorStopped, for each actor.',
  ],
  [{ type: 'eventually', what: { event: 'Logged' }, withinMs: 2000 }, 'Within 2 s Logged happens.'],
  [
    { type: 'eventually', what: { event: 'Logged' }, after: { event: 'ActorRestarted' } },
    'After ActorRestarted, Logged happens.',
  ],
  [
    { type: 'always', what: { fact: 'agreed' }, recoversWithinMs: 500, while: { fact: 'healthy' } },
    'While everything runs and all nodes agree, once true, it is true again within 0.5 s that all running nodes agree on the members.',
  ],
  [
    {
      type: 'leadsTo',
      when: { event: 'MessageSent', node: 'client' },
      then: { event: 'MessageSent', where: { label: 'Ack' } },
      by: { when: 'body.replyTo', then: 'to' },
      withinMs: 30_000,
      unless: [{ event: 'ActionDone', not: { 'action.type': 'Tell' } }],
    },
    'Every MessageSent on client is followed by MessageSent with label “Ack” within 30 s, for each body.replyTo, unless ActionDone with action.type other than “Tell” happens.',
  ],
  [
    {
      type: 'leadsTo',
      when: { fact: 'sees', node: 'node-1', member: 'node-2', status: 'Up', reachable: false },
      then: { fact: 'singletons', atLeast: 1, atMost: 1 },
    },
    'The state that node-1 believes that node-2 is Up and unreachable is followed by the state that exactly one singleton runs.',
  ],
  [
    { type: 'atMost', what: { event: 'ActorFailed' }, times: 1, by: 'actor' },
    'ActorFailed happens at most one time, for each actor.',
  ],
  [{ type: 'exactly', what: { event: 'ActorFailed' }, times: 2 }, 'ActorFailed happens exactly two times.'],
  [
    { type: 'rises', what: { event: 'JournalChanged' }, field: 'highestSequenceNr', by: 'persistenceId' },
    'The field highestSequenceNr never falls from one JournalChanged to the next, for each persistenceId.',
  ],
  [
    {
      type: 'all',
      checks: [
        { type: 'eventually', what: { fact: 'agreed' } },
        { type: 'eventually', what: { fact: 'singleton-on', node: 'node-2' } },
      ],
    },
    'All running nodes agree on the members, and the singleton runs on node-2.',
  ],
])('the check %j is described as: %s', (check, en) => {
  expect(describeCheck(check).en).toBe(en)
  expect(describeCheck(check).ja).toMatch(/。$/)
})
