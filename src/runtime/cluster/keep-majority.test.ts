import { describe, expect, test } from 'vitest'
import { type Situation, survivors as survivorsOf, viewOf } from '../testkit/downing-situation.ts'
import { type DowningDecision, nodesToDown } from './downing-decision.ts'
import { decideKeepMajority } from './keep-majority.ts'

const decide = (situation: Situation): DowningDecision => decideKeepMajority(viewOf(situation), '')

const survivors = ({ role = '', ...situation }: Situation & { readonly role?: string }): string =>
  survivorsOf(situation, view => decideKeepMajority(view, role))

describe('keep-majority', () => {
  test('keeps the larger side [C-224]', () => {
    for (const [thisSide, otherSide, expected] of [
      ['A C E', 'B D', 'ACE'],
      ['A B', 'C D E', 'CDE'],
      ['B', 'A C', 'AC'],
    ] as const) {
      expect(survivors({ thisSide, otherSide })).toBe(expected)
      expect(survivors({ thisSide: otherSide, otherSide: thisSide })).toBe(expected)
    }
  })

  test('keeps the side with the lowest address when both are equal [C-225]', () => {
    for (const [thisSide, otherSide, expected] of [
      ['A B', 'C D', 'AB'],
      ['A', 'B', 'A'],
    ] as const) {
      expect(survivors({ thisSide, otherSide })).toBe(expected)
      expect(survivors({ thisSide: otherSide, otherSide: thisSide })).toBe(expected)
    }
  })

  test('counts only members with the role [C-226]', () => {
    for (const [thisSide, otherSide, expected] of [
      ['A* B*', 'C D* E', 'AB'],
      ['A D* E', 'B* C*', 'BC'],
      ['C', 'E', ''],
    ] as const) {
      expect(survivors({ thisSide, otherSide, role: 'role3' })).toBe(expected)
      expect(survivors({ thisSide: otherSide, otherSide: thisSide, role: 'role3' })).toBe(expected)
    }
  })

  test('downs Joining members with their side and does not count them [C-227]', () => {
    expect(survivors({ thisSide: 'B D', otherSide: 'Aj C' })).toBe('BD')
    expect(survivors({ thisSide: 'C D E', otherSide: 'A Bj' })).toBe('CDE')
    expect(survivors({ thisSide: 'A Bj', otherSide: 'C D E' })).toBe('CDE')
  })

  test('downs all of three parts without a majority [C-228]', () => {
    expect(decide({ thisSide: 'A B', otherSide: 'C D E' })).toBe('DownReachable')
    expect(decide({ thisSide: 'C D', otherSide: 'A B E' })).toBe('DownReachable')
    expect(decide({ thisSide: 'E', otherSide: 'A B C D' })).toBe('DownReachable')
  })

  test('counts members that may have become Up on the other side [C-229, C-230]', () => {
    expect(decide({ thisSide: 'C D E', otherSide: 'A B Fj Gj' })).toBe('DownAll')
    expect(decide({ thisSide: 'C D E', otherSide: 'A B Fj' })).toBe('DownAll')
    expect(decide({ thisSide: 'A B', otherSide: 'C D E Fj' })).toBe('DownReachable')
    expect(decide({ thisSide: 'C D E Fj', otherSide: 'A B' })).toBe('DownUnreachable')
  })

  test('leaves out members that may have left on this side [C-231]', () => {
    expect(decide({ thisSide: 'Al B Ej', otherSide: 'C D' })).toBe('DownAll')
  })

  test('downs indirectly connected members and keeps the rest [C-232]', () => {
    const situations = [
      ['(A B)', ''],
      ['(A B) C', 'C'],
      ['(A B C)', ''],
      ['(A B C D)', ''],
      ['(A B C) D E', 'DE'],
      ['A (B C) D (E F) G', 'ADG'],
    ] as const
    for (const [thisSide, expected] of situations) expect(survivors({ thisSide })).toBe(expected)
  })

  test('finds indirectly connected members also by the state that they have seen [C-233]', () => {
    expect(survivors({ thisSide: '(A B C)', throughSeen: true })).toBe('')
    expect(survivors({ thisSide: '(A B C D) E', throughSeen: true })).toBe('E')
  })

  test('downs indirectly connected members together with a crashed one [C-234]', () =>
    expect(survivors({ thisSide: '(A B) D E', otherSide: 'C' })).toBe('DE'))

  test('downs indirectly connected members together with the smaller side of a partition [C-235]', () => {
    expect(survivors({ thisSide: 'A (B C)', otherSide: 'D E' })).toBe('A')
    expect(survivors({ thisSide: 'A (B C)', otherSide: 'D E F G' })).toBe('DEFG')
    expect(survivors({ thisSide: 'D E F G', otherSide: 'A B C' })).toBe('DEFG')
    expect(survivors({ thisSide: '(D E) F G', otherSide: 'A B C' })).toBe('FG')
  })

  test('downs indirectly connected members on both sides of a cut and keeps the larger rest [C-236]', () => {
    expect(survivors({ thisSide: 'A (B) C', otherSide: 'D (E F) G' })).toBe('DG')
  })

  test('downs all when pairs that have seen the state are on one side of a cut [C-237]', () => {
    expect(survivors({ thisSide: '(D E) (F G)', otherSide: 'A B C', throughSeen: true })).toBe('')
    expect(decide({ thisSide: 'A B C', otherSide: 'D E F G' })).toBe('DownReachable')
  })

  test('downs all when the second decision is indirect again [C-237]', () => {
    const view = viewOf({ thisSide: '(A B) D E', otherSide: 'C' })
    const always = (): DowningDecision => 'DownIndirectlyConnected'
    expect(nodesToDown('DownIndirectlyConnected', view, always)).toHaveLength(5)
  })

  test('never downs a Down or Exiting member again', () => {
    const view = viewOf({ thisSide: 'A B C', otherSide: 'Dd Ee F' })
    const down = nodesToDown('DownUnreachable', view, each => decideKeepMajority(each, ''))
    expect(down.map(member => member.uniqueAddress.address[12])).toEqual(['F'])
  })
})
