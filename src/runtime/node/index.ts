/** Factories of the participants of a run: cluster node, plain node, client system and database. */
export { ActorParticipant } from './actor-participant.ts'
export type { ActorParticipantOptions } from './actor-participant-options.ts'
export { createClientSystem } from './client-system.ts'
export { type ClusterNodeOptions, createClusterNode } from './cluster-node.ts'
export { createDatabase, type DatabaseNodeOptions } from './database-node.ts'
export { createPlainNode } from './plain-node.ts'
export type { ActorSystemParticipantOptions } from './system-options.ts'
export type { Turn } from './turn.ts'
