import { hostAndPort } from '../../trace/actor-path.ts'
import type { VirtualTime } from '../../trace/identifiers.ts'
import type { ActorContext, ActorRef } from '../actor/index.ts'
import {
  type LeaseOutcome,
  type LeaseRequest,
  type LeaseSettings,
  Leases,
  leaseProtocol,
} from '../coordination/index.ts'
import { type NodeKey, nodeKey } from './ids.ts'
import type { Member } from './member.ts'

/** Pekko: the lease is held until the downed members are removed, and then for `releaseAfterMs` more (SB-10). */
type ReleaseCondition =
  | { readonly type: 'no lease' }
  | { readonly type: 'when removed'; readonly nodes: ReadonlySet<NodeKey> }
  | { readonly type: 'when elapsed'; readonly at: VirtualTime }

const noLease: ReleaseCondition = { type: 'no lease' }

/** The lease of one node's resolver, and when it is released. */
export class ResolverLease {
  readonly name: string
  /** This node, as the owner of a lease. */
  readonly owner: string
  readonly #lease: ActorRef<LeaseRequest>
  readonly #replyTo: ActorRef<LeaseOutcome>
  readonly #releaseAfterMs: number
  #isHeld = false
  #condition: ReleaseCondition = noLease

  constructor(
    context: ActorContext<never>,
    settings: LeaseSettings,
    { leaseName, releaseAfterMs }: { readonly leaseName: string; readonly releaseAfterMs: number },
  ) {
    const { system } = context
    this.owner = hostAndPort(system.address)
    this.name = leaseName.trim() === '' ? `${system.name}-pekko-sbr` : leaseName
    this.#releaseAfterMs = releaseAfterMs
    this.#replyTo = context.self as ActorRef<LeaseOutcome>
    this.#lease = context.spawn(Leases.get(system).behavior(this.name, settings), 'lease')
  }

  /** True while this node holds the lease, as far as it knows. */
  get isHeld(): boolean {
    return this.#isHeld
  }

  acquire(): void {
    this.#lease.tell(leaseProtocol.message({ type: 'Acquire', replyTo: this.#replyTo }))
  }

  /** Keeps the lease until these members are removed, besides those of earlier decisions. */
  acquired(downed: readonly Member[], now: VirtualTime): void {
    this.#isHeld = true
    const nodes = downed.map(member => nodeKey(member.uniqueAddress))
    if (this.#condition.type === 'when removed') nodes.push(...this.#condition.nodes)
    this.#condition =
      nodes.length === 0
        ? { type: 'when elapsed', at: now + this.#releaseAfterMs }
        : { type: 'when removed', nodes: new Set(nodes) }
  }

  notAcquired(): void {
    this.#isHeld = false
    this.#condition = noLease
  }

  /** Another owner may hold the lease now, so there is nothing to release. */
  lost(): void {
    this.notAcquired()
  }

  memberRemoved({ uniqueAddress }: Member, now: VirtualTime): void {
    if (this.#condition.type !== 'when removed') return
    const nodes = new Set(this.#condition.nodes)
    if (!nodes.delete(nodeKey(uniqueAddress))) return
    this.#condition =
      nodes.size === 0
        ? { type: 'when elapsed', at: now + this.#releaseAfterMs }
        : { type: 'when removed', nodes }
  }

  /** Asks for the release when it is due, at each tick until it succeeds. */
  releaseWhenDue(now: VirtualTime): void {
    if (this.#condition.type !== 'when elapsed' || now < this.#condition.at) return
    this.#isHeld = false
    this.#lease.tell(leaseProtocol.message({ type: 'Release', replyTo: this.#replyTo }))
  }

  freed(): void {
    if (this.#condition.type === 'when elapsed') this.#condition = noLease
  }
}
