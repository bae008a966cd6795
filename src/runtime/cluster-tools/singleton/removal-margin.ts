import type { ClusterSettings } from '../../cluster/index.ts'

/**
 * The delay before a removal is effective, and the number of retries of a hand-over. Pekko: removalMargin (SG-4)
 */
export interface HandOverLimits {
  readonly removalMarginMs: number
  readonly maxHandOverRetries: number
  readonly maxTakeOverRetries: number
}

export function handOverLimits(settings: ClusterSettings): HandOverLimits {
  const { downing, downRemovalMarginMs, singleton } = settings
  const removalMarginMs = downRemovalMarginMs ?? ('stableAfterMs' in downing ? downing.stableAfterMs : 0)
  const retriesInMargin = Math.floor(removalMarginMs / singleton.handOverRetryIntervalMs)
  const maxHandOverRetries = Math.max(singleton.minNumberOfHandOverRetries, retriesInMargin + 3)
  return { removalMarginMs, maxHandOverRetries, maxTakeOverRetries: Math.max(1, maxHandOverRetries - 3) }
}
