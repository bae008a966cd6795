import { withoutUid } from '../../../trace/actor-path.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  type TimerScheduler,
  type Toolkit,
} from '../../actor/index.ts'
import { protocolRef, toolkitRef } from '../../actor/internal.ts'
import type { ClusterSettings } from '../../cluster/index.ts'
import type { ActorIdentity } from '../identify.ts'
import type { MessageBuffer } from '../message-buffer.ts'
import { reportDropped } from '../report-dropped.ts'
import {
  type ClientInput,
  type ClientMessage,
  type ClusterClientCommand,
  clientProtocol,
  contactProtocol,
  type FromClient,
  type Outgoing,
} from './client-messages.ts'
import type { ClientRestartState } from './client-restart-state.ts'
import type { ContactPoints } from './contact-points.ts'

/** The actor behind `ClusterClient`: establishing while it has no receptionist, else connected. */
export class ClientActor {
  private readonly context: ActorContext<ClientMessage>
  private readonly timers: TimerScheduler<ClientMessage>
  private readonly settings: ClusterSettings['client']
  private readonly initialContacts: readonly string[]
  private readonly buffer: MessageBuffer<Outgoing>
  private readonly contactPoints: ContactPoints
  /** Receptionists that the cluster named; empty before its first reply. */
  private contacts: readonly string[] = []
  /** Null while the client establishes a connection. */
  private receptionist: ActorRef<FromClient> | null = null
  private lastHeartbeatAt: number
  private correlationId = 0

  constructor(
    context: ActorContext<ClientMessage>,
    timers: TimerScheduler<ClientMessage>,
    settings: ClusterSettings['client'],
    initialContacts: readonly string[],
    { buffer, contactPoints }: ClientRestartState,
  ) {
    this.context = context
    this.timers = timers
    this.settings = settings
    this.initialContacts = initialContacts
    this.contactPoints = contactPoints
    this.buffer = buffer
    this.lastHeartbeatAt = context.now
  }

  start(): Behavior<ClientMessage> {
    this.context.inspect(() => ({
      receptionist: this.receptionist?.path ?? null,
      contactPoints: this.contactPoints.all,
      buffered: this.buffer.size,
    }))
    this.timers.startTimerWithFixedDelay(
      'client heartbeat',
      contactProtocol.message({ type: 'HeartbeatTick' }),
      this.settings.heartbeatIntervalMs,
    )
    this.establish()
    return Behaviors.receiveMessage<ClientMessage>(message =>
      isToolkitMessage(message) ? this.receiveInput(message) : this.receiveCommand(message),
    ).receiveSignal((_, signal) => {
      if (isTerminated(signal)) this.contactPoints.unsubscribe(signal.ref.path)
      return Behaviors.same
    })
  }

  private receiveCommand(message: ClusterClientCommand): Behavior<ClientMessage> {
    switch (message.type) {
      case 'Send':
      case 'SendToAll':
      case 'Publish':
        this.send(message)
        break
      case 'SubscribeContactPoints':
        this.contactPoints.subscribe(message.subscriber)
        this.context.watch(message.subscriber)
        break
      case 'UnsubscribeContactPoints':
        this.contactPoints.unsubscribe(message.subscriber.path)
        this.context.unwatch(message.subscriber)
        break
      case 'GetContactPoints':
        this.contactPoints.sendTo(message.replyTo)
        break
      default:
        return Behaviors.unhandled
    }
    return Behaviors.same
  }

  private receiveInput(message: Toolkit<ClientInput>): Behavior<ClientMessage> {
    switch (message.type) {
      case 'Contacts':
        this.receiveContacts(message.contactPoints)
        break
      case 'ActorIdentity':
        // Only the first reply counts; one of an earlier search may come from a stopped receptionist.
        if (
          this.receptionist === null &&
          message.correlationId === this.correlationId &&
          message.ref !== null
        ) {
          // Identify was sent only to receptionists.
          this.connectTo(protocolRef(message.ref as ActorRef<FromClient>, 'client'))
        }
        break
      case 'HeartbeatRsp':
        this.lastHeartbeatAt = this.context.now
        break
      case 'HeartbeatTick':
        this.heartbeat()
        break
      case 'RefreshContactsTick':
        if (this.receptionist === null) this.requestContacts()
        else
          this.receptionist.tell(contactProtocol.message({ type: 'GetContacts', client: this.context.self }))
        break
      case 'ReceptionistShutdown':
        if (this.receptionist !== null && withoutUid(this.receptionist.path) === message.receptionist) {
          this.reconnect(`Receptionist [${message.receptionist}] is shutting down`)
        }
        break
      case 'ReconnectTimeout':
        this.context.log.warn(
          `Receptionist reconnect not successful within [${this.settings.reconnectTimeoutMs}] ms, stopping cluster client`,
        )
        return Behaviors.stopped
      default:
        return Behaviors.unhandled
    }
    return Behaviors.same
  }

  private send(outgoing: Outgoing): void {
    if (this.receptionist !== null) {
      this.receptionist.tell(outgoing)
      return
    }
    const dropped = this.buffer.add(outgoing)
    if (dropped !== undefined) reportDropped(this.context, dropped.message, this.buffer.capacity)
  }

  /**
   * Pekko: contacts are requested at an interval until one replies; after the reconnect time-out the client stops
   * (CC-2, CC-5)
   */
  private establish(): void {
    this.correlationId += 1
    this.lastHeartbeatAt = this.context.now
    this.refreshEvery(this.settings.establishingGetContactsIntervalMs)
    this.requestContacts()
    const { reconnectTimeoutMs } = this.settings
    if (reconnectTimeoutMs !== null) {
      this.timers.startSingleTimer(
        'reconnect',
        contactProtocol.message({ type: 'ReconnectTimeout' }),
        reconnectTimeoutMs,
      )
    }
  }

  private requestContacts(): void {
    const { contacts } = this
    const candidates = contacts.length > 1 ? contacts : [...new Set([...this.initialContacts, ...contacts])]
    for (const contact of candidates) {
      this.context.system
        .resolve<FromClient>(contact)
        .tell(contactProtocol.message({ type: 'GetContacts', client: this.context.self }))
    }
  }

  /** Pekko: the client identifies all contacts and connects to the first that replies (CC-3) */
  private receiveContacts(contactPoints: readonly string[]): void {
    if (contactPoints.length === 0) return
    this.contacts = contactPoints
    this.contactPoints.replace(contactPoints)
    if (this.receptionist !== null) return
    for (const contact of contactPoints) {
      this.context.system.resolve<FromClient>(contact).tell(
        clientProtocol.message({
          type: 'Identify',
          correlationId: this.correlationId,
          replyTo: toolkitRef<ActorIdentity>(this.context.self, clientProtocol),
        }),
      )
    }
  }

  private connectTo(receptionist: ActorRef<FromClient>): void {
    this.context.log.info(`Connected to [${withoutUid(receptionist.path)}]`)
    this.context.system.tracer?.emit({
      type: 'ClientConnected',
      actor: this.context.self.path,
      receptionist: receptionist.path,
    })
    this.receptionist = receptionist
    this.timers.cancel('reconnect')
    this.refreshEvery(this.settings.refreshContactsIntervalMs)
    this.lastHeartbeatAt = this.context.now
    // The first heartbeat goes out immediately, so that the receptionist counts this client as its own.
    receptionist.tell(contactProtocol.message({ type: 'Heartbeat', client: this.context.self }))
    this.buffer.drain(outgoing => receptionist.tell(outgoing))
  }

  /** Pekko: a contact is lost after an interval and the acceptable pause without a heartbeat response (CC-6) */
  private heartbeat(): void {
    if (this.receptionist === null) return
    const { heartbeatIntervalMs, acceptableHeartbeatPauseMs } = this.settings
    if (this.context.now - this.lastHeartbeatAt >= heartbeatIntervalMs + acceptableHeartbeatPauseMs) {
      this.reconnect(`Lost contact with [${withoutUid(this.receptionist.path)}]`)
    } else {
      this.receptionist.tell(contactProtocol.message({ type: 'Heartbeat', client: this.context.self }))
    }
  }

  private reconnect(reason: string): void {
    this.context.log.info(`${reason}, reestablishing connection`)
    this.context.system.tracer?.emit({
      type: 'ClientDisconnected',
      actor: this.context.self.path,
      why: reason,
    })
    this.receptionist = null
    this.establish()
  }

  private refreshEvery(intervalMs: number): void {
    this.timers.startTimerWithFixedDelay(
      'client contacts',
      contactProtocol.message({ type: 'RefreshContactsTick' }),
      intervalMs,
    )
  }
}
