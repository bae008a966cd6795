import type { VirtualTime } from '../../trace/identifiers.ts'
import type { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { HeartbeatNodeRing } from './heartbeat-node-ring.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'

/**
 * The receivers of this node's heartbeats: its receivers on the ring, and former receivers that are
 * unavailable, until they reply or are removed. Replies feed the failure detectors (HB-4, HB-5).
 */
export class HeartbeatSenderState {
  readonly #self: UniqueAddress
  readonly #detectors: FailureDetectorRegistry
  readonly #monitoredBy: number
  readonly #oldUnreachable = new Map<NodeKey, UniqueAddress>()
  #ring: HeartbeatNodeRing

  constructor(self: UniqueAddress, monitoredBy: number, detectors: FailureDetectorRegistry) {
    this.#self = self
    this.#monitoredBy = monitoredBy
    this.#detectors = detectors
    this.#ring = HeartbeatNodeRing.of(self, [], new Set(), monitoredBy)
  }

  init(nodes: readonly UniqueAddress[], unreachable: ReadonlySet<NodeKey>): void {
    this.#ring = HeartbeatNodeRing.of(this.#self, nodes, unreachable, this.#monitoredBy)
  }

  get ringReceivers(): ReadonlyMap<NodeKey, UniqueAddress> {
    return this.#ring.myReceivers
  }

  get oldReceiversNowUnreachable(): ReadonlyMap<NodeKey, UniqueAddress> {
    return this.#oldUnreachable
  }

  get activeReceivers(): readonly UniqueAddress[] {
    return [...new Map([...this.#ring.myReceivers, ...this.#oldUnreachable]).values()]
  }

  isActive(node: UniqueAddress): boolean {
    const key = nodeKey(node)
    return this.#ring.myReceivers.has(key) || this.#oldUnreachable.has(key)
  }

  addMember(node: UniqueAddress, now: VirtualTime): void {
    this.#change(this.#ring.with(node), now)
  }

  removeMember(node: UniqueAddress, now: VirtualTime): void {
    this.#change(this.#ring.without(node), now)
    this.#detectors.remove(node.address)
    this.#oldUnreachable.delete(nodeKey(node))
  }

  unreachableMember(node: UniqueAddress, now: VirtualTime): void {
    this.#change(this.#ring.withUnreachable(new Set([...this.#ring.unreachable, nodeKey(node)])), now)
  }

  reachableMember(node: UniqueAddress, now: VirtualTime): void {
    const key = nodeKey(node)
    this.#change(
      this.#ring.withUnreachable(new Set([...this.#ring.unreachable].filter(each => each !== key))),
      now,
    )
  }

  /** Returns whether the reply is late enough for a warning. */
  heartbeatResponse(from: UniqueAddress, now: VirtualTime): boolean {
    if (!this.isActive(from)) return false
    const isLate = this.#detectors.heartbeat(from.address, now)
    const key = nodeKey(from)
    if (this.#oldUnreachable.delete(key) && !this.#ring.myReceivers.has(key))
      this.#detectors.remove(from.address)
    return isLate
  }

  #change(ring: HeartbeatNodeRing, now: VirtualTime): void {
    const before = this.#ring.myReceivers
    this.#ring = ring
    for (const [key, node] of before) {
      if (ring.myReceivers.has(key)) continue
      if (this.#detectors.isAvailable(node.address, now)) this.#detectors.remove(node.address)
      else this.#oldUnreachable.set(key, node)
    }
  }
}
