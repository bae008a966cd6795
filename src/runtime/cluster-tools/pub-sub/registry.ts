import type { ActorRef } from '../../actor/index.ts'
import { compareAddresses } from '../../cluster/index.ts'
import {
  type Bucket,
  collectDelta,
  emptyBucket,
  mergedBucket,
  prunedBucket,
  type Versions,
  withEntry,
} from './bucket.ts'

/** A registered actor with the node that registered it. */
export interface Registered {
  readonly key: string
  readonly owner: string
  readonly ref: ActorRef<unknown>
}

/**
 * The buckets of all nodes by owner, and the nodes that may exchange them. Immutable. Pekko: registry (PS-1, PS-17)
 */
export class Registry {
  readonly self: string
  /** Sorted, so that a random choice among them depends on the seed only. */
  readonly nodes: readonly string[]
  private readonly buckets: ReadonlyMap<string, Bucket>
  /** Null before it is first needed. Every exchange with another node reads it. */
  private inOrder: readonly Bucket[] | null = null

  constructor(self: string, nodes: readonly string[] = [], buckets: ReadonlyMap<string, Bucket> = new Map()) {
    this.self = self
    this.nodes = nodes
    this.buckets = buckets
  }

  get own(): Bucket {
    return this.bucketOf(this.self)
  }

  bucketOf(owner: string): Bucket {
    return this.buckets.get(owner) ?? emptyBucket(owner)
  }

  /** Registers an actor of this node; a null `ref` leaves a tombstone. */
  put(key: string, ref: ActorRef<unknown> | null, now: number): Registry {
    return this.with(withEntry(this.own, key, ref, now))
  }

  /** The live registration of this node under the key. */
  ownRef(key: string): ActorRef<unknown> | null {
    return this.own.content[key]?.ref ?? null
  }

  /** The live registrations of a key on all nodes, sorted by owner. */
  find(key: string): readonly Registered[] {
    return this.all(other => other === key)
  }

  /** All live registrations with an accepted key, sorted by owner, then key. */
  all(accepts: (key: string) => boolean): readonly Registered[] {
    return this.sorted().flatMap(({ owner, content }) =>
      Object.keys(content)
        .filter(accepts)
        .sort()
        .flatMap(key => {
          const ref = content[key]!.ref
          return ref === null ? [] : [{ key, owner, ref }]
        }),
    )
  }

  /** All keys, including those of tombstones. */
  keys(): readonly string[] {
    return [...new Set(this.sorted().flatMap(bucket => Object.keys(bucket.content)))].sort()
  }

  versions(): Versions {
    return Object.fromEntries(this.sorted().map(bucket => [bucket.owner, bucket.version]))
  }

  delta(versions: Versions, maxElements: number): readonly Bucket[] {
    return collectDelta(this.sorted(), versions, maxElements)
  }

  /** True when the sender of these versions has entries that this registry lacks. */
  isBehind(versions: Versions): boolean {
    return Object.entries(versions).some(([owner, version]) => version > this.bucketOf(owner).version)
  }

  isKnown(node: string): boolean {
    return this.nodes.includes(node)
  }

  /**
   * Ignores buckets of unknown owners, because they would restore a removed node's entries. Pekko: merge (PS-16)
   */
  merge(delta: readonly Bucket[]): Registry {
    let merged: Registry = this
    for (const bucket of delta) {
      const newer = this.isKnown(bucket.owner) ? mergedBucket(merged.bucketOf(bucket.owner), bucket) : null
      if (newer !== null) merged = merged.with(newer)
    }
    return merged
  }

  pruned(removedTimeToLiveMs: number): Registry {
    const buckets = new Map<string, Bucket>()
    for (const [owner, bucket] of this.buckets) buckets.set(owner, prunedBucket(bucket, removedTimeToLiveMs))
    return new Registry(this.self, this.nodes, buckets)
  }

  withNodes(nodes: readonly string[]): Registry {
    return new Registry(this.self, [...new Set(nodes)].sort(compareAddresses), this.buckets)
  }

  /** Replaces the nodes by those of a snapshot and removes the buckets of all others, except its own. */
  onlyNodes(nodes: readonly string[]): Registry {
    const buckets = new Map(
      [...this.buckets].filter(([owner]) => owner === this.self || nodes.includes(owner)),
    )
    return new Registry(this.self, this.nodes, buckets).withNodes(nodes)
  }

  withNode(node: string): Registry {
    return this.withNodes([...this.nodes, node])
  }

  /** Removes a node together with its bucket. */
  withoutNode(node: string): Registry {
    const buckets = new Map(this.buckets)
    buckets.delete(node)
    return new Registry(
      this.self,
      this.nodes.filter(other => other !== node),
      buckets,
    )
  }

  private with(bucket: Bucket): Registry {
    const buckets = new Map(this.buckets)
    buckets.set(bucket.owner, bucket)
    return new Registry(this.self, this.nodes, buckets)
  }

  private sorted(): readonly Bucket[] {
    this.inOrder ??= [...this.buckets.values()].sort((a, b) => compareAddresses(a.owner, b.owner))
    return this.inOrder
  }
}
