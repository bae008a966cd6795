import { type DowningDecision, nodesToDown } from '../cluster/downing-decision.ts'
import type { DowningView } from '../cluster/downing-view.ts'
import { nodeKey } from '../cluster/ids.ts'
import type { Member, MemberStatus } from '../cluster/member.ts'
import { allReachable, observe } from '../cluster/reachability.ts'

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
 * connected members. E is the oldest.
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
        appVersion: '0.0.0',
        roles: token.endsWith('*') ? ['role3'] : [],
      }
      members.push(found)
      group?.push(found)
    }
  }
  return { members, indirect }
}

const key = (member: Member) => nodeKey(member.uniqueAddress)

/** A partition as one side sees it, for the decision tables of the split brain resolver. */
export interface Situation {
  readonly thisSide: string
  readonly otherSide?: string
  /** Indirectly connected members have seen the state, instead of observing each other. */
  readonly throughSeen?: boolean
}

export function viewOf({ thisSide, otherSide = '', throughSeen = false }: Situation): DowningView {
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

/** The members of both sides that this side does not down. */
export function survivors(situation: Situation, decide: (view: DowningView) => DowningDecision): string {
  const view = viewOf(situation)
  const down = nodesToDown(decide(view), view, decide)
  return view.members
    .filter(member => !down.includes(member))
    .map(member => member.uniqueAddress.address[12])
    .join('')
}
