import type { ActorContext } from '../../actor/actor-context.ts'
import type { ActorRef } from '../../actor/actor-ref.ts'
import type { Behavior, TimerScheduler } from '../../actor/behavior.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import { isTerminated } from '../../actor/signal.ts'
import { sameNode } from '../../cluster/address.ts'
import { Cluster } from '../../cluster/cluster.ts'
import type { ClusterDomainEvent, CurrentClusterState } from '../../cluster/cluster-event.ts'
import type { Member } from '../../cluster/member.ts'
import { compareByAge } from '../../cluster/member-order.ts'
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

/** What the proxy tells itself: a class, so that no user's message is ever taken for it. */
class Internal {
  readonly input: Input
  constructor(input: Input) {
    this.input = input
  }
}

/**
 * Stands for the singleton wherever it runs: forwards what it gets, and keeps it while the instance is not
 * known. Delivery is at most once: what reaches an instance that is stopping is lost. (section 3.3)
 */
export const ClusterSingletonProxy = {
  create: <M>(options: ClusterSingletonProxyOptions): Behavior<M> =>
    Behaviors.setup<M | Internal>(context =>
      Behaviors.withTimers(timers => new SingletonProxy<M>(context, timers, options).start()),
    ),
}

const identifyTimer = 'identify'

class SingletonProxy<M> {
  private readonly context: ActorContext<M | Internal>
  private readonly timers: TimerScheduler<M | Internal>
  private readonly cluster: Cluster
  private readonly managerPath: string
  private readonly role: string
  private readonly buffer: MessageBuffer<M>
  private readonly answers: ActorRef<ClusterDomainEvent | CurrentClusterState | ActorIdentity>
  private membersByAge: readonly Member[] = []
  private singleton: ActorRef<M> | null = null
  private correlationId = 0

  constructor(
    context: ActorContext<M | Internal>,
    timers: TimerScheduler<M | Internal>,
    options: ClusterSingletonProxyOptions,
  ) {
    this.context = context
    this.timers = timers
    this.cluster = Cluster.get(context.system)
    this.managerPath = options.singletonManagerPath
    this.role = options.role ?? ''
    this.buffer = new MessageBuffer(options.bufferSize ?? this.cluster.settings.singleton.bufferSize)
    this.answers = context.messageAdapter(
      // Only the cluster and the managers know this ref.
      (message): message is ClusterDomainEvent | CurrentClusterState | ActorIdentity => message !== null,
      message => new Internal(message),
    )
  }

  start(): Behavior<M | Internal> {
    this.cluster.subscribe(this.answers, { types: ['MemberUp', 'MemberExited', 'MemberRemoved'] })
    this.context.inspect(() => ({
      singleton: this.singleton?.path ?? null,
      oldest: this.membersByAge[0]?.uniqueAddress.address ?? null,
      buffered: this.buffer.size,
    }))
    return Behaviors.receiveMessage<M | Internal>(message => {
      if (message instanceof Internal) return this.receive(message.input)
      this.forward(message)
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      if (isTerminated(signal) && signal.ref.path === this.singleton?.path) this.lost()
      if (signal.type === 'PostStop') this.cluster.unsubscribe(this.answers)
      return Behaviors.same
    })
  }

  private receive(input: Input): Behavior<M | Internal> {
    switch (input.type) {
      case 'CurrentClusterState':
        this.follow(
          input.members
            .filter(member => member.status === 'Up' && hasRole(member, this.role))
            .sort(compareByAge),
        )
        return Behaviors.same
      case 'MemberUp':
        if (hasRole(input.member, this.role)) {
          this.follow([...this.others(input.member), input.member].sort(compareByAge))
        }
        return Behaviors.same
      case 'MemberExited':
        this.follow(this.others(input.member))
        return Behaviors.same
      case 'MemberRemoved':
        if (sameNode(input.member.uniqueAddress, this.cluster.selfUniqueAddress)) return Behaviors.stopped
        this.follow(this.others(input.member))
        return Behaviors.same
      case 'ActorIdentity':
        // A late answer of the previous oldest would end the search for the next. (SP-2)
        if (input.ref !== null && input.correlationId === this.correlationId && this.singleton === null) {
          // The manager answers for its singleton, which accepts what this proxy is typed for.
          this.identified(input.ref as ActorRef<M>)
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
  private follow(membersByAge: readonly Member[]): void {
    const before = this.membersByAge[0]
    const after = membersByAge[0]
    this.membersByAge = membersByAge
    if (before === undefined ? after === undefined : after !== undefined && sameOldest(before, after)) return
    this.correlationId += 1
    this.forget()
    this.timers.startTimerWithFixedDelay(
      identifyTimer,
      new Internal({ type: 'IdentifyTick' }),
      this.cluster.settings.singleton.identificationIntervalMs,
    )
    this.identify()
  }

  private identify(): void {
    const oldest = this.membersByAge[0]
    if (oldest === undefined) return
    this.context.system
      .resolve<Identify>(oldest.uniqueAddress.address + this.managerPath)
      .tell({ type: 'Identify', correlationId: this.correlationId, replyTo: this.answers })
  }

  /** (SP-3) */
  private identified(singleton: ActorRef<M>): void {
    this.context.log.info(`Singleton identified at [${withoutUid(singleton.path)}]`)
    this.singleton = singleton
    this.context.watch(singleton)
    this.timers.cancel(identifyTimer)
    this.buffer.drain(message => singleton.tell(message))
    this.tellState()
  }

  private forget(): void {
    if (this.singleton !== null) {
      this.context.unwatch(this.singleton)
      this.singleton = null
    }
    this.tellState()
  }

  /** Identification does not begin again until the oldest node changes. (SP-5) */
  private lost(): void {
    this.context.log.debug('Singleton was terminated')
    this.singleton = null
    this.tellState()
  }

  private forward(message: M): void {
    if (this.singleton !== null) {
      this.singleton.tell(message)
      return
    }
    if (this.buffer.add(message) !== undefined) {
      this.context.log.debug(`Buffer of [${this.buffer.capacity}] messages is full, dropping the oldest`)
    }
    this.tellState()
  }

  private tellState(): void {
    this.context.system.tracer?.emit({
      type: 'SingletonIdentified',
      actor: this.context.self.path,
      singleton: this.singleton?.path ?? null,
      buffered: this.buffer.size,
    })
  }
}

const sameOldest = (a: Member, b: Member) => sameNode(a.uniqueAddress, b.uniqueAddress)
