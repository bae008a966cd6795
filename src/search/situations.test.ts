import { expect, test } from 'vitest'
import type { ClusterView } from '../trace/cluster-view.ts'
import { emptyView } from '../trace/fold.ts'
import { SituationCount, situationOf } from './situations.ts'

const nodeNamed = (id: string, status: 'Up' | 'Down'): ClusterView => ({
  ...emptyView,
  participants: {
    [id]: {
      id,
      kind: 'node',
      address: `pekko://x@${id}:1`,
      roles: ['read'],
      incarnation: 1,
      uid: 1,
      running: true,
      stoppedBecause: null,
      startedAt: 0,
      stoppedAt: null,
      frozenSince: null,
      frozenUntil: null,
      blockedUntil: null,
      beliefs: {
        [`pekko://x@${id}:1`]: {
          address: `pekko://x@${id}:1`,
          uid: 1,
          status,
          upNumber: 1,
          roles: ['read'],
          reachable: true,
          since: `${id}/1`,
        },
      },
      leader: null,
      converged: true,
      gossip: null,
      actors: {},
      topics: {},
      contact: null,
      clients: [],
      databaseFaults: [],
      stats: { sent: 0, delivered: 0 },
    },
  },
})

test('a situation ignores names and depends on statuses', () => {
  expect(situationOf(nodeNamed('a', 'Up'))).toBe(situationOf(nodeNamed('b', 'Up')))
  expect(situationOf(nodeNamed('a', 'Up'))).not.toBe(situationOf(nodeNamed('a', 'Down')))
})

test('a situation counts once, in the run that reached it first', () => {
  const count = new SituationCount()
  for (let run = 1; run <= 10; run++) {
    count.beginRun()
    count.add(nodeNamed('a', 'Up'))
    if (run === 10) count.add(nodeNamed('a', 'Down'))
  }
  expect(`${count}`).toBe('10 runs, 2 distinct situations, 1 of them new in the last tenth')
})
