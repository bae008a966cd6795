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
import { applyMemberEvent, applySnapshot, step } from './manager-transition.ts'
import type { PeerRef } from './singleton-messages.ts'

const node = (port: number, uid = port): UniqueAddress => ({ address: `pekko://c@host:${port}`, uid })
const member = (port: number, status: MemberStatus = 'Up'): Member => ({
  uniqueAddress: node(port),
  status,
  upNumber: port,
  appVersion: '0.0.0',
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
  usesLease: false,
  clusterTerminated: false,
  preparingForShutdown: false,
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
  awaitsOldestChange: phase.name === 'Younger' || phase.name === 'Oldest',
  phase,
  ...more,
})
const removals = (...nodes: UniqueAddress[]) => new Map(nodes.map(known => [nodeKey(known), 999999]))
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

/** The next phase and the effects of one step, without log lines and phase changes. */
const run = (state: ManagerState, input: ManagerInput, more: Partial<ManagerFacts> = {}) => {
  const after = step(state, input, { ...facts, ...more })
  return {
    phase: after.state.phase,
    effects: after.effects.filter(e => e.type !== 'Log' && e.type !== 'PhaseChanged'),
    after,
  }
}

describe('a manager in phase Start', () => {
  const first = (...members: Member[]) => applySnapshot(initialManagerState, snapshot(...members), '', facts)

  test('starts the singleton immediately when its node is the oldest', () => {
    const { state, effects } = first(member(2), member(3))
    expect(state.phase).toEqual({ name: 'Oldest', child: true })
    expect(effects[0]).toEqual({ type: 'StartSingleton' })
    expect(effects[1]).toEqual({ type: 'PhaseChanged', from: 'Start', to: 'Oldest' })
  })

  test('asks the others first when its node is the oldest and Leaving', () => {
    const { state, effects } = first(member(2, 'Leaving'), member(3))
    expect(state.phase).toEqual({ name: 'BecomingOldest', previousOldest: [] })
    expect(effects).toContainEqual({ type: 'StartRetry', key: 'HandOverRetry', count: 1 })
  })

  test('becomes Younger with the older nodes as previous oldest when its node is not the oldest', () => {
    expect(first(member(1), member(2), member(3)).state.phase).toEqual({
      name: 'Younger',
      previousOldest: [older],
    })
  })

  test('ignores HandOverToMe', () => {
    expect(run(at({ name: 'Start' }), handOverToMe(younger)).effects).toEqual([])
  })

  test.each(['MemberDowned', 'MemberRemoved'] as const)(
    'stops on %s of its own node, as in Younger and BecomingOldest',
    type => {
      for (const name of ['Start', 'Younger', 'BecomingOldest'] as const) {
        expect(run(at({ name, previousOldest: [] } as Phase), { type, node: self }).phase.name).toBe(
          'Stopped',
        )
      }
    },
  )
})

describe('a manager in phase Younger', () => {
  const phase: Phase = { name: 'Younger', previousOldest: [older] }

  test('starts the singleton when all older nodes are removed', () => {
    const result = run(at(phase, { removed: removals(older) }), { type: 'OldestChanged', oldest: self })
    expect(result.phase).toEqual({ name: 'Oldest', child: true })
    expect(result.effects[0]).toEqual({ type: 'StartSingleton' })
  })

  test('sends HandOverToMe to its predecessor when that is not removed', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: self })
    expect(result.phase).toEqual({ name: 'BecomingOldest', previousOldest: [older] })
    expect(result.effects[0]).toEqual({ type: 'Send', address: older.address, message: 'HandOverToMe' })
  })

  test('puts a new oldest in front of its list and requests the next change', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: younger })
    expect(result.phase).toEqual({ name: 'Younger', previousOldest: [younger, older] })
    expect(result.after.state.awaitsOldestChange).toBe(true)
  })

  test('replies HandOverDone to a request for an earlier incarnation (SG-12) [C-286]', () => {
    expect(run(at(phase), handOverToMe(younger)).effects).toMatchObject([
      { type: 'Reply', message: 'HandOverDone' },
    ])
  })

  test.each(['Leaving', 'Exiting'] as const)('ignores HandOverToMe while its node is %s', selfStatus => {
    expect(run(at(phase), handOverToMe(younger), { selfStatus }).effects).toEqual([])
  })

  test('counts a removal only after the margin', () => {
    const result = run(at(phase), { type: 'MemberRemoved', node: older })
    expect(result.effects).toEqual([{ type: 'ScheduleRemoval', node: older }])
    expect(result.after.state.removed.size).toBe(0)
    const later = run(result.after.state, { type: 'DelayedMemberRemoved', node: older })
    expect(later.phase).toEqual({ name: 'Younger', previousOldest: [] })
    expect(later.after.state.removed.has(nodeKey(older))).toBe(true)
  })
})

describe('a manager in phase BecomingOldest', () => {
  const phase: Phase = { name: 'BecomingOldest', previousOldest: [older] }

  test('stops its retries at HandOverInProgress and waits without limit', () => {
    const result = run(at(phase), { type: 'HandOverInProgress', from: older })
    expect(result.effects).toEqual([{ type: 'CancelRetry', key: 'HandOverRetry' }])
    expect(result.phase).toEqual(phase)
  })

  test('accepts HandOverDone from the head of its list only', () => {
    expect(run(at(phase), { type: 'HandOverDone', from: younger }).phase).toEqual(phase)
    expect(run(at(phase), { type: 'HandOverDone', from: older }).phase.name).toBe('Oldest')
  })

  test('asks the next of its list when a later incarnation of the head confirms the end of that head (SG-12) [C-286]', () => {
    const two: Phase = { name: 'BecomingOldest', previousOldest: [node(1, 97), younger] }
    const confirmed: ManagerInput = { type: 'HandOverDone', from: older }
    const result = run(at(two), confirmed)
    expect(result.phase).toEqual({ name: 'BecomingOldest', previousOldest: [younger] })
    expect(result.effects).toEqual([
      { type: 'Send', address: younger.address, message: 'HandOverToMe' },
      { type: 'StartRetry', key: 'HandOverRetry', count: 1 },
    ])
    expect(run(result.after.state, { type: 'HandOverDone', from: younger }).phase.name).toBe('Oldest')
    expect(run(at(two, { removed: removals(younger) }), confirmed).phase.name).toBe('Oldest')
  })

  test('replies to TakeOverFromMe of the head, of anyone when its list is empty, and else ignores it', () => {
    expect(run(at(phase), takeOverFromMe(older)).effects).toMatchObject([
      { type: 'Reply', message: 'HandOverToMe' },
    ])
    expect(run(at(phase), takeOverFromMe(younger)).effects).toEqual([])
    const headless = run(at({ name: 'BecomingOldest', previousOldest: [] }), takeOverFromMe(younger))
    expect(headless.effects).toMatchObject([{ type: 'Reply', message: 'HandOverToMe' }])
    expect(headless.phase).toEqual({ name: 'BecomingOldest', previousOldest: [younger] })
    expect(run(at(phase), takeOverFromMe(node(9))).effects).toEqual([])
  })

  test('starts the singleton only when the last previous oldest is removed', () => {
    const two: Phase = { name: 'BecomingOldest', previousOldest: [older, younger] }
    const one = run(at(two), { type: 'DelayedMemberRemoved', node: older })
    expect(one.phase).toEqual({ name: 'BecomingOldest', previousOldest: [younger] })
    expect(run(one.after.state, { type: 'DelayedMemberRemoved', node: younger }).phase.name).toBe('Oldest')
  })

  test('starts nothing while its own cluster is shutting down', () => {
    const result = run(at(phase), { type: 'DelayedMemberRemoved', node: older }, { clusterTerminated: true })
    expect(result.phase).toEqual(phase)
  })

  test('retries HandOverToMe up to the maximum, then starts, stops or fails', () => {
    expect(run(at(phase), { type: 'HandOverRetry', count: 15 }).effects).toEqual([
      { type: 'Send', address: older.address, message: 'HandOverToMe' },
      { type: 'StartRetry', key: 'HandOverRetry', count: 16 },
    ])
    const late: ManagerInput = { type: 'HandOverRetry', count: 16 }
    expect(run(at(phase, { removed: removals(older) }), late).phase.name).toBe('Oldest')
    expect(run(at(phase), late, { clusterTerminated: true }).phase.name).toBe('Stopped')
    expect(run(at(phase), late).effects).toMatchObject([{ type: 'Stuck' }])
  })
})

describe('a manager in phase Oldest', () => {
  const phase: Phase = { name: 'Oldest', child: true }

  test('sends TakeOverFromMe to the new oldest', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: younger })
    expect(result.phase).toEqual({ name: 'WasOldest', child: true, newOldest: younger })
    expect(result.effects).toEqual([
      { type: 'Send', address: younger.address, message: 'TakeOverFromMe' },
      { type: 'StartRetry', key: 'TakeOverRetry', count: 1 },
    ])
  })

  test('waits when there is no new oldest', () => {
    const result = run(at(phase), { type: 'OldestChanged', oldest: null })
    expect(result.phase).toEqual({ name: 'WasOldest', child: true, newOldest: null })
    expect(result.effects).toEqual([{ type: 'StartRetry', key: 'TakeOverRetry', count: 1 }])
  })

  test('stops the instance without a receiver when the new oldest was removed before', () => {
    const handing = run(at(phase, { removed: removals(younger) }), { type: 'OldestChanged', oldest: younger })
    expect(handing.phase).toEqual({ name: 'HandingOver', handOverTo: null })
    expect(handing.effects).toEqual([{ type: 'StopSingleton' }])
    expect(run(handing.after.state, { type: 'SingletonTerminated' }).phase).toEqual({
      name: 'Younger',
      previousOldest: [],
    })
  })

  test('replies HandOverToMe to TakeOverFromMe and stays Oldest', () => {
    const result = run(at(phase), takeOverFromMe(younger))
    expect(result.effects).toMatchObject([{ type: 'Reply', message: 'HandOverToMe' }])
    expect(result.phase).toEqual(phase)
  })

  test('stays Oldest without an instance when the child stops by itself', () => {
    const result = run(at(phase), { type: 'SingletonTerminated' })
    expect(result.phase).toEqual({ name: 'Oldest', child: false })
    expect(result.effects).toEqual([])
    expect(run(result.after.state, handOverToMe(younger)).effects).toMatchObject([
      { type: 'Reply', message: 'HandOverDone' },
      { type: 'CompleteExiting' },
    ])
  })

  test('stops the instance immediately and then itself when its node is downed [C-278]', () => {
    const stopping = run(at(phase), { type: 'MemberDowned', node: self })
    expect(stopping.phase).toEqual({ name: 'Stopping' })
    expect(stopping.effects).toEqual([{ type: 'StopSingleton' }])
    expect(run(stopping.after.state, { type: 'SingletonTerminated' }).phase.name).toBe('Stopped')
    expect(run(at({ name: 'Oldest', child: false }), { type: 'MemberDowned', node: self }).phase.name).toBe(
      'Stopped',
    )
  })
})

describe('a manager whose singleton needs a lease', () => {
  const child = true
  const leased = { usesLease: true } as const
  const asks: Phase = { name: 'AcquiringLease', requested: true, child: false }
  const waits: Phase = { ...asks, requested: false }

  test('asks for the lease in place of starting the singleton, which the grant starts [C-282]', () => {
    const phase: Phase = { name: 'Younger', previousOldest: [older] }
    const state = at(phase, { removed: removals(older) })
    const acquiring = run(state, { type: 'OldestChanged', oldest: self }, leased)
    expect(acquiring.phase).toEqual(asks)
    expect(acquiring.effects).toEqual([{ type: 'AcquireLease' }])
    const granted = run(at(asks), { type: 'LeaseAcquired' }, leased)
    expect(granted.phase).toEqual({ name: 'Oldest', child: true })
    expect(granted.effects).toEqual([{ type: 'StartSingleton' }, { type: 'CancelRetry', key: 'LeaseRetry' }])
  })

  test('asks again after the interval when another node holds the lease [C-282]', () => {
    const refused = run(at(asks), { type: 'LeaseNotAcquired', owner: 'x:1' }, leased)
    expect(refused).toMatchObject({ phase: waits, effects: [{ type: 'StartLeaseRetry' }] })
    const again = run(at(waits), { type: 'LeaseRetry' }, leased)
    expect(again).toMatchObject({ phase: asks, effects: [{ type: 'AcquireLease' }] })
  })

  test('waits for the end of its instance before it asks again for a lost lease [C-283]', () => {
    const lost = run(at({ name: 'Oldest', child }), { type: 'LeaseLost' }, leased)
    expect(lost.phase).toEqual({ ...waits, child: true })
    expect(lost.effects).toEqual([{ type: 'StopSingleton' }, { type: 'ReleaseLease' }])
    const ended = run(at(lost.phase), { type: 'SingletonTerminated' }, leased)
    expect(ended).toMatchObject({ phase: asks, effects: [{ type: 'AcquireLease' }] })
    const without = run(at({ name: 'Oldest', child: false }), { type: 'LeaseLost' }, leased)
    expect(without.effects).toEqual([{ type: 'ReleaseLease' }, { type: 'AcquireLease' }])
  })

  test('frees the lease at every way out of Oldest [C-283]', () => {
    const oldestNode = at({ name: 'Oldest', child })
    const ways: ManagerInput[] = [
      { type: 'OldestChanged', oldest: younger },
      { type: 'OldestChanged', oldest: null },
      { type: 'MemberDowned', node: self },
      handOverToMe(younger),
    ]
    for (const input of ways)
      expect(run(oldestNode, input, leased).effects, input.type).toContainEqual({ type: 'ReleaseLease' })
    expect(run(oldestNode, handOverToMe(younger)).effects).not.toContainEqual({ type: 'ReleaseLease' })
  })

  test('hands over while it has no lease, and frees one that may still be granted', () => {
    const handed = run(at(asks), handOverToMe(younger), leased)
    expect(handed.phase.name).toBe('End')
    expect(handed.effects).toContainEqual({ type: 'ReleaseLease' })
    expect(handed.effects).toContainEqual(expect.objectContaining({ type: 'Reply', message: 'HandOverDone' }))
    expect(run(at(waits), handOverToMe(younger), leased).effects).not.toContainEqual({ type: 'ReleaseLease' })
    expect(run(at(asks), takeOverFromMe(younger), leased)).toMatchObject({
      phase: asks,
      effects: [{ type: 'Reply', message: 'HandOverToMe' }],
    })
    expect(run(at(asks), { type: 'MemberDowned', node: self }, leased).phase.name).toBe('Stopped')
  })

  test('starts nothing when the grant comes during the preparation of a full shutdown (SG-13)', () => {
    const late = run(at(asks), { type: 'LeaseAcquired' }, { ...leased, preparingForShutdown: true })
    expect(late.phase.name).toBe('Younger')
    expect(late.effects).toContainEqual({ type: 'ReleaseLease' })
    expect(late.effects).not.toContainEqual({ type: 'StartSingleton' })
  })
})

describe('a manager in phases WasOldest and HandingOver', () => {
  const was: Phase = { name: 'WasOldest', child: true, newOldest: younger }

  test('retries TakeOverFromMe up to the maximum; then stops when its node leaves, else fails', () => {
    expect(run(at(was), { type: 'TakeOverRetry', count: 12 }).effects).toEqual([
      { type: 'Send', address: younger.address, message: 'TakeOverFromMe' },
      { type: 'StartRetry', key: 'TakeOverRetry', count: 13 },
    ])
    expect(run(at(was), { type: 'TakeOverRetry', count: 13 }).effects).toMatchObject([{ type: 'Stuck' }])
    const leaving = run(at(was, { selfExited: true }), { type: 'TakeOverRetry', count: 13 })
    expect(leaving.phase.name).toBe('Stopping')
    const alone: Phase = { name: 'WasOldest', child: true, newOldest: null }
    expect(run(at(alone, { selfExited: true }), { type: 'TakeOverRetry', count: 1 }).phase.name).toBe(
      'Stopping',
    )
  })

  test('hands over without a receiver as soon as the new oldest is removed, without margin', () => {
    expect(run(at(was), { type: 'MemberRemoved', node: younger }).phase).toEqual({
      name: 'HandingOver',
      handOverTo: null,
    })
  })

  test('stops when its own node is removed', () => {
    expect(run(at(was), { type: 'MemberRemoved', node: self }).phase.name).toBe('Stopped')
  })

  test('replies HandOverInProgress to HandOverToMe, stops the child, replies HandOverDone and ends (SG-7, SG-8)', () => {
    const handing = run(at(was), handOverToMe(younger))
    expect(handing.effects).toMatchObject(
      [
        { type: 'CancelRetry', key: 'TakeOverRetry' },
        { type: 'Reply', message: 'HandOverInProgress' },
        { type: 'StopSingleton' },
      ].sort((a, b) => order(handing.effects, a.type) - order(handing.effects, b.type)),
    )
    expect(run(handing.after.state, handOverToMe(younger)).effects).toMatchObject([
      { type: 'Reply', message: 'HandOverInProgress' },
    ])
    expect(run(handing.after.state, handOverToMe(older)).effects).toEqual([])
    const done = run(handing.after.state, { type: 'SingletonTerminated' })
    expect(done.effects).toMatchObject([
      { type: 'Reply', message: 'HandOverDone' },
      { type: 'CompleteExiting' },
    ])
    expect(done.phase.name).toBe('End')
    expect(run(done.after.state, { type: 'MemberRemoved', node: self }).phase.name).toBe('Stopped')
  })
})

const order = (effects: readonly { readonly type: string }[], type: string) =>
  effects.findIndex(effect => effect.type === type)

describe('at a graceful leave (SG-14)', () => {
  test('the oldest removes itself from its list, sends TakeOverFromMe, and completes the phase when the child has stopped', () => {
    const oldest = applySnapshot(initialManagerState, snapshot(member(2), member(3)), '', facts).state
    const offered = run(oldest, { type: 'SelfExiting' })
    expect(offered.phase).toEqual({ name: 'WasOldest', child: true, newOldest: younger })
    expect(offered.effects.map(effect => effect.type)).not.toContain('CompleteExiting')
    const handing = run(offered.after.state, handOverToMe(younger))
    expect(
      run(handing.after.state, { type: 'SingletonTerminated' }).effects.map(effect => effect.type),
    ).toContain('CompleteExiting')
  })

  test('a younger manager completes the phase immediately', () => {
    const result = run(at({ name: 'Younger', previousOldest: [older] }), { type: 'SelfExiting' })
    expect(result.effects).toEqual([{ type: 'CompleteExiting' }])
  })
})

describe('changes of the oldest', () => {
  test('stay pending during a hand-over (SG-3)', () => {
    const becoming = at(
      { name: 'BecomingOldest', previousOldest: [older] },
      { changes: { membersByAge: [member(2), member(3)], pending: [] } },
    )
    const removedSelf = applyMemberEvent(
      becoming,
      { type: 'MemberUp', member: { ...member(0), uniqueAddress: node(0) } },
      '',
      facts,
    )
    expect(removedSelf.state.phase.name).toBe('BecomingOldest')
    expect(removedSelf.state.changes.pending).toHaveLength(1)
    const oldest = run(removedSelf.state, { type: 'HandOverDone', from: older })
    expect(oldest.phase).toEqual({ name: 'WasOldest', child: true, newOldest: node(0) })
  })

  test('are not handled by a node whose cluster is shutting down', () => {
    const state = at(
      { name: 'Younger', previousOldest: [older] },
      {
        changes: { membersByAge: [member(1), member(2)], pending: [] },
      },
    )
    const event = { type: 'MemberRemoved', member: member(1), previousStatus: 'Down' } as const
    expect(applyMemberEvent(state, event, '', { ...facts, clusterTerminated: true }).state.phase.name).toBe(
      'Younger',
    )
    expect(applyMemberEvent(state, event, '', facts).state.phase.name).toBe('BecomingOldest')
  })

  test('leave a record of removed nodes for 15 minutes (SG-4)', () => {
    const state = run(at({ name: 'Oldest', child: true }), { type: 'MemberRemoved', node: older }).after.state
    expect(run(state, { type: 'Cleanup' }, { now: 900999 }).after.state.removed.size).toBe(1)
    expect(run(state, { type: 'Cleanup' }, { now: 901000 }).after.state.removed.size).toBe(0)
  })
})

describe('a request of a removed or unknown node', () => {
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

  test('is ignored with a log line in every phase', () => {
    for (const phase of phases) {
      for (const from of [removed, unknown]) {
        for (const input of [
          handOverToMe(from),
          takeOverFromMe(from),
          { type: 'HandOverInProgress', from } as const,
        ]) {
          const result = run(at(phase), input)
          expect(result.phase).toEqual(phase)
          expect(result.effects).toEqual([])
          expect(result.after.effects).toEqual([
            {
              type: 'Log',
              level: 'info',
              text: `Ignoring ${input.type} in [${phase.name}] from [${from.address}#${from.uid}], which is not a member of this cluster`,
            },
          ])
        }
      }
    }
  })

  test('is accepted by a node whose cluster has shut down, which has no member list', () => {
    const result = run(at({ name: 'Oldest', child }), handOverToMe(younger), {
      clusterTerminated: true,
      isMember: () => false,
    })
    expect(result.phase.name).toBe('HandingOver')
  })

  test('is accepted as HandOverDone of the removed head, or of a member at its address', () => {
    const phase: Phase = { name: 'BecomingOldest', previousOldest: [removed] }
    expect(run(at(phase), { type: 'HandOverDone', from: removed }).phase.name).toBe('Oldest')
    expect(run(at(phase), { type: 'HandOverDone', from: older }).phase.name).toBe('Oldest')
    expect(run(at(phase), { type: 'HandOverDone', from: node(1, 98) }).phase).toEqual(phase)
  })
})
