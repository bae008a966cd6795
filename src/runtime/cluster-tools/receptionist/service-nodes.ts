import {
  type ClusterDomainEvent,
  type CurrentClusterState,
  type NodeKey,
  nodeKey,
  sameNode,
  type UniqueAddress,
} from '../../cluster/index.ts'
import type { Random } from '../../random.ts'

/** The members of the cluster as a receptionist follows them, Joining and WeaklyUp ones included (RC-4). */
export class ServiceNodes {
  readonly #self: UniqueAddress
  readonly #others = new Map<NodeKey, UniqueAddress>()
  readonly #unreachable = new Set<NodeKey>()
  #isLeader = false
  #next = 0

  constructor(self: UniqueAddress) {
    this.#self = self
  }

  update(event: ClusterDomainEvent | CurrentClusterState): void {
    switch (event.type) {
      case 'CurrentClusterState':
        this.#others.clear()
        this.#unreachable.clear()
        for (const { uniqueAddress } of event.members) this.#add(uniqueAddress)
        for (const { uniqueAddress } of event.unreachable) this.#unreachable.add(nodeKey(uniqueAddress))
        this.#isLeader = event.leader === this.#self.address
        break
      case 'MemberJoined':
      case 'MemberWeaklyUp':
      case 'MemberUp':
        this.#add(event.member.uniqueAddress)
        break
      case 'MemberRemoved':
        this.#others.delete(nodeKey(event.member.uniqueAddress))
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        break
      case 'UnreachableMember':
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        break
      case 'ReachableMember':
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        break
      case 'LeaderChanged':
        this.#isLeader = event.leader === this.#self.address
        break
      default:
    }
  }

  get isLeader(): boolean {
    return this.#isLeader
  }

  /** True for this node too. */
  has(node: UniqueAddress): boolean {
    return this.isOther(node) || sameNode(node, this.#self)
  }

  isOther(node: UniqueAddress): boolean {
    return this.#others.has(nodeKey(node))
  }

  isUnreachable(node: UniqueAddress): boolean {
    return this.#unreachable.has(nodeKey(node))
  }

  /** One of the other nodes; `null` when there is none. */
  random(random: Random): UniqueAddress | null {
    return this.#others.size === 0 ? null : random.pick(this.#sorted())
  }

  /** The next few of a round over all. Pekko: a fifth of the others and one more, at least 2 and at most 10 (DD-8). */
  nextSlice(): readonly UniqueAddress[] {
    const sorted = this.#sorted()
    const size = Math.min(Math.max(Math.floor(sorted.length / 5) + 1, 2), Math.min(sorted.length, 10))
    const slice = Array.from({ length: size }, (_, i) => sorted[(this.#next + i) % sorted.length]!)
    this.#next += size
    return slice
  }

  #add(node: UniqueAddress): void {
    if (!sameNode(node, this.#self)) this.#others.set(nodeKey(node), node)
  }

  /** Sorted, so that a choice depends on the seed only. */
  #sorted(): readonly UniqueAddress[] {
    return [...this.#others.keys()].sort().map(key => this.#others.get(key)!)
  }
}
