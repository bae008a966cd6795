import { withoutUid } from '../../../trace/actor-path.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  restarting,
  type TimerScheduler,
  type Toolkit,
} from '../../actor/index.ts'
import {
  Cluster,
  type ClusterDomainEvent,
  type CurrentClusterState,
  compareByAge,
  type Member,
  sameNode,
} from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import type { ActorIdentity, Identify } from '../identify.ts'
import { MessageBuffer } from '../message-buffer.ts'
import { reportDropped } from '../report-dropped.ts'
import { singletonProtocol } from './singleton-messages.ts'

export interface ClusterSingletonProxyOptions {
  /** The path of the managers, without address: `/user/master`. */
  readonly singletonManagerPath: string
  /** The role of the nodes with a manager. Default `''`: all nodes. */
  readonly role?: string
  /** Number of buffered messages, 0 to 10000. Default: `singleton.bufferSize` of the cluster settings. */
  readonly bufferSize?: number
}

type Input = ClusterDomainEvent | CurrentClusterState | ActorIdentity | { readonly type: 'IdentifyTick' }

/**
 * Forwards messages to the singleton on whichever node it runs, and buffers them while the instance is unknown. Delivery
 * is at most once: messages to a stopping instance are lost.
 *
 * @example
 * const options = { singletonManagerPath: '/user/master', role: 'update' }
 * const writer = system.spawn(ClusterSingletonProxy.create<Command>(options), 'masterProxy')
 */
export const ClusterSingletonProxy = {
  create: <M>(options: ClusterSingletonProxyOptions): Behavior<M> =>
    Behaviors.setup<M | Toolkit<Input>>(context => {
      // Created once, so that buffered messages survive a restart.
      const buffer = new MessageBuffer<M>(
        options.bufferSize ?? Cluster.get(context.system).settings.singleton.bufferSize,
        context.system.tracer,
      )
      return restarting(
        Behaviors.setup(() =>
          Behaviors.withTimers(timers => new SingletonProxy<M>(context, timers, options, buffer).start()),
        ),
      )
    }),
}

const identifyTimer = 'identify'

class SingletonProxy<M> {
  private readonly context: ActorContext<M | Toolkit<Input>>
  private readonly timers: TimerScheduler<M | Toolkit<Input>>
  private readonly cluster: Cluster
  private readonly managerPath: string
  private readonly role: string
  private readonly buffer: MessageBuffer<M>
  private readonly inputRef: ActorRef<ClusterDomainEvent | CurrentClusterState | ActorIdentity>
  private membersByAge: readonly Member[] = []
  private singleton: ActorRef<M> | null = null
  private correlationId = 0

  constructor(
    context: ActorContext<M | Toolkit<Input>>,
    timers: TimerScheduler<M | Toolkit<Input>>,
    options: ClusterSingletonProxyOptions,
    buffer: MessageBuffer<M>,
  ) {
    this.context = context
    this.timers = timers
    this.cluster = Cluster.get(context.system)
    this.managerPath = options.singletonManagerPath
    this.role = options.role ?? ''
    this.buffer = buffer
    this.inputRef = context.messageAdapter(
      isAdapterInput,
      message => singletonProtocol.message(message) as Toolkit<Input>,
    )
  }

  start(): Behavior<M | Toolkit<Input>> {
    this.cluster.subscribe(this.inputRef, { types: ['MemberUp', 'MemberExited', 'MemberRemoved'] })
    this.context.inspect(() => ({
      singleton: this.singleton?.path ?? null,
      oldest: this.membersByAge[0]?.uniqueAddress.address ?? null,
      buffered: this.buffer.size,
    }))
    return Behaviors.receiveMessage<M | Toolkit<Input>>(message => {
      if (isProxyInput(message)) return this.receive(message)
      this.forward(message)
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      if (isTerminated(signal) && signal.ref.path === this.singleton?.path) this.handleTermination()
      if (signal.type === 'PostStop') this.cluster.unsubscribe(this.inputRef)
      return Behaviors.same
    })
  }

  private receive(input: Toolkit<Input>): Behavior<M | Toolkit<Input>> {
    switch (input.type) {
      case 'CurrentClusterState':
        this.updateMembers(
          input.members
            .filter(member => member.status === 'Up' && hasRole(member, this.role))
            .sort(compareByAge),
        )
        return Behaviors.same
      case 'MemberUp':
        if (hasRole(input.member, this.role)) {
          this.updateMembers([...this.others(input.member), input.member].sort(compareByAge))
        }
        return Behaviors.same
      case 'MemberExited':
        this.updateMembers(this.others(input.member))
        return Behaviors.same
      case 'MemberRemoved':
        if (sameNode(input.member.uniqueAddress, this.cluster.selfUniqueAddress)) return Behaviors.stopped
        this.updateMembers(this.others(input.member))
        return Behaviors.same
      case 'ActorIdentity':
        // A late reply of the previous oldest must not end the search. Pekko: each search has its own correlation id (SP-2)
        if (input.ref !== null && input.correlationId === this.correlationId && this.singleton === null) {
          // The manager replies with its singleton, whose messages are the M of this proxy.
          this.connectTo(input.ref as ActorRef<M>)
        }
        return Behaviors.same
      case 'IdentifyTick':
        this.identify()
        return Behaviors.same
      default:
        return Behaviors.same
    }
  }

  private others(member: Member): readonly Member[] {
    return this.membersByAge.filter(other => !sameNode(other.uniqueAddress, member.uniqueAddress))
  }

  /** Pekko: a new oldest starts a new search (SP-2) */
  private updateMembers(membersByAge: readonly Member[]): void {
    const before = this.membersByAge[0]
    const after = membersByAge[0]
    this.membersByAge = membersByAge
    if (before === undefined ? after === undefined : after !== undefined && sameOldest(before, after)) return
    this.correlationId += 1
    this.disconnect()
    this.startIdentifying()
    this.identify()
  }

  private startIdentifying(): void {
    this.timers.startTimerWithFixedDelay(
      identifyTimer,
      singletonProtocol.message({ type: 'IdentifyTick' }) as Toolkit<Input>,
      this.cluster.settings.singleton.identificationIntervalMs,
    )
  }

  private identify(): void {
    const oldest = this.membersByAge[0]
    if (oldest === undefined) return
    const path = oldest.uniqueAddress.address + this.managerPath
    const { correlationId, inputRef: replyTo } = this
    const request = singletonProtocol.message({ type: 'Identify', correlationId, replyTo })
    this.context.system.resolve<Toolkit<Identify>>(path).tell(request)
  }

  /** Pekko: the buffer is drained to the identified instance (SP-3) */
  private connectTo(singleton: ActorRef<M>): void {
    this.context.log.info(`Singleton identified at [${withoutUid(singleton.path)}]`)
    this.singleton = singleton
    this.context.watch(singleton)
    this.timers.cancel(identifyTimer)
    this.buffer.drain(message => singleton.tell(message))
    this.traceState()
  }

  private disconnect(): void {
    if (this.singleton !== null) {
      this.context.unwatch(this.singleton)
      this.singleton = null
    }
    this.traceState()
  }

  /** Searches again, because a failed manager restarts its instance. Pekko: Terminated (SP-5) */
  private handleTermination(): void {
    this.context.log.debug('Singleton was terminated')
    this.singleton = null
    this.startIdentifying()
    this.traceState()
  }

  private forward(message: M): void {
    if (this.singleton !== null) {
      this.singleton.tell(message)
      return
    }
    const dropped = this.buffer.add(message)
    if (dropped !== undefined) reportDropped(this.context, dropped, this.buffer.capacity)
    this.traceState()
  }

  private traceState(): void {
    this.context.system.tracer?.emit({
      type: 'SingletonIdentified',
      actor: this.context.self.path,
      singleton: this.singleton?.path ?? null,
      buffered: this.buffer.size,
    })
  }
}

const sameOldest = (a: Member, b: Member) => sameNode(a.uniqueAddress, b.uniqueAddress)

const inputTypes: ReadonlySet<string> = new Set<Input['type']>([
  'ActorIdentity',
  'CurrentClusterState',
  'IdentifyTick',
  'MemberExited',
  'MemberRemoved',
  'MemberUp',
])

/**
 * The brand alone does not decide: a user may send a branded message to the singleton, for example a cluster event.
 */
const isProxyInput = <M>(message: M | Toolkit<Input>): message is Toolkit<Input> =>
  isToolkitMessage(message) &&
  'type' in message &&
  typeof message.type === 'string' &&
  inputTypes.has(message.type)

/** Accepts every message, because only the cluster and the managers have the ref of this adapter. */
const isAdapterInput = (
  message: unknown,
): message is ClusterDomainEvent | CurrentClusterState | ActorIdentity => message !== null
