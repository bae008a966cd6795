/** One participant, assembled: a cluster node, a client system, or the database. */
export { ActorParticipant, type ActorParticipantOptions } from './actor-participant.ts'
export {
  type ActorSystemParticipantOptions,
  type ClusterNodeOptions,
  createClientSystem,
  createClusterNode,
} from './cluster-node.ts'
export { createDatabase, type DatabaseNodeOptions } from './database-node.ts'
