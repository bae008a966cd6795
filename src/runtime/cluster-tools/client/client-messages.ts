import { type ActorRef, type Toolkit, toolkitProtocol } from '../../actor/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/index.ts'
import type { ActorIdentity, Identify } from '../identify.ts'
import type { Publish, Send, SendToAll } from '../pub-sub/mediator-messages.ts'

export const clientProtocol = toolkitProtocol('client')
/** Heartbeats, and the contacts that a client asks for at intervals. */
export const contactProtocol = toolkitProtocol('client', 'periodic')

/**
 * A message from a client into the cluster: to one actor, to all actors of a path, or to the subscribers of a
 * topic.
 */
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

/**
 * Paths of the receptionists that a client knows: all of them first, then each change. Pekko: contact points (CC-7)
 */
export type ContactPointsMessage =
  | { readonly type: 'ContactPoints'; readonly contactPoints: readonly string[] }
  | { readonly type: 'ContactPointAdded'; readonly contactPoint: string }
  | { readonly type: 'ContactPointRemoved'; readonly contactPoint: string }

export type ClusterClientCommand =
  | Outgoing
  | SubscribeContactPoints
  | UnsubscribeContactPoints
  | GetContactPoints

/** A message from a receptionist to a client. */
export type ToClient =
  | { readonly type: 'Contacts'; readonly contactPoints: readonly string[] }
  | { readonly type: 'HeartbeatRsp' }
  /** `receptionist`: the path of the stopping receptionist. */
  | { readonly type: 'ReceptionistShutdown'; readonly receptionist: string }
  | ActorIdentity

/** The ref by which a receptionist reaches a client. */
export type ClientRef = ActorRef<Toolkit<ToClient>>

/** A message that a client itself sends to a receptionist; messages of users are forwarded unchanged. */
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

/** The clients that use this receptionist: all of them first, then each change. Pekko: ClusterClients (CC-11) */
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

/** Inputs of a receptionist that only the toolkit sends: clients, the cluster and timers. */
export type ReceptionistInput =
  | ClientRequest
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'CheckDeadlines' }

export type ReceptionistMessage = ReceptionistCommand | Toolkit<ReceptionistInput>

/** Inputs of a client that only the toolkit sends: receptionists and timers. */
export type ClientInput =
  | ToClient
  | { readonly type: 'RefreshContactsTick' }
  | { readonly type: 'HeartbeatTick' }
  | { readonly type: 'ReconnectTimeout' }

export type ClientMessage = ClusterClientCommand | Toolkit<ClientInput>
