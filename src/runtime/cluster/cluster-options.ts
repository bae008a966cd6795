import type { ClusterSettings } from './cluster-settings.ts'

export interface ClusterOptions {
  readonly settings: ClusterSettings
  readonly roles: readonly string[]
  /**
   * Checks the invariants of every gossip state, for tests. Default: false, because each check reads the
   * whole state.
   */
  readonly checkInvariants?: boolean
}
