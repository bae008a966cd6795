import type { ActorRef } from '../../actor/index.ts'

/** What one node has registered under one key. `ref` null: it was removed, and others must still learn that. */
export interface Entry {
  readonly version: number
  readonly ref: ActorRef<unknown> | null
}

/** All that one node has registered; only that node ever changes it. (PS-1) */
export interface Bucket {
  /** The owner's address. */
  readonly owner: string
  /** Of its newest entry, or of the newest one that arrived so far. */
  readonly version: number
  readonly content: { readonly [key: string]: Entry }
}

/** Addresses with the version of their bucket. */
export interface Versions {
  readonly [owner: string]: number
}

export const emptyBucket = (owner: string): Bucket => ({ owner, version: 0, content: {} })

/** (PS-2) Time makes versions of a new incarnation higher than those of the one before. */
export const nextVersion = (last: number, now: number): number => Math.max(now, last + 1)

/** (PS-3) */
export const withEntry = (bucket: Bucket, key: string, ref: Entry['ref'], now: number): Bucket => {
  const version = nextVersion(bucket.version, now)
  return { ...bucket, version, content: { ...bucket.content, [key]: { version, ref } } }
}

/** (PS-16) What arrived from another node, over what is known; null when it is nothing new. */
export const mergedBucket = (known: Bucket, delta: Bucket): Bucket | null =>
  delta.version > known.version
    ? { ...known, version: delta.version, content: { ...known.content, ...delta.content } }
    : null

/** (PS-18) A bucket that never changes again keeps its last tombstone. */
export function prunedBucket(bucket: Bucket, removedTimeToLiveMs: number): Bucket {
  const kept = Object.entries(bucket.content).filter(
    ([, { version, ref }]) => ref !== null || bucket.version - version <= removedTimeToLiveMs,
  )
  return kept.length === Object.keys(bucket.content).length
    ? bucket
    : { ...bucket, content: Object.fromEntries(kept) }
}

/** (PS-14, PS-15) What somebody with these versions lacks, at most `maxElements` entries. */
export function collectDelta(
  buckets: readonly Bucket[],
  versions: Versions,
  maxElements: number,
): readonly Bucket[] {
  const delta: Bucket[] = []
  let left = maxElements
  for (const bucket of buckets) {
    const known = versions[bucket.owner] ?? 0
    if (bucket.version <= known || left <= 0) continue
    const newer = Object.entries(bucket.content).filter(([, entry]) => entry.version > known)
    if (newer.length <= left) {
      delta.push({ ...bucket, content: Object.fromEntries(newer) })
    } else {
      // The oldest go first, and the version says how far this goes, so that the next round continues there.
      newer.sort(([, a], [, b]) => a.version - b.version)
      const chunk = newer.slice(0, left)
      const last = chunk[chunk.length - 1]!
      delta.push({ ...bucket, version: last[1].version, content: Object.fromEntries(chunk) })
    }
    left -= newer.length
  }
  return delta
}
