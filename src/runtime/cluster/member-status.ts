import type { Member, MemberStatus } from './member.ts'

/** Removed is never stored: a member that is absent reads as Removed. (section 1.2) */
const allowedTransitions: { readonly [from in MemberStatus]: readonly MemberStatus[] } = {
  Joining: ['WeaklyUp', 'Up', 'Leaving', 'Down', 'Removed'],
  WeaklyUp: ['Up', 'Leaving', 'Down', 'Removed'],
  Up: ['Leaving', 'Down', 'Removed'],
  Leaving: ['Exiting', 'Down', 'Removed'],
  Exiting: ['Down', 'Removed'],
  Down: ['Removed'],
  Removed: [],
}

export class IllegalStatusChange extends Error {
  readonly member: Member
  readonly to: MemberStatus
  constructor(member: Member, to: MemberStatus) {
    super(`Member [${member.uniqueAddress.address}] cannot go from [${member.status}] to [${to}].`)
    this.name = 'IllegalStatusChange'
    this.member = member
    this.to = to
  }
}

/** The same member with another status; the member itself when it has that status. */
export function withStatus(member: Member, status: MemberStatus): Member {
  if (member.status === status) return member
  if (!allowedTransitions[member.status].includes(status)) throw new IllegalStatusChange(member, status)
  return { ...member, status }
}

export const movedUp = (member: Member, upNumber: number): Member => ({
  ...withStatus(member, 'Up'),
  upNumber,
})

/** They take part in convergence, and they may lead. */
export const isUpOrLeaving = (status: MemberStatus): boolean => status === 'Up' || status === 'Leaving'

/** They are out already: unreachable ones block nothing and are removed. */
export const isDownOrExiting = (status: MemberStatus): boolean => status === 'Down' || status === 'Exiting'

export const isJoiningOrWeaklyUp = (status: MemberStatus): boolean =>
  status === 'Joining' || status === 'WeaklyUp'
