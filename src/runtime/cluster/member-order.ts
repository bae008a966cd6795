import { compareAddresses, compareUniqueAddresses } from './address.ts'
import type { Member, MemberStatus } from './member.ts'

/** The order of every list of members: by address, then by uid (ID-2). */
export const compareMembers = (a: Member, b: Member): number =>
  compareUniqueAddresses(a.uniqueAddress, b.uniqueAddress)

/**
 * Pekko: a merge of two copies of a member takes the status with the higher priority (ST-2). There ReadyForShutdown comes
 * before Down, so that of two members that leave at once both would stay.
 */
const mergePriority: { readonly [status in MemberStatus]: number } = {
  Removed: 8,
  Down: 7,
  Exiting: 6,
  Leaving: 5,
  ReadyForShutdown: 4,
  PreparingForShutdown: 3,
  Up: 2,
  WeaklyUp: 1,
  Joining: 0,
}

/**
 * The copy with the higher status; with equal statuses the older one, which has the smaller up-number (ST-2).
 */
export function highestPriorityOf(a: Member, b: Member): Member {
  if (a.status !== b.status) return mergePriority[a.status] > mergePriority[b.status] ? a : b
  return a.upNumber <= b.upNumber ? a : b
}

/** Pekko: all statuses between Up and Leaving have the same rank, the first (LD-2). */
const leaderRank: { readonly [status in MemberStatus]: number } = {
  Up: 0,
  Leaving: 0,
  PreparingForShutdown: 0,
  ReadyForShutdown: 0,
  WeaklyUp: 1,
  Joining: 2,
  Exiting: 3,
  Down: 4,
  Removed: 5,
}

/** True for a member that leads before all members with a higher address. */
export const hasFirstRank = ({ status }: Member): boolean => leaderRank[status] === 0

export function compareForLeadership(a: Member, b: Member): number {
  const byRank = leaderRank[a.status] - leaderRank[b.status]
  return byRank !== 0 ? byRank : compareMembers(a, b)
}

/**
 * Oldest first. Valid only among current members, because the up-number of a removed member can be reused
 * (ID-4).
 */
export function compareByAge(a: Member, b: Member): number {
  return a.upNumber !== b.upNumber
    ? a.upNumber - b.upNumber
    : compareAddresses(a.uniqueAddress.address, b.uniqueAddress.address)
}

export const isOlderThan = (a: Member, b: Member): boolean => compareByAge(a, b) < 0
