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
function side(text: string): Side {
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
  readonly here: string
  readonly there?: string
  readonly role?: string
  /** Indirectly connected members have seen the state, instead of observing each other. */
  readonly throughSeen?: boolean
}

function viewOf({ here, there = '', throughSeen = false }: Situation): DowningView {
  const near = side(here)
  const far = side(there)
  const members = [...near.members, ...far.members].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  let reachability = allReachable
  const unreachable = new Set<string>()
  const address = (member: Member) => member.uniqueAddress.address
  const seenBy = new Set(near.members.map(address))
  const suspect = (observer: Member, subject: Member) => {
    reachability = observe(reachability, key(observer), key(subject), 'Unreachable')
    unreachable.add(key(subject))
  }
  for (const group of [...near.indirect, ...far.indirect]) {
    if (throughSeen) {
      // One member observes its neighbour as unreachable, although the neighbour has seen the state.
      for (let i = 0; i + 1 < group.length; i++) suspect(group[i]!, group[i + 1]!)
      for (const member of group) seenBy.add(address(member))
    } else if (group.length === 1) {
      suspect(near.members[0]!, group[0]!)
      seenBy.add(address(group[0]!))
    } else {
      for (const [i, member] of group.entries()) suspect(member, group[(i + 1) % group.length]!)
    }
  }
  const observer = near.members.find(member => !near.indirect.flat().includes(member)) ?? near.members[0]
  for (const member of far.members) if (observer !== undefined) suspect(observer, member)
  return { self: near.members[0]!.uniqueAddress, members, unreachable, reachability, seenBy }
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
    for (const [here, there, stays] of [
      ['A C E', 'B D', 'ACE'],
      ['A B', 'C D E', 'CDE'],
      ['B', 'A C', 'AC'],
    ] as const) {
      expect(survivors({ here, there })).toBe(stays)
      expect(survivors({ here: there, there: here })).toBe(stays)
    }
  })

  test('keeps the side with the lowest address when both are equal [C-225]', () => {
    for (const [here, there, stays] of [
      ['A B', 'C D', 'AB'],
      ['A', 'B', 'A'],
    ] as const) {
      expect(survivors({ here, there })).toBe(stays)
      expect(survivors({ here: there, there: here })).toBe(stays)
    }
  })

  test('counts only members with the role [C-226]', () => {
    for (const [here, there, stays] of [
      ['A* B*', 'C D* E', 'AB'],
      ['A D* E', 'B* C*', 'BC'],
      ['C', 'E', ''],
    ] as const) {
      expect(survivors({ here, there, role: 'role3' })).toBe(stays)
      expect(survivors({ here: there, there: here, role: 'role3' })).toBe(stays)
    }
  })

  test('downs Joining members with their side and does not count them [C-227]', () => {
    expect(survivors({ here: 'B D', there: 'Aj C' })).toBe('BD')
    expect(survivors({ here: 'C D E', there: 'A Bj' })).toBe('CDE')
    expect(survivors({ here: 'A Bj', there: 'C D E' })).toBe('CDE')
  })

  test('downs all of three parts without a majority [C-228]', () => {
    expect(decide({ here: 'A B', there: 'C D E' })).toBe('DownReachable')
    expect(decide({ here: 'C D', there: 'A B E' })).toBe('DownReachable')
    expect(decide({ here: 'E', there: 'A B C D' })).toBe('DownReachable')
  })

  test('counts members that may have become Up on the other side [C-229, C-230]', () => {
    expect(decide({ here: 'C D E', there: 'A B Fj Gj' })).toBe('DownAll')
    expect(decide({ here: 'C D E', there: 'A B Fj' })).toBe('DownAll')
    expect(decide({ here: 'A B', there: 'C D E Fj' })).toBe('DownReachable')
    expect(decide({ here: 'C D E Fj', there: 'A B' })).toBe('DownUnreachable')
  })

  test('leaves out members that may have left on this side [C-231]', () => {
    expect(decide({ here: 'Al B Ej', there: 'C D' })).toBe('DownAll')
  })

  test('downs indirectly connected members and keeps the rest [C-232]', () => {
    const kept = [
      ['(A B)', ''],
      ['(A B) C', 'C'],
      ['(A B C)', ''],
      ['(A B C D)', ''],
      ['(A B C) D E', 'DE'],
      ['A (B C) D (E F) G', 'ADG'],
    ] as const
    for (const [here, stays] of kept) expect(survivors({ here })).toBe(stays)
  })

  test('finds indirectly connected members also by the state that they have seen [C-233]', () => {
    expect(survivors({ here: '(A B C)', throughSeen: true })).toBe('')
    expect(survivors({ here: '(A B C D) E', throughSeen: true })).toBe('E')
  })

  test('downs indirectly connected members together with a crashed one [C-234]', () =>
    expect(survivors({ here: '(A B) D E', there: 'C' })).toBe('DE'))

  test('downs indirectly connected members together with the smaller side of a partition [C-235]', () => {
    expect(survivors({ here: 'A (B C)', there: 'D E' })).toBe('A')
    expect(survivors({ here: 'A (B C)', there: 'D E F G' })).toBe('DEFG')
    expect(survivors({ here: 'D E F G', there: 'A B C' })).toBe('DEFG')
    expect(survivors({ here: '(D E) F G', there: 'A B C' })).toBe('FG')
  })

  test('downs indirectly connected members on both sides of a cut and keeps the larger rest [C-236]', () => {
    expect(survivors({ here: 'A (B) C', there: 'D (E F) G' })).toBe('DG')
  })

  test('downs all when pairs that have seen the state are on one side of a cut [C-237]', () => {
    expect(survivors({ here: '(D E) (F G)', there: 'A B C', throughSeen: true })).toBe('')
    expect(decide({ here: 'A B C', there: 'D E F G' })).toBe('DownReachable')
  })

  test('downs all when the second decision is indirect again [C-237]', () => {
    const view = viewOf({ here: '(A B) D E', there: 'C' })
    const always = (): DowningDecision => 'DownIndirectlyConnected'
    expect(nodesToDown('DownIndirectlyConnected', view, always)).toHaveLength(5)
  })

  test('never downs a Down or Exiting member again', () => {
    const view = viewOf({ here: 'A B C', there: 'Dd Ee F' })
    const down = nodesToDown('DownUnreachable', view, each => decideKeepMajority(each, ''))
    expect(down.map(member => member.uniqueAddress.address[12])).toEqual(['F'])
  })
})
