import type { ClusterSettings } from './cluster-settings.ts'
import type { JoinChecks } from './join-configuration.ts'

export interface ClusterOptions {
  readonly settings: ClusterSettings
  readonly roles: readonly string[]
  /** Settings that must be equal on all nodes, besides the downing strategy (`downing: null` switches that check off). */
  readonly joinChecks?: JoinChecks
  /** Required settings that are never sent to other nodes, so they are not compared. */
  readonly sensitiveJoinKeys?: readonly string[]
  /**
   * Checks the invariants of every gossip state, for tests. Default: false, because each check reads the
   * whole state.
   */
  readonly checkInvariants?: boolean
}
