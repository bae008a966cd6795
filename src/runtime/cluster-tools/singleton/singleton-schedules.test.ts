import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { workers } from '../testkit/singleton-cluster.ts'

describe('a random schedule of kills, leaves and restarts', () => {
  test.each(Array.from({ length: 40 }, (_, i) => i + 1))(
    'never has two instances and ends with one, seed %i',
    seed => {
      const cluster = workers(4, { seed })
      const random = seededRandom(`schedule/${seed}`)
      const next = (bound: number) => random.below(bound)
      for (let step = 0; step < 6; step++) {
        const { running } = cluster
        const id = running[next(running.length)]!
        const choice = next(3)
        if (running.length > 3 && choice === 0) cluster.kill(id)
        else if (running.length > 3 && choice === 1) cluster.leave(id)
        else if (choice === 2) cluster.restart(id)
        cluster.network.advance(500 + next(15000))
        for (const other of ['n1', 'n2', 'n3', 'n4']) {
          if (!cluster.network.node(other).running && next(2) === 0) cluster.network.restart(other)
        }
      }
      // Only the first seed node can form a new cluster, so all nodes run in the end.
      for (const id of ['n1', 'n2', 'n3', 'n4'])
        if (!cluster.network.node(id).running) cluster.network.restart(id)
      cluster.network.advance(60000)
      expect(cluster.maxConcurrentInstances()).toBe(1)
      expect(cluster.live()).toHaveLength(1)
      for (const id of cluster.running) expect(cluster.ask(id, 5000)).toBe(cluster.live()[0])
    },
  )
})
