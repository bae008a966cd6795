import type { PlannedParticipant } from '../conductor/host.ts'
import type { ActorSystem, ClusterSettings } from '../runtime/index.ts'
import type { ScenarioCard } from './card.ts'

export interface LatencyRange {
  readonly minMs: number
  readonly maxMs: number
}

/** Everything that can be set about a run. A run's header holds what differs from the scenario's own. */
export interface ScenarioSettings {
  readonly cluster: ClusterSettings
  /** Latency of a message: `database` for links with the database at one end, `default` for all others. */
  readonly links: { readonly default: LatencyRange; readonly database: LatencyRange }
  /** Virtual time the database takes to commit, load or delete. */
  readonly databaseLatencyMs: LatencyRange
  /** How long persistent actors wait for the database's answers. */
  readonly persistence: { readonly journalCallTimeoutMs: number; readonly recoveryEventTimeoutMs: number }
  /** Messages a node handles in one virtual ms; the rest wait. */
  readonly maxMessagesPerMs: number
}

/** A situation to play with: who takes part, and with which settings. Data only. */
export interface Scenario {
  readonly card: ScenarioCard
  readonly settings: ScenarioSettings
  /** Started at instant 0, in this order. */
  readonly participants: readonly PlannedParticipant[]
}

/** The user code of a scenario: what runs on its nodes and clients. */
export interface ScenarioCode {
  /** Starts this scenario's actors on a cluster node; the cluster extension is running. */
  startNode(system: ActorSystem, settings: ScenarioSettings): void
  /** Starts this scenario's actors on a client system, outside the cluster. */
  startClient(system: ActorSystem, settings: ScenarioSettings): void
}
