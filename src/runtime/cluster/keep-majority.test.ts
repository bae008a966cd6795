import { describe, expect, test } from 'vitest'
import type { DowningView } from './downing-view.ts'
import { nodeKey } from './ids.ts'
import { type DowningDecision, decideKeepMajority, nodesToDown } from './keep-majority.ts'
import type { Member, MemberStatus } from './member.ts'
import { allReachable, observe } from './reachability.ts'

const upNumbers: { readonly [host: string]: number } = { A: 5, B: 4, C: 3, D: 2, E: 1, F: 5, G: 6 }
const statuses: { readonly [mark: string]: MemberStatus } = {
  j: 'Joining',
  l: 'Leaving',
  e: 'Exiting',
  d: 'Down',
}

interface Side {
  readonly members: readonly Member[]
  readonly indirect: readonly (readonly Member[])[]
}

/**
 * Reads `A Bj (C D) E*`: j joining, l leaving, e exiting, d down, * with the role; brackets mark indirectly
 * connected members.
 */
function parseSide(text: string): Side {
  const members: Member[] = []
  const indirect: Member[][] = []
  let group: Member[] | null = null
  for (const [token] of text.matchAll(/[A-G][jled]?\*?|[()]/g)) {
    if (token === '(') group = []
    else if (token === ')') {
      indirect.push(group!)
      group = null
    } else {
      const found: Member = {
        uniqueAddress: { address: `pekko://sys@${token[0]}:1`, uid: token.charCodeAt(0) },
        status: statuses[token[1] ?? ''] ?? 'Up',
        upNumber: upNumbers[token[0]!]!,
        roles: token.endsWith('*') ? ['role3'] : [],
      }
      members.push(found)
      group?.push(found)
    }
  }
  return { members, indirect }
}

const key = (member: Member) => nodeKey(member.uniqueAddress)

interface Situation {
  readonly thisSide: string
  readonly otherSide?: string
  readonly role?: string
  /** Indirectly connected members have seen the state, instead of observing each other. */
  readonly throughSeen?: boolean
}

function viewOf({ thisSide, otherSide = '', throughSeen = false }: Situation): DowningView {
  const ownSide = parseSide(thisSide)
  const remoteSide = parseSide(otherSide)
  const members = [...ownSide.members, ...remoteSide.members].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  let reachability = allReachable
  const unreachable = new Set<string>()
  const address = (member: Member) => member.uniqueAddress.address
  const seenBy = new Set(ownSide.members.map(address))
  const suspect = (observer: Member, subject: Member) => {
    reachability = observe(reachability, key(observer), key(subject), 'Unreachable')
    unreachable.add(key(subject))
  }
  for (const group of [...ownSide.indirect, ...remoteSide.indirect]) {
    if (throughSeen) {
      // One member observes its neighbour as unreachable, although the neighbour has seen the state.
      for (let i = 0; i + 1 < group.length; i++) suspect(group[i]!, group[i + 1]!)
      for (const member of group) seenBy.add(address(member))
    } else if (group.length === 1) {
      suspect(ownSide.members[0]!, group[0]!)
      seenBy.add(address(group[0]!))
    } else {
      for (const [i, member] of group.entries()) suspect(member, group[(i + 1) % group.length]!)
    }
  }
  const observer =
    ownSide.members.find(member => !ownSide.indirect.flat().includes(member)) ?? ownSide.members[0]
  for (const member of remoteSide.members) if (observer !== undefined) suspect(observer, member)
  return { self: ownSide.members[0]!.uniqueAddress, members, unreachable, reachability, seenBy }
}

const decide = (situation: Situation): DowningDecision =>
  decideKeepMajority(viewOf(situation), situation.role ?? '')

/** The members of both sides that this side does not down. */
function survivors(situation: Situation): string {
  const view = viewOf(situation)
  const role = situation.role ?? ''
  const down = nodesToDown(decideKeepMajority(view, role), view, each => decideKeepMajority(each, role))
  return view.members
    .filter(member => !down.includes(member))
    .map(member => member.uniqueAddress.address[12])
    .join('')
}

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
