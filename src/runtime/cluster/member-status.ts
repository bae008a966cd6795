import type { Member, MemberStatus } from './member.ts'

/** Removed is never stored: an absent member reads as Removed. */
const allowedTransitions: { readonly [from in MemberStatus]: readonly MemberStatus[] } = {
  Joining: ['WeaklyUp', 'Up', 'Leaving', 'Down', 'Removed'],
  WeaklyUp: ['Up', 'Leaving', 'Down', 'Removed'],
  Up: ['PreparingForShutdown', 'Leaving', 'Down', 'Removed'],
  PreparingForShutdown: ['ReadyForShutdown', 'Leaving', 'Down', 'Removed'],
  ReadyForShutdown: ['Leaving', 'Down', 'Removed'],
  Leaving: ['Exiting', 'Down', 'Removed'],
  Exiting: ['Down', 'Removed'],
  Down: ['Removed'],
  Removed: [],
}

export class IllegalStatusChange extends Error {
  readonly member: Member
  readonly to: MemberStatus
  constructor(member: Member, to: MemberStatus) {
    super(
      `Member [${member.uniqueAddress.address}] cannot go from [${member.status}] to [${to}]. Allowed next statuses: [${allowedTransitions[member.status].join(', ')}].`,
    )
    this.name = 'IllegalStatusChange'
    this.member = member
    this.to = to
  }
}

/**
 * The same member with another status; the same instance when it has that status already.
 * @throws {IllegalStatusChange}
 */
export function withStatus(member: Member, status: MemberStatus): Member {
  if (member.status === status) return member
  if (!allowedTransitions[member.status].includes(status)) throw new IllegalStatusChange(member, status)
  return { ...member, status }
}

export const promotedToUp = (member: Member, upNumber: number): Member => ({
  ...withStatus(member, 'Up'),
  upNumber,
})

/** Members that must have seen the state for convergence, and that lead before all others. */
export const isNeededForConvergence = (status: MemberStatus): boolean =>
  status === 'Up' || status === 'Leaving' || isPreparingOrReady(status)

/** Members of a cluster that shuts down as a whole. */
export const isPreparingOrReady = (status: MemberStatus): boolean =>
  status === 'PreparingForShutdown' || status === 'ReadyForShutdown'

/** Members that do not block convergence while they are unreachable, and that the leader removes then. */
export const isDownOrExiting = (status: MemberStatus): boolean => status === 'Down' || status === 'Exiting'

export const isJoiningOrWeaklyUp = (status: MemberStatus): boolean =>
  status === 'Joining' || status === 'WeaklyUp'
