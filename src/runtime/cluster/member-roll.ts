import type { Member } from './member.ts'
import { isJoiningOrWeaklyUp, isNeededForConvergence, isPreparingOrReady } from './member-status.ts'

/** The content of a list of members without its reachability. */
interface MemberRoll {
  readonly downed: readonly Member[]
  /** A member has begun to prepare for the shutdown of the whole cluster. */
  readonly isPreparing: boolean
  /** The members that must have seen the state for convergence; without any, those that are joining (CV-1 to CV-5). */
  readonly decisive: readonly Member[]
  /** The roles of all members, sorted. */
  readonly roles: readonly string[]
}

/** Each list is read once, because lists are immutable and states of one cluster share them. */
const rolls = new WeakMap<readonly Member[], MemberRoll>()

export function rollOf(members: readonly Member[]): MemberRoll {
  const known = rolls.get(members)
  if (known !== undefined) return known
  const downed: Member[] = []
  const needed: Member[] = []
  const joining: Member[] = []
  const roles = new Set<string>()
  let isPreparing = false
  for (const member of members) {
    const { status } = member
    if (isNeededForConvergence(status)) needed.push(member)
    else if (isJoiningOrWeaklyUp(status)) joining.push(member)
    else if (status === 'Down') downed.push(member)
    if (isPreparingOrReady(status)) isPreparing = true
    for (const role of member.roles) roles.add(role)
  }
  const roll: MemberRoll = {
    downed,
    isPreparing,
    decisive: needed.length > 0 ? needed : joining,
    roles: [...roles].sort(),
  }
  rolls.set(members, roll)
  return roll
}
