import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { workers } from '../testkit/singleton-cluster.ts'

describe('Random schedules of kills, leaves and restarts', () => {
  test.each(Array.from({ length: 40 }, (_, i) => i + 1))(
    'seed %i: never two instances, and one in the end',
    seed => {
      const cluster = workers(4, { seed })
      const random = seededRandom(`schedule/${seed}`)
      const next = (bound: number) => random.below(bound)
      for (let step = 0; step < 6; step++) {
        const able = cluster.running
        const id = able[next(able.length)]!
        const what = next(3)
        if (able.length > 3 && what === 0) cluster.kill(id)
        else if (able.length > 3 && what === 1) cluster.leave(id)
        else if (what === 2) cluster.restart(id)
        cluster.network.advance(500 + next(15000))
        for (const gone of ['n1', 'n2', 'n3', 'n4']) {
          if (!cluster.network.node(gone).running && next(2) === 0) cluster.network.restart(gone)
        }
      }
      // Without the first seed node nobody may begin a cluster, so all run in the end.
      for (const id of ['n1', 'n2', 'n3', 'n4'])
        if (!cluster.network.node(id).running) cluster.network.restart(id)
      cluster.network.advance(60000)
      expect(cluster.maxConcurrentInstances()).toBe(1)
      expect(cluster.live()).toHaveLength(1)
      for (const id of cluster.running) expect(cluster.ask(id, 5000)).toBe(cluster.live()[0])
    },
  )
})
