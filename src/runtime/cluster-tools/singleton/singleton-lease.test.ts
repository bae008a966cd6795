import { describe, expect, test } from 'vitest'
import { fastProfile } from '../../cluster/cluster-settings.ts'
import { Leases } from '../../coordination/index.ts'
import { LeaseDatabase } from '../../testkit/lease-database.ts'
import { numberedIds } from '../testkit/numbered-ids.ts'
import { type Pong, SingletonCluster } from '../testkit/singleton-cluster.ts'

const lease = 'test-singleton-pekko://test/user/master'
const retryMs = 1000
const operationTimeoutMs = 500

/** Nodes whose singleton needs a lease, which `heldMs` long belongs to an owner outside of the cluster. */
function leased(size: number, heldMs = 0) {
  const cluster = new SingletonCluster({
    settings: {
      downing: { strategy: 'none' },
      downRemovalMarginMs: 1000,
      singleton: { ...fastProfile.singleton, useLease: true, leaseRetryIntervalMs: retryMs },
      lease: {
        heartbeatIntervalMs: 1000,
        heartbeatTimeoutMs: 30_000,
        leaseOperationTimeoutMs: operationTimeoutMs,
      },
    },
    setup: system => Leases.get(system).useDatabase(database.path),
  })
  const database = new LeaseDatabase(cluster.network)
  if (heldMs > 0) database.give(lease, 'other:1', heldMs)
  for (const id of numberedIds(size)) {
    cluster.startWorker(id)
    cluster.awaitAgreement()
  }
  return { cluster, database }
}

const requests = (cluster: SingletonCluster, node: string) =>
  cluster.network.eventsOf('MessageSent', node).filter(({ label }) => /^(Acquire|Release)Lease$/.test(label))

/** The events of the lease and of the instance of a node, in order. */
const story = (cluster: SingletonCluster, node: string, since: number) =>
  cluster.network.trace.flatMap(event => {
    if (event.node !== node || event.at < since) return []
    switch (event.type) {
      case 'MessageSent':
        return /^(Acquire|Release)Lease$/.test(event.label) ? [event.label] : []
      case 'ActorStarted':
        return event.actor.startsWith('/user/master/singleton#') ? ['preStart'] : []
      case 'Logged':
        return event.text === 'postStop' ? ['postStop'] : []
      default:
        return []
    }
  })

/** Pings through a node's proxy; the reply, if one comes within the time. */
const replyWithin = (cluster: SingletonCluster, id: string, ms: number) => {
  const probe = cluster.probe<Pong>(id)
  cluster.tell(id, '/user/masterProxy', { type: 'Ping', n: -1, replyTo: probe.ref })
  cluster.network.advance(ms)
  return probe.pending.map(({ at }) => at)
}

describe('a singleton with a lease', () => {
  test('starts only when a refused request, repeated at the interval, is granted [C-282]', () => {
    const { cluster, database } = leased(1, 10_000)
    cluster.network.advanceTo(9999)
    expect(cluster.instances()).toEqual([])
    const times = requests(cluster, 'n1').map(({ at }) => at)
    expect(times.length).toBeGreaterThan(4)
    // The interval begins at the answer, which needs a message each way.
    for (const [i, at] of times.slice(1).entries()) {
      expect(at - times[i]!).toBeGreaterThanOrEqual(retryMs)
      expect(at - times[i]!).toBeLessThan(retryMs + 100)
    }
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1', retryMs + 100)
    expect(database.ownerOf(lease)).toBe('n1:1')
    expect(cluster.ask('n1')).toBe('n1')
  })

  test('starts only when a failed request, repeated at the interval, is granted [C-282]', () => {
    const { cluster } = leased(1, 3000)
    cluster.network.kill('database')
    cluster.network.advance(10_000)
    expect(cluster.instances()).toEqual([])
    const times = requests(cluster, 'n1').map(({ at }) => at)
    expect(times.at(-1)! - times.at(-2)!).toBe(operationTimeoutMs + retryMs)
    cluster.network.restart('database')
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1', 2000)
  })

  test('ends when its lease is lost, and starts again with the next grant [C-283]', () => {
    const { cluster, database } = leased(1)
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1')
    const lostAt = cluster.network.now
    database.give(lease, 'other:1', lostAt + 5000)
    cluster.network.advance(4900)
    expect(cluster.live()).toEqual([])
    const before = story(cluster, 'n1', lostAt)
    expect(before.slice(0, 3)).toEqual(['postStop', 'ReleaseLease', 'AcquireLease'])
    expect(database.ownerOf(lease)).toBe('other:1')
    cluster.awaitUntil('n1 runs it again', () => cluster.live().join() === 'n1', 2000)
    expect(story(cluster, 'n1', lostAt).slice(before.length)).toEqual(['AcquireLease', 'preStart'])
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('frees its lease when the hand-over begins, and the next oldest acquires it [C-283]', () => {
    const { cluster, database } = leased(2)
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1')
    const since = cluster.network.now
    cluster.leave('n1')
    cluster.awaitUntil('n2 runs the singleton', () => cluster.live().join() === 'n2', 10_000)
    // n1 frees the lease on its way from Oldest to WasOldest, so before the instance ends. (SG-6)
    expect(story(cluster, 'n1', since)).toEqual(['ReleaseLease', 'postStop'])
    expect(story(cluster, 'n2', since)).toEqual(['AcquireLease', 'preStart'])
    expect(database.ownerOf(lease)).toBe('n2:1')
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('gives no answer before the grant to its node, the first or, after a downing, the second [C-284]', () => {
    const { cluster, database } = leased(3, 12_000)
    expect(replyWithin(cluster, 'n3', 3000)).toEqual([])
    cluster.network.advanceTo(12_000)
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1', 2000)
    expect(cluster.ask('n3')).toBe('n1')

    const downedAt = cluster.network.now
    cluster.at('n2').down(cluster.network.addressOf('n1'))
    cluster.awaitUntil('n1 has freed the lease', () => database.ownerOf(lease) === null, 5000)
    expect(story(cluster, 'n1', downedAt)).toContain('ReleaseLease')
    database.give(lease, 'other:1', cluster.network.now + 30_000)
    cluster.awaitUntil('n2 asks for the lease', () => requests(cluster, 'n2').length > 0, 20_000)
    expect(replyWithin(cluster, 'n3', 3000)).toEqual([])
    expect(cluster.live()).toEqual([])
    cluster.awaitUntil('n2 runs the singleton', () => cluster.live().join() === 'n2', 30_000)
    expect(cluster.ask('n3')).toBe('n2')
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('is not started by a second oldest behind a cut while the first one holds the lease (SG-11)', () => {
    const { cluster, database } = leased(2)
    cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1')
    cluster.partition(['n1'], ['n2'])
    cluster.awaitUntil('n2 misses n1', () => cluster.view('n2').includes('n1 Up unreachable'))
    cluster.at('n2').down(cluster.network.addressOf('n1'))
    cluster.awaitUntil('n2 asks for the lease', () => requests(cluster, 'n2').length > 3, 30_000)
    expect(cluster.live()).toEqual(['n1'])
    expect(database.ownerOf(lease)).toBe('n1:1')
    cluster.kill('n1')
    // A crashed node cannot free its lease, so it expires.
    cluster.awaitUntil('n2 runs the singleton', () => cluster.live().join() === 'n2', 31_000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })
})
