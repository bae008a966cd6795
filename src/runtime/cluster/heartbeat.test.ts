import { describe, expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { fastProfile } from './cluster-settings.ts'
import { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { HeartbeatNodeRing } from './heartbeat-node-ring.ts'
import { HeartbeatSenderState } from './heartbeat-sender-state.ts'
import { nodeKey, type UniqueAddress } from './ids.ts'

const [aa, bb, cc, dd, ee, ff] = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'].map((host, i) => ({
  address: `pekko://sys@${host}:2552`,
  uid: i + 1,
})) as [UniqueAddress, UniqueAddress, UniqueAddress, UniqueAddress, UniqueAddress, UniqueAddress]
const all = [aa, bb, cc, dd, ee, ff]
const keys = (nodes: readonly UniqueAddress[]) => new Set(nodes.map(nodeKey))
const hosts = (nodes: Iterable<UniqueAddress>) =>
  [...nodes]
    .map(node => node.address.slice(12, 14))
    .sort()
    .join(' ')

describe('the heartbeat ring', () => {
  test('monitors the successors of each node [C-086]', () => {
    const ring = HeartbeatNodeRing.of(cc, all, new Set(), 3)
    const expected = ['bb cc dd', 'cc dd ee', 'dd ee ff', 'aa ee ff', 'aa bb ff', 'aa bb cc']
    expect(all.map(node => hosts(ring.receivers(node).values()))).toEqual(expected)
    expect(hosts(ring.myReceivers.values())).toBe('dd ee ff')
  })

  test('monitors unreachable successors without counting them [C-087]', () => {
    const ring = HeartbeatNodeRing.of(aa, all, keys([aa, dd, ee]), 3)
    const expected = [
      'bb cc dd ff',
      'cc dd ee ff',
      'bb dd ee ff',
      'aa bb cc ee ff',
      'aa bb cc ff',
      'aa bb cc',
    ]
    expect(all.map(node => hosts(ring.receivers(node).values()))).toEqual(expected)
  })

  test('monitors no node in a cluster of one [C-089]', () => {
    expect(HeartbeatNodeRing.of(aa, [], new Set(), 3).myReceivers.size).toBe(0)
  })

  test('monitors all other nodes in a small cluster', () => {
    const ring = HeartbeatNodeRing.of(aa, all, keys([bb]), 9)
    expect(hosts(ring.receivers(ff).values())).toBe('aa bb cc dd ee')
  })
})

const detectors = () => new FailureDetectorRegistry(fastProfile.failureDetector)
const state = (monitoredBy: number, registry = detectors()) =>
  new HeartbeatSenderState(aa, monitoredBy, registry)
const active = (sender: HeartbeatSenderState) => hosts(sender.activeReceivers)

describe('the heartbeat sender state', () => {
  test('never contains self [C-091]', () => {
    const sender = state(3)
    expect(active(sender)).toBe('')
    sender.init([aa], new Set())
    expect(active(sender)).toBe('')
    for (const members of [
      [aa, bb, cc],
      [bb, cc],
    ]) {
      sender.init(members, new Set())
      expect(active(sender)).toBe('bb cc')
    }
  })

  test('follows added and removed members, unreachable ones included [C-092]', () => {
    const registry = detectors()
    const sender = state(3, registry)
    sender.init([], keys([cc]))
    sender.addMember(bb, 0)
    sender.addMember(cc, 0)
    expect(active(sender)).toBe('bb cc')
    sender.heartbeatResponse(bb, 0)
    sender.removeMember(bb, 0)
    expect(active(sender)).toBe('cc')
    expect(registry.isMonitoring(bb.address)).toBe(false)
  })

  test('has the configured number of receivers, plus unreachable ones [C-093]', () => {
    const sender = state(3)
    for (const node of [cc, dd, bb, ee]) sender.addMember(node, 0)
    expect(active(sender)).toBe('bb cc dd')
    const other = state(3)
    other.init([bb, cc, dd, ee], keys([cc]))
    expect(active(other)).toBe('bb cc dd ee')
  })

  test('counts only the replies of active receivers [C-094]', () => {
    const registry = detectors()
    const sender = state(3, registry)
    for (const node of [bb, cc, dd, ee]) sender.addMember(node, 0)
    sender.heartbeatResponse(bb, 0)
    sender.heartbeatResponse(ee, 0)
    expect([bb, ee].map(node => registry.isMonitoring(node.address))).toEqual([true, false])
  })

  function pushedOut() {
    const registry = detectors()
    const sender = state(3, registry)
    for (const node of [cc, dd, ee]) sender.addMember(node, 0)
    for (const node of [cc, dd, ee]) sender.heartbeatResponse(node, 0)
    sender.heartbeatResponse(cc, 20000)
    sender.heartbeatResponse(dd, 20000)
    sender.unreachableMember(ee, 20000)
    sender.addMember(bb, 20000)
    return { registry, sender }
  }

  test('keeps a silent receiver that leaves the ring [C-095]', () => {
    const { registry, sender } = pushedOut()
    expect(hosts(sender.ringReceivers.values())).toBe('bb cc dd')
    expect(active(sender)).toBe('bb cc dd ee')
    expect(registry.isAvailable(ee.address, 20000)).toBe(false)
  })

  test('drops a former receiver when it replies [C-096]', () => {
    const { registry, sender } = pushedOut()
    sender.heartbeatResponse(ee, 20001)
    expect(active(sender)).toBe('bb cc dd')
    expect(registry.isMonitoring(ee.address)).toBe(false)
  })

  test('drops a former receiver when it is removed [C-097]', () => {
    const { sender } = pushedOut()
    sender.removeMember(ee, 20001)
    expect(active(sender)).toBe('bb cc dd')
    expect(sender.oldReceiversNowUnreachable.size).toBe(0)
  })

  test('stays consistent over random steps [C-098]', () => {
    const random = seededRandom('heartbeat sender')
    const nodes = Array.from({ length: 12 }, (_, i) => ({ address: `pekko://sys@h${i}:1`, uid: i + 1 }))
    const registry = detectors()
    const self = nodes[0]!
    const sender = new HeartbeatSenderState(self, 3, registry)
    const members = new Set<UniqueAddress>()
    let now = 0
    for (let step = 0; step < 5000; step++) {
      now += random.below(4000)
      const node = random.pick(nodes)
      const kind = random.below(5)
      if (node === self) continue
      if (kind === 0) {
        members.add(node)
        sender.addMember(node, now)
      } else if (kind === 1) {
        members.delete(node)
        sender.removeMember(node, now)
        expect(registry.isMonitoring(node.address)).toBe(false)
      } else if (kind === 2 && members.has(node)) sender.unreachableMember(node, now)
      else if (kind === 3 && members.has(node)) sender.reachableMember(node, now)
      else {
        const wasActive = sender.isActive(node)
        sender.heartbeatResponse(node, now)
        if (!wasActive || !sender.isActive(node)) expect(registry.isMonitoring(node.address)).toBe(false)
      }
      const activeNodes = new Set(sender.activeReceivers)
      expect(activeNodes.has(self)).toBe(false)
      for (const each of activeNodes) expect(members.has(each)).toBe(true)
      for (const each of sender.ringReceivers.values()) expect(activeNodes.has(each)).toBe(true)
    }
  })
})
