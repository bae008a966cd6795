import type { ClusterDomainEvent, ReachabilityObservation } from './cluster-event.ts'
import type { DowningView } from './downing-view.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import { compareMembers } from './member-order.ts'
import { isDownOrExiting } from './member-status.ts'
import type { Reachability } from './reachability.ts'

/** The members as one node's resolver knows them from domain events (SB-1). */
export class DowningMembers {
  readonly #self: UniqueAddress
  readonly #members = new Map<NodeKey, Member>()
  readonly #unreachable = new Set<NodeKey>()
  #reachability: Reachability = { records: [], versions: {} }
  #seenBy: ReadonlySet<string> = new Set()

  constructor(self: UniqueAddress) {
    this.#self = self
  }

  update(event: ClusterDomainEvent): void {
    switch (event.type) {
      case 'UnreachableMember':
      case 'MemberDowned':
        this.#set(event.member)
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        break
      case 'ReachableMember':
        this.#set(event.member)
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        break
      case 'MemberUp':
      case 'MemberExited':
      case 'MemberJoined':
      case 'MemberWeaklyUp':
      case 'MemberPreparingForShutdown':
      case 'MemberReadyForShutdown':
      case 'MemberLeft':
        this.#set(event.member)
        break
      case 'MemberRemoved':
        this.#members.delete(nodeKey(event.member.uniqueAddress))
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        break
      case 'SeenChanged':
        this.#seenBy = new Set(event.seenBy)
        break
      case 'ReachabilityChanged':
        this.#reachability = toReachability(event.records)
        break
      default:
    }
  }

  has(node: UniqueAddress): boolean {
    return this.#members.has(nodeKey(node))
  }

  get hasUnreachable(): boolean {
    return this.#unreachable.size > 0
  }

  /** True when every unreachable member is Down, Exiting or removed. */
  get isResolved(): boolean {
    return [...this.#unreachable].every(node => {
      const member = this.#members.get(node)
      return member === undefined || isDownOrExiting(member.status)
    })
  }

  view(): DowningView {
    return {
      self: this.#self,
      members: [...this.#members.values()].sort(compareMembers),
      unreachable: new Set(this.#unreachable),
      reachability: this.#reachability,
      seenBy: this.#seenBy,
    }
  }

  #set(member: Member): void {
    this.#members.set(nodeKey(member.uniqueAddress), member)
  }
}

const toReachability = (records: readonly ReachabilityObservation[]): Reachability => ({
  records: records
    .filter(record => record.status !== 'Reachable')
    .map(({ observer, subject, status }) => ({
      observer: nodeKey(observer),
      subject: nodeKey(subject),
      status,
      version: 0,
    })),
  versions: {},
})
