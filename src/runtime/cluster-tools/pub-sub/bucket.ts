import type { ActorRef } from '../../actor/index.ts'

/** The registration of one node under one key. A null `ref` is a tombstone, which spreads the removal. */
export interface Entry {
  readonly version: number
  readonly ref: ActorRef<unknown> | null
}

/** All registrations of one node, changed by that node only. Pekko: bucket (PS-1) */
export interface Bucket {
  /** The address of the node. */
  readonly owner: string
  /** The version of the newest entry that this node has received. */
  readonly version: number
  readonly content: { readonly [key: string]: Entry }
}

/** The version of each bucket, by the address of its owner. */
export interface Versions {
  readonly [owner: string]: number
}

export const emptyBucket = (owner: string): Bucket => ({ owner, version: 0, content: {} })

/**
 * At least the current time, so that a new incarnation has higher versions than the one before. Pekko: nextVersion
 * (PS-2)
 */
export const nextVersion = (last: number, now: number): number => Math.max(now, last + 1)

/** Pekko: each registration gets the next version of its bucket (PS-3) */
export const withEntry = (bucket: Bucket, key: string, ref: Entry['ref'], now: number): Bucket => {
  const version = nextVersion(bucket.version, now)
  return { ...bucket, version, content: { ...bucket.content, [key]: { version, ref } } }
}

/** The known bucket with the entries of a delta; null unless the delta is newer. Pekko: merge of a delta (PS-16) */
export const mergedBucket = (known: Bucket, delta: Bucket): Bucket | null =>
  delta.version > known.version
    ? { ...known, version: delta.version, content: { ...known.content, ...delta.content } }
    : null

/**
 * Removes old tombstones. Age is counted in versions, so an unchanged bucket keeps its last one. Pekko: prune
 * (PS-18)
 */
export function prunedBucket(bucket: Bucket, removedTimeToLiveMs: number): Bucket {
  const remaining = Object.entries(bucket.content).filter(
    ([, { version, ref }]) => ref !== null || bucket.version - version <= removedTimeToLiveMs,
  )
  return remaining.length === Object.keys(bucket.content).length
    ? bucket
    : { ...bucket, content: Object.fromEntries(remaining) }
}

/** The entries newer than `versions`, at most `maxElements` of them. Pekko: delta (PS-14, PS-15) */
export function collectDelta(
  buckets: readonly Bucket[],
  versions: Versions,
  maxElements: number,
): readonly Bucket[] {
  const delta: Bucket[] = []
  let remaining = maxElements
  for (const bucket of buckets) {
    const knownVersion = versions[bucket.owner] ?? 0
    if (bucket.version <= knownVersion || remaining <= 0) continue
    const newer = Object.entries(bucket.content).filter(([, entry]) => entry.version > knownVersion)
    if (newer.length <= remaining) {
      delta.push({ ...bucket, content: Object.fromEntries(newer) })
    } else {
      // The oldest entries go first, and the bucket gets the version of the last one, so that the next delta continues there.
      newer.sort(([, a], [, b]) => a.version - b.version)
      const chunk = newer.slice(0, remaining)
      const last = chunk[chunk.length - 1]!
      delta.push({ ...bucket, version: last[1].version, content: Object.fromEntries(chunk) })
    }
    remaining -= newer.length
  }
  return delta
}
