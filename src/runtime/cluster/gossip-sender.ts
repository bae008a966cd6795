import { type ActorRef, type ActorSystem, toolkitMessage } from '../actor/index.ts'
import { nodeKey } from './address.ts'
import { type ClusterMessage, daemonPath } from './cluster-message.ts'
import { seenByNode, seenDigest } from './gossip.ts'
import { selectGossipTarget, selectRandomTargets } from './gossip-target-selector.ts'
import type { UniqueAddress } from './member.ts'
import { isGossipTarget, type MembershipState } from './membership-state.ts'

/** Sends a node's state to the daemons of others, and to nobody whom it calls unreachable. (GP-2, GP-3) */
export class GossipSender {
  readonly #system: ActorSystem
  readonly #state: () => MembershipState
  readonly #differentViewProbability: number
  readonly #daemons = new Map<string, ActorRef<ClusterMessage>>()

  constructor(system: ActorSystem, differentViewProbability: number, state: () => MembershipState) {
    this.#system = system
    this.#differentViewProbability = differentViewProbability
    this.#state = state
  }

  daemonAt(address: string): ActorRef<ClusterMessage> {
    const known = this.#daemons.get(address)
    if (known !== undefined) return known
    const daemon = this.#system.resolve<ClusterMessage>(address + daemonPath)
    this.#daemons.set(address, daemon)
    return daemon
  }

  /** One target, chosen by chance: the state, or only its version when the target has seen it. */
  round(): void {
    const state = this.#state()
    const target = selectGossipTarget(state, this.#system.random, this.#differentViewProbability)
    if (target === undefined) return
    if (seenByNode(state.gossip, nodeKey(target.uniqueAddress))) this.statusTo(target.uniqueAddress)
    else this.gossipTo(target.uniqueAddress)
  }

  gossipTo(to: UniqueAddress): void {
    const state = this.#state()
    if (!isGossipTarget(state, nodeKey(to))) return
    const { gossip, self } = state
    this.daemonAt(to.address).tell(toolkitMessage({ type: 'GossipEnvelope', from: self, to, gossip }))
  }

  statusTo(to: UniqueAddress): void {
    const state = this.#state()
    if (!isGossipTarget(state, nodeKey(to))) return
    const { gossip, self } = state
    this.daemonAt(to.address).tell(
      toolkitMessage({
        type: 'GossipStatus',
        from: self,
        version: gossip.version,
        seenDigest: seenDigest(gossip),
      }),
    )
  }

  gossipToRandom(count: number): void {
    for (const { uniqueAddress } of selectRandomTargets(this.#state(), this.#system.random, count)) {
      this.gossipTo(uniqueAddress)
    }
  }
}
