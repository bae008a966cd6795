/**
 * Services on top of cluster membership: a singleton and its proxy, distributed publish/subscribe, and access for clients
 * outside the cluster. Each node starts only the services that it uses.
 */

export type {
  ClusterClientCommand,
  ClusterClientsEvent,
  ContactPointsMessage,
  GetClusterClients,
  GetContactPoints,
  Outgoing,
  ReceptionistCommand,
  SubscribeClusterClients,
  SubscribeContactPoints,
  ToClient,
  UnsubscribeClusterClients,
  UnsubscribeContactPoints,
} from './client/client-messages.ts'
export { ClusterClient, type ClusterClientOptions, NoInitialContacts } from './client/cluster-client.ts'
export { ClusterClientReceptionist } from './client/cluster-client-receptionist.ts'
export type { ActorIdentity, Identify } from './identify.ts'
export { DistributedPubSub } from './pub-sub/distributed-pub-sub.ts'
export type {
  Count,
  CountSubscribers,
  CurrentCount,
  CurrentTopics,
  GetTopics,
  Publish,
  PubSubCommand,
  Put,
  Remove,
  Send,
  SendToAll,
  Subscribe,
  SubscribeAck,
  Unsubscribe,
  UnsubscribeAck,
} from './pub-sub/mediator-messages.ts'
export { Topic, type TopicMessageOf, type TopicStats } from './pub-sub/typed-topic.ts'
export { isListing, Receptionist } from './receptionist/receptionist.ts'
export type {
  Deregistered,
  Listing,
  Registered,
  ServiceCommand,
} from './receptionist/receptionist-messages.ts'
export { ServiceKey } from './receptionist/service-key.ts'
export { Routers } from './routers/routers.ts'
export type { Routing } from './routers/routing-logic.ts'
export { ClusterSingleton, type SingletonOptions } from './singleton/cluster-singleton.ts'
export {
  ClusterSingletonManager,
  type ClusterSingletonManagerOptions,
  type SingletonManagerMessage,
} from './singleton/cluster-singleton-manager.ts'
export {
  ClusterSingletonProxy,
  type ClusterSingletonProxyOptions,
} from './singleton/cluster-singleton-proxy.ts'
export { SingletonActor } from './singleton/singleton-actor.ts'
export { ClusterSingletonManagerIsStuck, NodeLacksRole } from './singleton/singleton-errors.ts'
