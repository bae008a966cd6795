import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import { compareUniqueAddresses } from './address.ts'
import { type NodeKey, nodeKey, sameNode, type UniqueAddress } from './ids.ts'

/**
 * Orders by uid, then by address. Uids are random, so neighbours on the ring are rarely on one machine
 * (HB-2).
 */
const compareOnRing = (a: UniqueAddress, b: UniqueAddress): number =>
  a.uid !== b.uid ? a.uid - b.uid : compareUniqueAddresses(a, b)

/**
 * Each node monitors its successors on a ring. The load of a node is bounded, because the number of
 * successors does not grow with the cluster (HB-2, HB-3).
 */
export class HeartbeatNodeRing {
  readonly nodes: readonly UniqueAddress[]
  readonly unreachable: ReadonlySet<NodeKey>
  readonly myReceivers: ReadonlyMap<NodeKey, UniqueAddress>
  readonly #self: UniqueAddress
  readonly #monitoredBy: number

  /** `nodes` are in ring order and include `self`. */
  private constructor(
    self: UniqueAddress,
    nodes: readonly UniqueAddress[],
    unreachable: ReadonlySet<NodeKey>,
    monitoredBy: number,
  ) {
    this.#self = self
    this.#monitoredBy = monitoredBy
    this.nodes = nodes
    this.unreachable = unreachable
    this.myReceivers = this.receivers(self)
  }

  static of(
    self: UniqueAddress,
    nodes: readonly UniqueAddress[],
    unreachable: ReadonlySet<NodeKey>,
    monitoredBy: number,
  ): HeartbeatNodeRing {
    const all = new Map([self, ...nodes].map(node => [nodeKey(node), node]))
    return new HeartbeatNodeRing(self, [...all.values()].sort(compareOnRing), unreachable, monitoredBy)
  }

  has(node: UniqueAddress): boolean {
    const there = this.nodes[this.#placeOf(node)]
    return there !== undefined && sameNode(there, node)
  }

  /** The place of a node on the ring; of an absent one, that of its successor. */
  #placeOf(node: UniqueAddress): number {
    return lowestIndex(this.nodes.length, i => compareOnRing(this.nodes[i]!, node) >= 0)
  }

  with(node: UniqueAddress): HeartbeatNodeRing {
    if (this.has(node)) return this
    const place = this.#placeOf(node)
    const nodes = [...this.nodes.slice(0, place), node, ...this.nodes.slice(place)]
    return new HeartbeatNodeRing(this.#self, nodes, this.unreachable, this.#monitoredBy)
  }

  without(node: UniqueAddress): HeartbeatNodeRing {
    if (!this.has(node)) return this
    const key = nodeKey(node)
    const unreachable = new Set([...this.unreachable].filter(each => each !== key))
    const nodes = this.nodes.filter(each => !sameNode(each, node))
    return new HeartbeatNodeRing(this.#self, nodes, unreachable, this.#monitoredBy)
  }

  withUnreachable(unreachable: ReadonlySet<NodeKey>): HeartbeatNodeRing {
    return new HeartbeatNodeRing(this.#self, this.nodes, unreachable, this.#monitoredBy)
  }

  /**
   * The successors of `sender` up to `monitoredBy` reachable ones. Unreachable successors in between are
   * included as long as the total is below `monitoredBy`, so that nodes that crash together are still
   * monitored.
   */
  receivers(sender: UniqueAddress): ReadonlyMap<NodeKey, UniqueAddress> {
    const start = this.#placeOf(sender)
    const all = this.#monitoredBy >= this.nodes.length - 1
    const receivers = new Map<NodeKey, UniqueAddress>()
    let remaining = this.#monitoredBy
    for (let step = 1; step < this.nodes.length && (all || remaining > 0); step++) {
      const node = this.nodes[(start + step) % this.nodes.length]!
      const key = nodeKey(node)
      const isUnreachable = this.unreachable.has(key)
      if (!all && isUnreachable && receivers.size >= this.#monitoredBy) continue
      if (!isUnreachable) remaining--
      receivers.set(key, node)
    }
    return receivers
  }
}
