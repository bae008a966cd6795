import type { MemberStatusText } from '../../trace/trace-event.ts'
import type { UniqueAddress } from './ids.ts'

export type MemberStatus = MemberStatusText

/**
 * A member as gossip carries it. Pekko: two members are the same when their unique addresses are equal
 * (ID-3).
 */
export interface Member {
  readonly uniqueAddress: UniqueAddress
  readonly status: MemberStatus
  /** Grows with each promotion to Up, so it orders by age; {@link notUpYet} before. */
  readonly upNumber: number
  readonly roles: readonly string[]
  /** Absent: `0.0.0`, Pekko's default, so that events of members without a version keep their text. */
  readonly appVersion?: string
}

/** The up-number of a member that was never Up. */
export const notUpYet = 2147483647
