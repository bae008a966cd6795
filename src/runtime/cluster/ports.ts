/**
 * The parts of a node's cluster extension that its actors use. Each actor gets only its own part, so it can
 * be tested with a plain object, and no actor imports the extension that starts it.
 */
import type { ActorRef } from '../actor/index.ts'
import type { DaemonCommand } from './cluster-message.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import type { PublisherMessage, SubscribeOptions, Subscriber } from './domain-event-publisher.ts'
import type { FailureDetectorRegistry } from './failure-detector-registry.ts'
import type { Gossip } from './gossip.ts'
import type { UniqueAddress } from './ids.ts'
import type { JoinCompatibility } from './join-configuration.ts'

/** For the heartbeat sender. */
export interface HeartbeatPort {
  readonly settings: ClusterSettings
  readonly selfUniqueAddress: UniqueAddress
  subscribe(subscriber: Subscriber, options?: SubscribeOptions): void
}

/** The lease of a decision that depended on one, and its owner; `null` if no answer of the database named one. */
export interface LeaseOfDecision {
  readonly name: string
  readonly owner: string | null
}

/** For the downing provider. */
export interface DowningPort {
  readonly settings: ClusterSettings
  readonly selfUniqueAddress: UniqueAddress
  subscribe(subscriber: Subscriber, options?: SubscribeOptions): void
  /** Records the decision in the trace and downs these addresses. */
  downAll(strategy: string, decision: string, down: readonly string[], lease?: LeaseOfDecision): void
}

/** For the membership state of the core daemon. */
export interface MembershipPort {
  readonly settings: ClusterSettings
  readonly selfUniqueAddress: UniqueAddress
  readonly detectors: FailureDetectorRegistry
  readonly checksInvariants: boolean
  /** Publishes the state to everything else on this node: subscribers, trace, callbacks, shutdown tasks. */
  publish(gossip: Gossip): void
}

/** For the core daemon, which also starts the heartbeat sender and the downing provider. */
export interface DaemonPort extends MembershipPort, HeartbeatPort, DowningPort {
  readonly selfRoles: readonly string[]
  readonly selfAppVersion: string
  readonly joinCompatibility: JoinCompatibility
}

/**
 * For the actors above the core daemon. They report to the extension when it can use the actors, and when
 * they end.
 */
export interface ClusterActorsPort extends DaemonPort {
  actorsStarted(daemon: ActorRef<DaemonCommand>, publisher: ActorRef<PublisherMessage>): void
  daemonStopped(): void
  actorsStopped(): void
}
