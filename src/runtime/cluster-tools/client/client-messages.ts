import type { ActorRef, Toolkit } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import type { ActorIdentity, Identify } from '../identify.ts'
import type { Publish, Send, SendToAll } from '../pub-sub/mediator-messages.ts'

/** What a client brings into the cluster: to one actor, to all of a path, to a topic's subscribers. */
export type Outgoing = Send | SendToAll | Publish

export interface SubscribeContactPoints {
  readonly type: 'SubscribeContactPoints'
  readonly subscriber: ActorRef<ContactPointsMessage>
}

export interface UnsubscribeContactPoints {
  readonly type: 'UnsubscribeContactPoints'
  readonly subscriber: ActorRef<ContactPointsMessage>
}

export interface GetContactPoints {
  readonly type: 'GetContactPoints'
  readonly replyTo: ActorRef<ContactPointsMessage>
}

/** Paths of receptionists, as the client knows them now, and what changes. (CC-7) */
export type ContactPointsMessage =
  | { readonly type: 'ContactPoints'; readonly contactPoints: readonly string[] }
  | { readonly type: 'ContactPointAdded'; readonly contactPoint: string }
  | { readonly type: 'ContactPointRemoved'; readonly contactPoint: string }

export type ClusterClientCommand =
  | Outgoing
  | SubscribeContactPoints
  | UnsubscribeContactPoints
  | GetContactPoints

/** What a receptionist tells a client. */
export type ToClient =
  | { readonly type: 'Contacts'; readonly contactPoints: readonly string[] }
  | { readonly type: 'HeartbeatRsp' }
  /** `receptionist`: the path of the one that ends. */
  | { readonly type: 'ReceptionistShutdown'; readonly receptionist: string }
  | ActorIdentity

/** A client as a receptionist knows it. */
export type ClientRef = ActorRef<Toolkit<ToClient>>

/** What a client tells a receptionist of its own accord; what users told the client goes on as it is. */
export type ClientRequest =
  | { readonly type: 'GetContacts'; readonly client: ClientRef }
  | { readonly type: 'Heartbeat'; readonly client: ClientRef }
  | Identify

export type FromClient = Toolkit<ClientRequest> | Outgoing

export interface SubscribeClusterClients {
  readonly type: 'SubscribeClusterClients'
  readonly subscriber: ActorRef<ClusterClientsEvent>
}

export interface UnsubscribeClusterClients {
  readonly type: 'UnsubscribeClusterClients'
  readonly subscriber: ActorRef<ClusterClientsEvent>
}

export interface GetClusterClients {
  readonly type: 'GetClusterClients'
  readonly replyTo: ActorRef<ClusterClientsEvent>
}

/** The clients that use this receptionist: first all of them, then each as it comes and goes. (CC-11) */
export type ClusterClientsEvent =
  | { readonly type: 'ClusterClients'; readonly clients: readonly ClientRef[] }
  | { readonly type: 'ClusterClientUp'; readonly client: ClientRef }
  | { readonly type: 'ClusterClientUnreachable'; readonly client: ClientRef }

export type ReceptionistCommand =
  | Outgoing
  | Identify
  | SubscribeClusterClients
  | UnsubscribeClusterClients
  | GetClusterClients

/** What reaches a receptionist from the toolkit only: from clients, the cluster and its timers. */
export type ReceptionistInput =
  | ClientRequest
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'CheckDeadlines' }

export type ReceptionistMessage = ReceptionistCommand | Toolkit<ReceptionistInput>

/** What reaches a client from the toolkit only: from receptionists and its timers. */
export type ClientInput =
  | ToClient
  | { readonly type: 'RefreshContactsTick' }
  | { readonly type: 'HeartbeatTick' }
  | { readonly type: 'ReconnectTimeout' }

export type ClientMessage = ClusterClientCommand | Toolkit<ClientInput>
