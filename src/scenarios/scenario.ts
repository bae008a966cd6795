import type { PlannedParticipant } from '../conductor/host.ts'
import type { ActorSystem, Behavior, ClusterSettings } from '../runtime/index.ts'
import type { ScenarioCard } from './card.ts'

export interface LatencyRange {
  readonly minMs: number
  readonly maxMs: number
}

/**
 * What can be set about every run; a scenario adds its own. A run's header holds what differs from the
 * scenario's own.
 */
export interface ScenarioSettings {
  /** Latency of a message between participants. */
  readonly links: { readonly default: LatencyRange }
  /** Messages a node handles in one virtual ms; the rest wait. */
  readonly maxMessagesPerMs: number
}

/** What can be set where the nodes form a cluster and have a database. */
export interface ClusterScenarioSettings extends ScenarioSettings {
  readonly cluster: ClusterSettings
  /** `database` is for links with the database at one end, `default` for all others. */
  readonly links: { readonly default: LatencyRange; readonly database: LatencyRange }
  /** Virtual time the database takes to commit, load or delete. */
  readonly databaseLatencyMs: LatencyRange
  /** How long persistent actors wait for the database's answers. */
  readonly persistence: { readonly journalCallTimeoutMs: number; readonly recoveryEventTimeoutMs: number }
}

export const hasCluster = (settings: ScenarioSettings): settings is ClusterScenarioSettings =>
  'cluster' in settings

/** A situation to play with: who takes part, and with which settings. Data only. */
export interface Scenario {
  readonly card: ScenarioCard
  readonly settings: ScenarioSettings
  /** Started at instant 0, in this order. */
  readonly participants: readonly PlannedParticipant[]
}

/** The user code of a scenario: what runs on its nodes and clients. It gets the settings that its scenario has. */
export interface ScenarioCode<Settings extends ScenarioSettings = ScenarioSettings> {
  /** The behavior of `/user` itself on a node. Without it `/user` is only where {@link startNode} spawns. */
  guardian?(settings: Settings): Behavior<never>
  /** Starts this scenario's actors on a node, or tells its guardian to; a cluster extension is running already. */
  startNode(system: ActorSystem, settings: Settings): void
  /** Starts this scenario's actors on a client system. */
  startClient(system: ActorSystem, settings: Settings): void
}
