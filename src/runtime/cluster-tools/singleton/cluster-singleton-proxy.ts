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
  toolkitMessage,
} from '../../actor/index.ts'
import {
  Cluster,
  type ClusterDomainEvent,
  type CurrentClusterState,
  compareByAge,
  type Member,
  sameNode,
} from '../../cluster/index.ts'
import type { ActorIdentity, Identify } from '../identify.ts'
import { MessageBuffer } from '../message-buffer.ts'
import { withoutUid } from '../paths.ts'
import { hasRole } from './oldest-changes.ts'

export interface ClusterSingletonProxyOptions {
  /** Where the managers live, without address: `/user/master`. */
  readonly singletonManagerPath: string
  /** The role of the managers' nodes; '' (default): all. */
  readonly role?: string
  /** Default: the cluster's `singleton.bufferSize`. */
  readonly bufferSize?: number
}

type Input = ClusterDomainEvent | CurrentClusterState | ActorIdentity | { readonly type: 'IdentifyTick' }

/**
 * Stands for the singleton wherever it runs: forwards what it gets, and keeps it while the instance is not
 * known. Delivery is at most once: what reaches an instance that is stopping is lost. (section 3.3)
 */
export const ClusterSingletonProxy = {
  create: <M>(options: ClusterSingletonProxyOptions): Behavior<M> =>
    Behaviors.setup<M | Toolkit<Input>>(context => {
      // Outlives restarts: what was accepted is not lost.
      const buffer = new MessageBuffer<M>(
        options.bufferSize ?? Cluster.get(context.system).settings.singleton.bufferSize,
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
    this.inputRef = context.messageAdapter(isAdapterInput, message => toolkitMessage(message) as Toolkit<Input>)
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
        // A late answer of the previous oldest would end the search for the next. (SP-2)
        if (input.ref !== null && input.correlationId === this.correlationId && this.singleton === null) {
          // The manager answers for its singleton, which accepts what this proxy is typed for.
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

  /** (SP-2) */
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
      toolkitMessage({ type: 'IdentifyTick' }) as Toolkit<Input>,
      this.cluster.settings.singleton.identificationIntervalMs,
    )
  }

  private identify(): void {
    const oldest = this.membersByAge[0]
    if (oldest === undefined) return
    this.context.system
      .resolve<Toolkit<Identify>>(oldest.uniqueAddress.address + this.managerPath)
      .tell(toolkitMessage({ type: 'Identify', correlationId: this.correlationId, replyTo: this.inputRef }))
  }

  /** (SP-3) */
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

  /** A singleton that ended by itself is gone until the oldest node changes; one whose manager failed comes back. (SP-5) */
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
    if (this.buffer.add(message) !== undefined) {
      this.context.log.debug(`Buffer of [${this.buffer.capacity}] messages is full, dropping the oldest`)
    }
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

/** Whatever else carries the toolkit's brand, as an event that a user got and passes on, is for the singleton. */
const isProxyInput = <M>(message: M | Toolkit<Input>): message is Toolkit<Input> =>
  isToolkitMessage(message) &&
  'type' in message &&
  typeof message.type === 'string' &&
  inputTypes.has(message.type)

/** Only the cluster and the managers know the adapter's ref. */
const isAdapterInput = (message: unknown): message is ClusterDomainEvent | CurrentClusterState | ActorIdentity =>
  message !== null
