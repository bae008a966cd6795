/** Pekko's `pekko.coordination.lease` keys in camel case, in virtual ms. */
export interface LeaseSettings {
  /** Interval at which a holder renews its lease. */
  readonly heartbeatIntervalMs: number
  /** Time after which a lease that was not renewed is free again. */
  readonly heartbeatTimeoutMs: number
  /** Time after which a request without an answer has failed. */
  readonly leaseOperationTimeoutMs: number
}

export const defaultLeaseSettings: LeaseSettings = {
  heartbeatIntervalMs: 12_000,
  heartbeatTimeoutMs: 120_000,
  leaseOperationTimeoutMs: 5000,
}
