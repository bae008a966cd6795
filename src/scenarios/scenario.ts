import type { PlannedParticipant } from '../conductor/host.ts'
import type { ActorSystem, Behavior, ClusterSettings, createClusterNode } from '../runtime/index.ts'

export interface LatencyRange {
  readonly minMs: number
  readonly maxMs: number
}

/**
 * The settings of every run; a scenario can have more. The header of a run contains only those that differ from the
 * scenario's defaults.
 */
export interface ScenarioSettings {
  /** Latency of a message between participants. */
  readonly links: { readonly default: LatencyRange }
  /** Most messages that a node handles in one virtual ms; the rest wait. */
  readonly maxMessagesPerMs: number
}

/** The settings of a scenario with a cluster and a database. */
export interface ClusterScenarioSettings extends ScenarioSettings {
  readonly cluster: ClusterSettings
  /** `database` applies to links of the database, `default` to all others. */
  readonly links: { readonly default: LatencyRange; readonly database: LatencyRange }
  /** Virtual time in which the database commits, loads or deletes. */
  readonly databaseLatencyMs: LatencyRange
  /** Time-outs of persistent actors for replies of the database. */
  readonly persistence: { readonly journalCallTimeoutMs: number; readonly recoveryEventTimeoutMs: number }
  /** False: two events of one persistence id may have the same number, as in a journal without a unique index. Default true. */
  readonly uniqueSequenceNrs?: boolean
}

export const hasCluster = (settings: ScenarioSettings): settings is ClusterScenarioSettings =>
  'cluster' in settings

/** A scenario as data: its default settings and its participants. Its texts are in the card of the same id. */
export interface Scenario {
  readonly id: string
  readonly settings: ScenarioSettings
  /** Started at instant 0, in this order. */
  readonly participants: readonly PlannedParticipant[]
  /** The participants with these settings, where they differ. Default: {@link participants}. */
  participantsWith?(settings: ScenarioSettings): readonly PlannedParticipant[]
  /** The defaults for the settings that a header chooses, where other defaults depend on them. Default: {@link settings}. */
  defaultsWith?(chosen: unknown): ScenarioSettings
}

/** The code of a scenario: the actors on its nodes and clients. */
export interface ScenarioCode<Settings extends ScenarioSettings = ScenarioSettings> {
  /**
   * Creates a node of a cluster. A part of the scenario's code, so that the worker of a scenario without a cluster does not
   * load the cluster's. Default: nodes are plain actor systems.
   */
  readonly createClusterNode?: typeof createClusterNode
  /**
   * The behavior of the guardian `/user` on a node. Without it `/user` only is the parent of what {@link startNode}
   * spawns.
   */
  guardian?(settings: Settings): Behavior<never>
  /**
   * Starts this scenario's actors on a node, directly or by a message to its guardian. The cluster extension runs
   * already.
   */
  startNode(system: ActorSystem, settings: Settings): void
  /** Starts this scenario's actors on a client system. */
  startClient(system: ActorSystem, settings: Settings): void
}

/** The modules of a scenario that edited code of it may import. */
export interface ScenarioModules {
  /** By their path below `src`. */
  readonly modules: Readonly<Record<string, object>>
  /** The name under which `start.ts` exports the scenario's code. */
  readonly codeName: string
}
