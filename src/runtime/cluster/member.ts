import type { MemberStatusText } from '../../trace/trace-event.ts'

export type MemberStatus = MemberStatusText

/** An address with the number of the incarnation living there. (ID-1) */
export interface UniqueAddress {
  /** `pekko://system@host:port` */
  readonly address: string
  readonly uid: number
}

/** (ID-3) Equal when their UniqueAddress is equal. `upNumber` is {@link notUpYet} until the member is Up. */
export interface Member {
  readonly uniqueAddress: UniqueAddress
  readonly status: MemberStatus
  readonly upNumber: number
  readonly roles: readonly string[]
}

export const notUpYet = 2147483647
