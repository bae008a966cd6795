import { describe, expect, test } from 'vitest'
import { type Situation, survivors as survivorsOf, viewOf } from '../testkit/downing-situation.ts'
import { decideKeepOldest } from './keep-oldest.ts'

const decide = (situation: Situation, downIfAlone = true) =>
  decideKeepOldest(viewOf(situation), '', downIfAlone)
const survivors = (situation: Situation, downIfAlone = true, role = '') =>
  survivorsOf(situation, view => decideKeepOldest(view, role, downIfAlone))
/** The survivors, on which both sides have to agree. */
const agreed = (one: string, other: string, downIfAlone = true, role = '') => {
  const seen = survivors({ thisSide: one, otherSide: other }, downIfAlone, role)
  expect(survivors({ thisSide: other, otherSide: one }, downIfAlone, role)).toBe(seen)
  return seen
}

describe('keep-oldest', () => {
  test('keeps the side with the oldest member unless it is alone and down-if-alone is on [C-239]', () => {
    expect(agreed('A B', 'C D E')).toBe('CDE')
    expect(agreed('E', 'A B C D')).toBe('ABCD')
    expect(agreed('E', 'A B C D', false)).toBe('E')
    expect(agreed('B', 'A')).toBe('B')
    expect(survivors({ thisSide: 'A' })).toBe('A')
  })

  test('counts only members with the role', () => {
    expect(agreed('A* B', 'C D* E', true, 'role3')).toBe('CDE')
    expect(agreed('A* B*', 'C E', true, 'role3')).toBe('AB')
    expect(agreed('A', 'B', true, 'role3')).toBe('')
  })

  test('does not take an Exiting member for the oldest [C-240]', () => {
    expect(decide({ thisSide: 'A B D', otherSide: 'C Ee' })).toBe('DownUnreachable')
    expect(decide({ thisSide: 'C El', otherSide: 'A B D' })).toBe('DownAll')
  })

  test('downs all when the oldest is Leaving and the next is on the other side [C-241]', () => {
    expect(decide({ thisSide: 'A El', otherSide: 'B C D' })).toBe('DownAll')
    expect(decide({ thisSide: 'B C D', otherSide: 'A El' })).toBe('DownReachable')
    expect(decide({ thisSide: 'Dl E', otherSide: 'A B C' })).toBe('DownAll')
  })

  test('downs all when Leaving members decide whether the oldest is alone [C-242]', () => {
    expect(decide({ thisSide: 'E', otherSide: 'A B Cl' })).toBe('DownReachable')
    expect(decide({ thisSide: 'A B Cl', otherSide: 'E' })).toBe('DownUnreachable')
    expect(decide({ thisSide: 'A Bl Cl Dl', otherSide: 'E' })).toBe('DownAll')
  })

  test('downs both sides when only one knows that the oldest members are Exiting [C-243]', () => {
    expect(decide({ thisSide: 'De Ee', otherSide: 'A B C' })).toBe('DownReachable')
    expect(decide({ thisSide: 'A B C', otherSide: 'Dl El' })).toBe('DownReachable')
    expect(survivors({ thisSide: 'A', otherSide: 'Be' })).toBe('AB')
    expect(decide({ thisSide: 'A', otherSide: 'Be' })).toBe('DownUnreachable')
    expect(decide({ thisSide: 'Bl', otherSide: 'A' })).toBe('DownAll')
  })

  test('counts members that may have become Up when it asks whether the oldest is alone', () => {
    expect(decide({ thisSide: 'Dj E', otherSide: 'A B' })).toBe('DownReachable')
    expect(decide({ thisSide: 'A B', otherSide: 'Dj E' })).toBe('DownAll')
    expect(decide({ thisSide: 'Dj E', otherSide: 'A B' }, false)).toBe('DownUnreachable')
  })

  test('downs indirectly connected members besides the side without the oldest [C-245]', () => {
    expect(survivors({ thisSide: '(A B) C' })).toBe('C')
    expect(survivors({ thisSide: 'A (B C)', otherSide: 'D E F G' })).toBe('DEFG')
    expect(survivors({ thisSide: 'D E F G', otherSide: 'A B C' })).toBe('DEFG')
    expect(survivors({ thisSide: 'A B C', otherSide: 'D E F G' })).toBe('DEFG')
    expect(survivors({ thisSide: '(D E) F G', otherSide: 'A B C' })).toBe('FG')
  })
})
