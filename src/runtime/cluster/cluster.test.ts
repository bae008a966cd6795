import { describe, expect, test } from 'vitest'
import { TestCluster } from './test-cluster.ts'

describe('joining', () => {
  test('[C-126] the founder is Up at once, alone and converged', () => {
    const cluster = new TestCluster()
    cluster.start('a')
    expect(cluster.network.now).toBe(0)
    expect(cluster.view('a')).toBe('a Up')
    expect(cluster.leader('a')).toBe('a')
    const changes = cluster.network.eventsOf('MemberChanged', 'a')
    expect(changes.map(event => [event.status, event.upNumber])).toEqual([['Up', 1]])
    expect(cluster.network.eventsOf('ConvergenceChanged', 'a').at(-1)!.converged).toBe(true)
  })

  test('five nodes join and agree', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.startAll('a', 'b', 'c', 'd', 'e')
    cluster.awaitAgreement()
    for (const id of cluster.running) expect(cluster.leader(id)).toBe('a')
  })
})
