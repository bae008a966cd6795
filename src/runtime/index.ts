/**
 * What scenarios and their hosts may use of the runtime: the words of the tutorials, and the kinds of
 * participants to run them in.
 */
export {
  type ActorContext,
  type ActorRef,
  type ActorSystem,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  DeathPactException,
  reasonOf,
  type StashBuffer,
  SupervisorStrategy,
} from './actor/index.ts'
export {
  Actor,
  AllForOneStrategy,
  Kill,
  OneForOneStrategy,
  PoisonPill,
  Props,
  type Receive,
  ReceiveTimeout,
  Status,
  type Terminated,
  unhandled,
} from './classic/index.ts'
export { Cluster, type ClusterSettings, fastProfile, pekkoDefaults } from './cluster/index.ts'
export {
  ClusterClient,
  type ClusterClientCommand,
  ClusterClientReceptionist,
  type ClusterClientsEvent,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  DistributedPubSub,
  type PubSubCommand,
  type ReceptionistCommand,
} from './cluster-tools/index.ts'
export {
  ActorParticipant,
  createClientSystem,
  createClusterNode,
  createDatabase,
  createPlainNode,
  type Turn,
} from './node/index.ts'
export type { Boot, Participant } from './participant.ts'
export {
  Effect,
  EventQueries,
  EventSourcedBehavior,
  inMemoryStores,
  Persistence,
  PersistenceId,
  type QueryElement,
  type StoredEvent,
  type Stores,
} from './persistence/index.ts'
export { type Random, seededRandom } from './random.ts'
export { type LinkSettings, smallestLatencyMs } from './remote/index.ts'
