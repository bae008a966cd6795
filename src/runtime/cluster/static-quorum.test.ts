import { describe, expect, test } from 'vitest'
import { type Situation, survivors as survivorsOf, viewOf } from '../testkit/downing-situation.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import { decideStaticQuorum } from './static-quorum.ts'

const decide = (quorumSize: number, situation: Situation, role = '') =>
  decideStaticQuorum(viewOf(situation), role, quorumSize)
const survivors = (quorumSize: number, situation: Situation) =>
  survivorsOf(situation, view => decideStaticQuorum(view, '', quorumSize))
const bothSides = (quorumSize: number, one: string, other: string, role = '') => [
  decide(quorumSize, { thisSide: one, otherSide: other }, role),
  decide(quorumSize, { thisSide: other, otherSide: one }, role),
]

describe('static-quorum', () => {
  test('keeps the side that reaches the quorum [C-219]', () => {
    expect(bothSides(3, 'A C E', 'B D')).toEqual(['DownUnreachable', 'DownReachable'])
    expect(survivors(3, { thisSide: 'A C E', otherSide: 'B D' })).toBe('ACE')
  })

  test('downs both sides when neither reaches the quorum [C-220]', () => {
    expect(bothSides(3, 'A B', 'C D')).toEqual(['DownReachable', 'DownReachable'])
  })

  test('counts only members with the role [C-221]', () => {
    expect(bothSides(2, 'A* B* C*', 'D E', 'role3')).toEqual(['DownUnreachable', 'DownReachable'])
    expect(bothSides(2, 'A* B', 'C D* E*', 'role3')).toEqual(['DownReachable', 'DownUnreachable'])
  })

  test('downs all in a cluster in which two sides could reach the quorum [C-222]', () => {
    expect(bothSides(3, 'A B C', 'D E F')).toEqual(['DownAll', 'DownAll'])
    expect(bothSides(3, 'A B C', 'D E')).toEqual(['DownUnreachable', 'DownReachable'])
  })

  test('counts Leaving members, but no Joining and no Exiting ones [C-223]', () => {
    expect(decide(3, { thisSide: 'A B Cj', otherSide: 'D E' })).toBe('DownReachable')
    expect(decide(3, { thisSide: 'A B Ce', otherSide: 'D E' })).toBe('DownReachable')
    expect(decide(3, { thisSide: 'A B Cl', otherSide: 'D E' })).toBe('DownUnreachable')
    expect(decide(3, { thisSide: 'A B C Dj Fe', otherSide: 'E G' })).toBe('DownUnreachable')
  })

  test('downs indirectly connected members and keeps a rest with the quorum', () => {
    expect(survivors(3, { thisSide: '(A B) C D E' })).toBe('CDE')
    expect(survivors(3, { thisSide: 'A B C (D E)', otherSide: 'F' })).toBe('')
    expect(survivors(2, { thisSide: '(A B) C D' })).toBe('')
  })

  test('logs a warning in a cluster of four with a quorum of two, and none in one of three [C-256]', () => {
    const downing = {
      strategy: 'static-quorum',
      quorumSize: 2,
      role: '',
      stableAfterMs: 3000,
      downAllWhenUnstableMs: null,
    } as const
    const warnings = (...ids: string[]) => {
      const cluster = new TestCluster({ seeds: ['a'], settings: { downing } })
      cluster.form(...ids)
      return cluster.network
        .eventsOf('Logged', 'a')
        .map(({ text }) => text)
        .filter(text => text.includes('static-quorum'))
    }
    expect(warnings('a', 'b', 'c')).toEqual([])
    expect(warnings('a', 'b', 'c', 'd')).toEqual([
      'The cluster has [4] members, more than the [3] that static-quorum with quorum-size [2] allows. While it does, a downing decision downs all members.',
    ])
  })
})
