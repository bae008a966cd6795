import { localPath } from '../../../trace/actor-path.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  restarting,
  type Signal,
  type Toolkit,
} from '../../actor/index.ts'
import { isRef, relayRef } from '../../actor/internal.ts'
import { Cluster, clusterEventRef, compareAddresses, type Member } from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import { replyToIdentify } from '../identify.ts'
import type { PubSubCommand } from '../pub-sub/mediator-messages.ts'
import {
  type ClientRef,
  type ClusterClientsEvent,
  clientProtocol,
  contactProtocol,
  type Outgoing,
  type ReceptionistCommand,
  type ReceptionistInput,
  type ReceptionistMessage,
} from './client-messages.ts'
import { ContactRing } from './contact-ring.ts'
import { responseTunnel, type TunnelCommand } from './response-tunnel.ts'

interface KnownClient {
  readonly ref: ClientRef
  readonly lastHeartbeatAt: number
}

/**
 * The actor that receives the messages of clients and forwards them to the mediator. Pekko: receptionist (CC-8 to
 * CC-12)
 */
export const receptionist = (mediator: ActorRef<PubSubCommand>): Behavior<ReceptionistCommand> =>
  Behaviors.setup<ReceptionistMessage>(context => {
    // Created once, so that clients and subscribers survive a restart.
    const receptionist = new Receptionist(context, mediator)
    return restarting(
      Behaviors.withTimers(timers => {
        timers.startTimerWithFixedDelay(
          'client deadlines',
          contactProtocol.message({ type: 'CheckDeadlines' }),
          Cluster.get(context.system).settings.client.failureDetectionIntervalMs,
        )
        return receptionist.start()
      }),
    )
  })

class Receptionist {
  private readonly context: ActorContext<ReceptionistMessage>
  private readonly cluster: Cluster
  private readonly mediator: ActorRef<PubSubCommand>
  private nodes: readonly string[] = []
  /** Made at the first question for contacts since the nodes changed; null before. */
  private ring: ContactRing | null = null
  private readonly clients = new Map<string, KnownClient>()
  private readonly subscribers = new Map<string, ActorRef<ClusterClientsEvent>>()
  /** Response tunnels, by the path of their asker. */
  private readonly tunnels = new Map<string, ActorRef<unknown>>()

  constructor(context: ActorContext<ReceptionistMessage>, mediator: ActorRef<PubSubCommand>) {
    this.context = context
    this.cluster = Cluster.get(context.system)
    this.mediator = mediator
  }

  /** Runs at each restart too: the new snapshot of the cluster replaces the events lost in the failure. */
  start(): Behavior<ReceptionistMessage> {
    this.cluster.subscribe(clusterEventRef(this.context.self), {
      types: ['MemberUp', 'MemberRemoved'],
    })
    this.context.inspect(() => ({ clients: [...this.clients.keys()], nodes: this.nodes }))
    return Behaviors.receiveMessage<ReceptionistMessage>(message =>
      isToolkitMessage(message) ? this.receiveInput(message) : this.receiveCommand(message),
    ).receiveSignal((_, signal) => this.handleSignal(signal))
  }

  private receiveCommand(message: ReceptionistCommand): Behavior<ReceptionistMessage> {
    switch (message.type) {
      case 'Send':
      case 'SendToAll':
      case 'Publish':
        this.mediator.tell(this.withTunnel(message))
        break
      case 'Identify':
        replyToIdentify(message, this.context.self, clientProtocol)
        break
      case 'SubscribeClusterClients':
        message.subscriber.tell({ type: 'ClusterClients', clients: this.clientRefs() })
        this.subscribers.set(message.subscriber.path, message.subscriber)
        this.context.watch(message.subscriber)
        break
      case 'UnsubscribeClusterClients':
        this.subscribers.delete(message.subscriber.path)
        this.context.unwatch(message.subscriber)
        break
      case 'GetClusterClients':
        message.replyTo.tell({ type: 'ClusterClients', clients: this.clientRefs() })
        break
      default:
        return Behaviors.unhandled
    }
    return Behaviors.same
  }

  private receiveInput(message: Toolkit<ReceptionistInput>): Behavior<ReceptionistMessage> {
    switch (message.type) {
      case 'Heartbeat':
        message.client.tell(contactProtocol.reply({ type: 'HeartbeatRsp' }))
        this.recordHeartbeat(message.client)
        break
      case 'GetContacts':
        message.client.tell(
          contactProtocol.reply({ type: 'Contacts', contactPoints: this.contactsFor(message.client) }),
        )
        break
      case 'Identify':
        replyToIdentify(message, this.context.self, clientProtocol)
        break
      case 'CheckDeadlines':
        this.checkDeadlines()
        break
      case 'CurrentClusterState':
        this.updateNodes(
          message.members
            .filter(member => member.status !== 'Joining' && this.mayBeContact(member))
            .map(member => member.uniqueAddress.address),
        )
        break
      case 'MemberUp':
        if (this.mayBeContact(message.member))
          this.updateNodes([...this.nodes, message.member.uniqueAddress.address])
        break
      case 'MemberRemoved': {
        const { address } = message.member.uniqueAddress
        if (address === this.context.system.address) return Behaviors.stopped
        this.updateNodes(this.nodes.filter(node => node !== address))
        break
      }
      default:
        return Behaviors.unhandled
    }
    return Behaviors.same
  }

  private mayBeContact(member: Member): boolean {
    return hasRole(member, this.cluster.settings.client.receptionistRole)
  }

  private updateNodes(nodes: readonly string[]): void {
    this.nodes = [...new Set(nodes)].sort(compareAddresses)
    this.ring = null
  }

  private contactsFor(client: ClientRef): readonly string[] {
    const path = localPath(this.context.self.path)
    this.ring ??= new ContactRing(this.nodes)
    return this.ring
      .contactsFor(client.path, this.cluster.settings.client.receptionistNumberOfContacts)
      .map(node => node + path)
  }

  /**
   * Replaces a `replyTo` outside the cluster by a tunnel. Pekko: replies go back through the receptionist (CC-10)
   */
  private withTunnel(outgoing: Outgoing): Outgoing {
    const { message } = outgoing
    if (typeof message !== 'object' || message === null || !('replyTo' in message)) return outgoing
    const { replyTo } = message
    if (!isRef(replyTo) || this.context.system.isLocal(replyTo)) return outgoing
    return { ...outgoing, message: { ...message, replyTo: relayRef(this.tunnelTo(replyTo), replyTo) } }
  }

  private tunnelTo(asker: ActorRef<unknown>): ActorRef<unknown> {
    const existing = this.tunnels.get(asker.path)
    if (existing !== undefined) {
      existing.tell(clientProtocol.message({ type: 'ResponseTunnel.KeepAlive' } satisfies TunnelCommand))
      return existing
    }
    const { responseTunnelReceiveTimeoutMs } = this.cluster.settings.client
    const tunnel = this.context.spawnAnonymous(
      responseTunnel(asker, responseTunnelReceiveTimeoutMs, localPath(asker.path).startsWith('/temp/')),
    )
    this.tunnels.set(asker.path, tunnel)
    this.context.watch(tunnel)
    return tunnel
  }

  /** Pekko: subscribers learn of a client at its first heartbeat (CC-11) */
  private recordHeartbeat(client: ClientRef): void {
    const isNew = !this.clients.has(client.path)
    this.clients.set(client.path, { ref: client, lastHeartbeatAt: this.context.now })
    if (!isNew) return
    this.notifySubscribers({ type: 'ClusterClientUp', client })
    this.traceClients()
  }

  private checkDeadlines(): void {
    const { heartbeatIntervalMs, acceptableHeartbeatPauseMs } = this.cluster.settings.client
    const deadline = this.context.now - heartbeatIntervalMs - acceptableHeartbeatPauseMs
    const silent = [...this.clients.values()].filter(client => client.lastHeartbeatAt <= deadline)
    for (const { ref } of silent) {
      this.clients.delete(ref.path)
      this.notifySubscribers({ type: 'ClusterClientUnreachable', client: ref })
    }
    if (silent.length > 0) this.traceClients()
  }

  private clientRefs(): readonly ClientRef[] {
    return [...this.clients.values()].map(client => client.ref)
  }

  private notifySubscribers(message: ClusterClientsEvent): void {
    for (const subscriber of this.subscribers.values()) subscriber.tell(message)
  }

  private traceClients(): void {
    this.context.system.tracer?.emit({
      type: 'ClientsChanged',
      actor: this.context.self.path,
      clients: [...this.clients.keys()],
    })
  }

  private handleSignal(signal: Signal): Behavior<ReceptionistMessage> {
    if (isTerminated(signal)) {
      this.subscribers.delete(signal.ref.path)
      for (const [asker, tunnel] of this.tunnels) {
        if (tunnel.path === signal.ref.path) this.tunnels.delete(asker)
      }
    }
    if (signal.type === 'PostStop') {
      this.cluster.unsubscribe(this.context.self)
      const path = this.context.system.address + localPath(this.context.self.path)
      for (const client of this.clientRefs())
        client.tell(clientProtocol.message({ type: 'ReceptionistShutdown', receptionist: path }))
    }
    return Behaviors.same
  }
}
