import type { ActorRef, ActorSystem } from '../actor/index.ts'
import { type ClusterMessage, daemonPath, gossipProtocol } from './cluster-message.ts'
import { seenByNode, seenDigest } from './gossip.ts'
import { selectGossipTarget, selectRandomTargets } from './gossip-target-selector.ts'
import { nodeKey, type UniqueAddress } from './ids.ts'
import { isGossipTarget, type MembershipState } from './membership-state.ts'

/** Pekko: five random members receive the last state of a node that is about to stop (GP-10). */
export const maxGossipsBeforeShutdown = 5

/**
 * Sends this node's state to other daemons. Pekko: never to a node that this node observes as unreachable
 * (GP-3).
 */
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
    const cached = this.#daemons.get(address)
    if (cached !== undefined) return cached
    const daemon = this.#system.resolve<ClusterMessage>(address + daemonPath)
    this.#daemons.set(address, daemon)
    return daemon
  }

  /**
   * One random target gets the state, or only its version when it has seen the state. Pekko: not in a cluster
   * of one (GP-2, GP-11).
   */
  round(): void {
    const state = this.#state()
    if (state.gossip.members.length <= 1) return
    const target = selectGossipTarget(state, this.#system.random, this.#differentViewProbability)
    if (target === undefined) return
    if (seenByNode(state.gossip, nodeKey(target.uniqueAddress))) this.statusTo(target.uniqueAddress)
    else this.gossipTo(target.uniqueAddress)
  }

  gossipTo(to: UniqueAddress): void {
    const state = this.#state()
    if (!isGossipTarget(state, nodeKey(to))) return
    const { gossip, self } = state
    this.daemonAt(to.address).tell(gossipProtocol.message({ type: 'GossipEnvelope', from: self, to, gossip }))
  }

  statusTo(to: UniqueAddress): void {
    const state = this.#state()
    if (!isGossipTarget(state, nodeKey(to))) return
    const { gossip, self } = state
    this.daemonAt(to.address).tell(
      gossipProtocol.message({
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
