import { describe, expect, test } from 'vitest'
import type { CurrentClusterState } from '../../cluster/cluster-event.ts'
import { nodeKey, sameNode, type UniqueAddress } from '../../cluster/ids.ts'
import type { Member, MemberStatus } from '../../cluster/member.ts'
import {
  initialManagerState,
  type ManagerFacts,
  type ManagerInput,
  type ManagerState,
  type Phase,
} from './manager-state.ts'
import { begin, observe, step } from './manager-transition.ts'
import type { PeerRef } from './singleton-messages.ts'

const node = (port: number, uid = port): UniqueAddress => ({ address: `pekko://c@host:${port}`, uid })
const member = (port: number, status: MemberStatus = 'Up'): Member => ({
  uniqueAddress: node(port),
  status,
  upNumber: port,
  roles: [],
})
const self = node(2)
const [older, younger] = [node(1), node(3)]
const peer = (of: UniqueAddress): PeerRef => ({
  path: `${of.address}/user/m#${of.uid}`,
  tell: () => {},
})
const facts: ManagerFacts = {
  self,
  now: 1000,
  maxHandOverRetries: 15,
  maxTakeOverRetries: 12,
  selfStatus: 'Up',
  clusterTerminated: false,
  isMember: node => [older, self, younger].some(known => sameNode(known, node)),
}
const snapshot = (...members: Member[]): CurrentClusterState => ({
  type: 'CurrentClusterState',
  members,
  unreachable: [],
  seenBy: [],
  leader: null,
  roleLeaders: {},
})
const at = (phase: Phase, more: Partial<ManagerState> = {}): ManagerState => ({
  ...initialManagerState,
  asksForChange: phase.name === 'Younger' || phase.name === 'Oldest',
  phase,
  ...more,
})
const gone = (...nodes: UniqueAddress[]) => new Map(nodes.map(known => [nodeKey(known), 999999]))
const handOverToMe = (from: UniqueAddress): ManagerInput => ({
  type: 'HandOverToMe',
  from,
  replyTo: peer(from),
})
const takeOverFromMe = (from: UniqueAddress): ManagerInput => ({
  type: 'TakeOverFromMe',
  from,
  replyTo: peer(from),
})

/** The phase after, and what was done about it, without logs. */
const run = (state: ManagerState, input: ManagerInput, more: Partial<ManagerFacts> = {}) => {
  const after = step(state, input, { ...facts, ...more })
  return {
    phase: after.state.phase,
    did: after.effects.filter(e => e.type !== 'Log' && e.type !== 'Changed'),
    after,
  }
}

describe('Start', () => {
  const first = (...members: Member[]) => begin(initialManagerState, snapshot(...members), '', facts)

  test('the oldest starts the singleton at once', () => {
    const { state, effects } = first(member(2), member(3))
    expect(state.phase).toEqual({ name: 'Oldest', child: true })
    expect(effects[0]).toEqual({ type: 'StartSingleton' })
    expect(effects[1]).toEqual({ type: 'Changed', from: 'Start', to: 'Oldest' })
  })

  test('the oldest that is Leaving itself is not safe and asks the others first', () => {
    const { state, effects } = first(member(2, 'Leaving'), member(3))
    expect(state.phase).toEqual({ name: 'BecomingOldest', previousOldest: [] })
    expect(effects).toContainEqual({ type: 'StartRetry', key: 'HandOverRetry', count: 1 })
  })

  test('the others are younger and know who is older', () => {
    expect(first(member(1), member(2), member(3)).state.phase).toEqual({
      name: 'Younger',
      previousOldest: [older],
    })
  })

  test('has nothing to hand over', () => {
    expect(run(at({ name: 'Start' }), handOverToMe(younger)).did).toEqual([])
  })

  test.each(['MemberDowned', 'MemberRemoved'] as const)('stops on self %s', type => {
    for (const name of ['Start', 'Younger', 'BecomingOldest'] as const) {
      expect(run(at({ name, previousOldest: [] } as Phase), { type, node: self }).phase.name).toBe('Stopped')
    }
  })
})

describe('Younger', () => {
  const phase: Phase = { name: 'Younger', previousOldest: [older] }

  test('starts when all that were older are removed', () => {
    const result = run(at(phase, { removed: gone(older) }), { type: 'OldestChanged', oldest: self })
    expect(result.phase).toEqual({ name: 'Oldest', child: true })
    expect(result.did[0]).toEqual({ type: 'StartSingleton' })
  })

  test('asks its predecessor first otherwise', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: self })
    expect(result.phase).toEqual({ name: 'BecomingOldest', previousOldest: [older] })
    expect(result.did[0]).toEqual({ type: 'Ask', address: older.address, what: 'HandOverToMe' })
  })

  test('remembers another oldest as head of the list and asks for the next change', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: younger })
    expect(result.phase).toEqual({ name: 'Younger', previousOldest: [younger, older] })
    expect(result.after.state.asksForChange).toBe(true)
  })

  test('[C-286] answers HandOverDone for the incarnation before it (SG-12)', () => {
    expect(run(at(phase), handOverToMe(younger)).did).toMatchObject([{ type: 'Reply', what: 'HandOverDone' }])
  })

  test.each(['Leaving', 'Exiting'] as const)('ignores HandOverToMe while self is %s', selfStatus => {
    expect(run(at(phase), handOverToMe(younger), { selfStatus }).did).toEqual([])
  })

  test('a removal waits for the margin', () => {
    const result = run(at(phase), { type: 'MemberRemoved', node: older })
    expect(result.did).toEqual([{ type: 'ScheduleRemoval', node: older }])
    expect(result.after.state.removed.size).toBe(0)
    const later = run(result.after.state, { type: 'DelayedMemberRemoved', node: older })
    expect(later.phase).toEqual({ name: 'Younger', previousOldest: [] })
    expect(later.after.state.removed.has(nodeKey(older))).toBe(true)
  })
})

describe('BecomingOldest', () => {
  const phase: Phase = { name: 'BecomingOldest', previousOldest: [older] }

  test('HandOverInProgress ends the retries: it waits without limit', () => {
    const result = run(at(phase), { type: 'HandOverInProgress', from: older })
    expect(result.did).toEqual([{ type: 'CancelRetry', key: 'HandOverRetry' }])
    expect(result.phase).toEqual(phase)
  })

  test('HandOverDone counts from the head only', () => {
    expect(run(at(phase), { type: 'HandOverDone', from: younger }).phase).toEqual(phase)
    expect(run(at(phase), { type: 'HandOverDone', from: older }).phase.name).toBe('Oldest')
  })

  test('TakeOverFromMe: answered for the head, makes a head where there is none, ignored otherwise', () => {
    expect(run(at(phase), takeOverFromMe(older)).did).toMatchObject([{ type: 'Reply', what: 'HandOverToMe' }])
    expect(run(at(phase), takeOverFromMe(younger)).did).toEqual([])
    const headless = run(at({ name: 'BecomingOldest', previousOldest: [] }), takeOverFromMe(younger))
    expect(headless.did).toMatchObject([{ type: 'Reply', what: 'HandOverToMe' }])
    expect(headless.phase).toEqual({ name: 'BecomingOldest', previousOldest: [younger] })
    expect(run(at(phase), takeOverFromMe(node(9))).did).toEqual([])
  })

  test('starts when the last of the previous ones is removed, and not before', () => {
    const two: Phase = { name: 'BecomingOldest', previousOldest: [older, younger] }
    const one = run(at(two), { type: 'DelayedMemberRemoved', node: older })
    expect(one.phase).toEqual({ name: 'BecomingOldest', previousOldest: [younger] })
    expect(run(one.after.state, { type: 'DelayedMemberRemoved', node: younger }).phase.name).toBe('Oldest')
  })

  test('starts nothing while its own cluster shuts down', () => {
    const result = run(at(phase), { type: 'DelayedMemberRemoved', node: older }, { clusterTerminated: true })
    expect(result.phase).toEqual(phase)
  })

  test('asks again up to the maximum, then starts, stops or fails', () => {
    expect(run(at(phase), { type: 'HandOverRetry', count: 15 }).did).toEqual([
      { type: 'Ask', address: older.address, what: 'HandOverToMe' },
      { type: 'StartRetry', key: 'HandOverRetry', count: 16 },
    ])
    const late: ManagerInput = { type: 'HandOverRetry', count: 16 }
    expect(run(at(phase, { removed: gone(older) }), late).phase.name).toBe('Oldest')
    expect(run(at(phase), late, { clusterTerminated: true }).phase.name).toBe('Stopped')
    expect(run(at(phase), late).did).toMatchObject([{ type: 'Stuck' }])
  })
})

describe('Oldest', () => {
  const phase: Phase = { name: 'Oldest', child: true }

  test('offers the singleton to the new oldest', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: younger })
    expect(result.phase).toEqual({ name: 'WasOldest', child: true, newOldest: younger })
    expect(result.did).toEqual([
      { type: 'Ask', address: younger.address, what: 'TakeOverFromMe' },
      { type: 'StartRetry', key: 'TakeOverRetry', count: 1 },
    ])
  })

  test('waits when there is nobody to offer it to', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: null })
    expect(result.phase).toEqual({ name: 'WasOldest', child: true, newOldest: null })
    expect(result.did).toEqual([{ type: 'StartRetry', key: 'TakeOverRetry', count: 1 }])
  })

  test('gives the instance up to nobody when the new oldest was removed before', () => {
    const handing = run(at(phase, { removed: gone(younger) }), { type: 'OldestChanged', oldest: younger })
    expect(handing.phase).toEqual({ name: 'HandingOver', handOverTo: null })
    expect(handing.did).toEqual([{ type: 'StopSingleton' }])
    expect(run(handing.after.state, { type: 'SingletonTerminated' }).phase).toEqual({
      name: 'Younger',
      previousOldest: [],
    })
  })

  test('TakeOverFromMe: it is this node already', () => {
    const result = run(at(phase), takeOverFromMe(younger))
    expect(result.did).toMatchObject([{ type: 'Reply', what: 'HandOverToMe' }])
    expect(result.phase).toEqual(phase)
  })

  test('stays without an instance when the child ends by itself', () => {
    const result = run(at(phase), { type: 'SingletonTerminated' })
    expect(result.phase).toEqual({ name: 'Oldest', child: false })
    expect(result.did).toEqual([])
    expect(run(result.after.state, handOverToMe(younger)).did).toMatchObject([
      { type: 'Reply', what: 'HandOverDone' },
      { type: 'CompleteExiting' },
    ])
  })

  test('[C-278] self downed: the instance is told to stop at once, then the manager stops', () => {
    const stopping = run(at(phase), { type: 'MemberDowned', node: self })
    expect(stopping.phase).toEqual({ name: 'Stopping' })
    expect(stopping.did).toEqual([{ type: 'StopSingleton' }])
    expect(run(stopping.after.state, { type: 'SingletonTerminated' }).phase.name).toBe('Stopped')
    expect(run(at({ name: 'Oldest', child: false }), { type: 'MemberDowned', node: self }).phase.name).toBe(
      'Stopped',
    )
  })
})

describe('WasOldest and HandingOver', () => {
  const was: Phase = { name: 'WasOldest', child: true, newOldest: younger }

  test('offers again up to the maximum; then ends if it leaves, and fails if not', () => {
    expect(run(at(was), { type: 'TakeOverRetry', count: 12 }).did).toEqual([
      { type: 'Ask', address: younger.address, what: 'TakeOverFromMe' },
      { type: 'StartRetry', key: 'TakeOverRetry', count: 13 },
    ])
    expect(run(at(was), { type: 'TakeOverRetry', count: 13 }).did).toMatchObject([{ type: 'Stuck' }])
    const leaving = run(at(was, { selfExited: true }), { type: 'TakeOverRetry', count: 13 })
    expect(leaving.phase.name).toBe('Stopping')
    const alone: Phase = { name: 'WasOldest', child: true, newOldest: null }
    expect(run(at(alone, { selfExited: true }), { type: 'TakeOverRetry', count: 1 }).phase.name).toBe(
      'Stopping',
    )
  })

  test('the new oldest is removed at once, without margin: handing over to nobody', () => {
    expect(run(at(was), { type: 'MemberRemoved', node: younger }).phase).toEqual({
      name: 'HandingOver',
      handOverTo: null,
    })
  })

  test('stops when self is removed', () => {
    expect(run(at(was), { type: 'MemberRemoved', node: self }).phase.name).toBe('Stopped')
  })

  test('HandOverToMe: in progress, the child stops, done, and this manager is at its end (SG-7, SG-8)', () => {
    const handing = run(at(was), handOverToMe(younger))
    expect(handing.did).toMatchObject(
      [
        { type: 'CancelRetry', key: 'TakeOverRetry' },
        { type: 'Reply', what: 'HandOverInProgress' },
        { type: 'StopSingleton' },
      ].sort((a, b) => order(handing.did, a.type) - order(handing.did, b.type)),
    )
    expect(run(handing.after.state, handOverToMe(younger)).did).toMatchObject([
      { type: 'Reply', what: 'HandOverInProgress' },
    ])
    expect(run(handing.after.state, handOverToMe(older)).did).toEqual([])
    const done = run(handing.after.state, { type: 'SingletonTerminated' })
    expect(done.did).toMatchObject([{ type: 'Reply', what: 'HandOverDone' }, { type: 'CompleteExiting' }])
    expect(done.phase.name).toBe('End')
    expect(run(done.after.state, { type: 'MemberRemoved', node: self }).phase.name).toBe('Stopped')
  })
})

const order = (effects: readonly { readonly type: string }[], type: string) =>
  effects.findIndex(effect => effect.type === type)

describe('A graceful leave (SG-14)', () => {
  test('the oldest takes itself off the list, offers, and completes the phase when the child has stopped', () => {
    const oldest = begin(initialManagerState, snapshot(member(2), member(3)), '', facts).state
    const offered = run(oldest, { type: 'SelfExiting' })
    expect(offered.phase).toEqual({ name: 'WasOldest', child: true, newOldest: younger })
    expect(offered.did.map(effect => effect.type)).not.toContain('CompleteExiting')
    const handing = run(offered.after.state, handOverToMe(younger))
    expect(
      run(handing.after.state, { type: 'SingletonTerminated' }).did.map(effect => effect.type),
    ).toContain('CompleteExiting')
  })

  test('a younger one has nothing to give away and completes at once', () => {
    const result = run(at({ name: 'Younger', previousOldest: [older] }), { type: 'SelfExiting' })
    expect(result.did).toEqual([{ type: 'CompleteExiting' }])
  })
})

describe('Changes of the oldest', () => {
  test('wait while a hand-over is under way (SG-3)', () => {
    const becoming = at(
      { name: 'BecomingOldest', previousOldest: [older] },
      { changes: { membersByAge: [member(2), member(3)], waiting: [] } },
    )
    const removedSelf = observe(
      becoming,
      { type: 'MemberUp', member: { ...member(0), uniqueAddress: node(0) } },
      '',
      facts,
    )
    expect(removedSelf.state.phase.name).toBe('BecomingOldest')
    expect(removedSelf.state.changes.waiting).toHaveLength(1)
    const oldest = run(removedSelf.state, { type: 'HandOverDone', from: older })
    expect(oldest.phase).toEqual({ name: 'WasOldest', child: true, newOldest: node(0) })
  })

  test('are not told to a node that shuts its cluster down', () => {
    const state = at(
      { name: 'Younger', previousOldest: [older] },
      {
        changes: { membersByAge: [member(1), member(2)], waiting: [] },
      },
    )
    const event = { type: 'MemberRemoved', member: member(1), previousStatus: 'Down' } as const
    expect(observe(state, event, '', { ...facts, clusterTerminated: true }).state.phase.name).toBe('Younger')
    expect(observe(state, event, '', facts).state.phase.name).toBe('BecomingOldest')
  })

  test('removed nodes are forgotten after 15 minutes (SG-4)', () => {
    const state = run(at({ name: 'Oldest', child: true }), { type: 'MemberRemoved', node: older }).after.state
    expect(run(state, { type: 'Cleanup' }, { now: 900999 }).after.state.removed.size).toBe(1)
    expect(run(state, { type: 'Cleanup' }, { now: 901000 }).after.state.removed.size).toBe(0)
  })
})

describe('A node that is no member', () => {
  const removed = node(1, 99)
  const unknown = node(7)
  const child = true
  const phases: readonly Phase[] = [
    { name: 'Start' },
    { name: 'Younger', previousOldest: [older] },
    { name: 'BecomingOldest', previousOldest: [older] },
    { name: 'BecomingOldest', previousOldest: [] },
    { name: 'Oldest', child },
    { name: 'WasOldest', child, newOldest: younger },
    { name: 'HandingOver', handOverTo: null },
    { name: 'Stopping' },
    { name: 'End' },
  ]

  test('cannot move the singleton, whatever it asks for, in any phase', () => {
    for (const phase of phases) {
      for (const from of [removed, unknown]) {
        for (const input of [
          handOverToMe(from),
          takeOverFromMe(from),
          { type: 'HandOverInProgress', from } as const,
        ]) {
          const result = run(at(phase), input)
          expect(result.phase).toEqual(phase)
          expect(result.did).toEqual([])
          expect(result.after.effects).toEqual([
            {
              type: 'Log',
              level: 'info',
              text: `Ignoring ${input.type} in [${phase.name}] from [${from.address}#${from.uid}], which is no member of this cluster`,
            },
          ])
        }
      }
    }
  })

  test('is not told from a member by a node that shuts its cluster down: that one still hands over', () => {
    const result = run(at({ name: 'Oldest', child }), handOverToMe(younger), {
      clusterTerminated: true,
      isMember: () => false,
    })
    expect(result.phase.name).toBe('HandingOver')
  })

  test('HandOverDone counts from the head although it was removed, and from a member at its address', () => {
    const phase: Phase = { name: 'BecomingOldest', previousOldest: [removed] }
    expect(run(at(phase), { type: 'HandOverDone', from: removed }).phase.name).toBe('Oldest')
    expect(run(at(phase), { type: 'HandOverDone', from: older }).phase.name).toBe('Oldest')
    expect(run(at(phase), { type: 'HandOverDone', from: node(1, 98) }).phase).toEqual(phase)
  })
})
