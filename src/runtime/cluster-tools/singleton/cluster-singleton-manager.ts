import type { Plain } from '../../../trace/plain.ts'
import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  parsePath,
  type Signal,
  type SpawnOptions,
  SupervisorStrategy,
  type TimerScheduler,
  type Toolkit,
  toolkitMessage,
} from '../../actor/index.ts'
import { stopBehindMail, toolkitRef } from '../../actor/internal.ts'
import {
  Cluster,
  type ClusterDomainEvent,
  type CurrentClusterState,
  sameNode,
  type UniqueAddress,
} from '../../cluster/index.ts'
import { replyToIdentify, type Identify } from '../identify.ts'
import { ExitingTask } from './exiting-task.ts'
import {
  initialManagerState,
  type ManagerEffect,
  type ManagerFacts,
  type ManagerState,
  type Step,
} from './manager-state.ts'
import { applySnapshot, applyMemberEvent, step } from './manager-transition.ts'
import { handOverLimits } from './removal-margin.ts'
import { ClusterSingletonManagerIsStuck, NodeLacksRole } from './singleton-errors.ts'
import type { HandOverMessage } from './singleton-messages.ts'

export interface ClusterSingletonManagerOptions<M> {
  readonly singleton: Behavior<M>
  /**
   * Tells the singleton to end at a hand-over. Without it the child is stopped as soon as it has handled what waits in
   * its mailbox; a child that does not end on its message holds the hand-over up for ever. (SG-7)
   */
  readonly stopMessage?: M
  /** Only nodes with this role take part; '' (default): all. */
  readonly role?: string
  /** Name of the child; default `singleton`. */
  readonly singletonName?: string
  readonly spawnOptions?: SpawnOptions
}

export type SingletonManagerMessage = Identify

/** What reaches a manager from the toolkit only: from other managers, proxies, the cluster and its timers. */
type Input =
  | HandOverMessage
  | Identify
  | ClusterDomainEvent
  | CurrentClusterState
  | { readonly type: 'SelfUp' }
  | { readonly type: 'PhaseExiting' }
  | { readonly type: 'DelayedMemberRemoved'; readonly node: UniqueAddress }
  | { readonly type: 'HandOverRetry'; readonly count: number }
  | { readonly type: 'TakeOverRetry'; readonly count: number }
  | { readonly type: 'Cleanup' }

type Message = SingletonManagerMessage | Toolkit<Input>

const cleanupIntervalMs = 60 * 1000

/**
 * Runs one instance of an actor in the cluster: as its child, on the oldest node of the role. Start one manager
 * under the same name on every node of the role. (section 3)
 * @throws {NodeLacksRole} when the node it starts on does not have the role.
 * @example system.spawn(ClusterSingletonManager.create({ singleton: Writer.create(), role: 'update' }), 'master')
 */
export const ClusterSingletonManager = {
  create: <M>(options: ClusterSingletonManagerOptions<M>): Behavior<SingletonManagerMessage> =>
    // The instance ends with the failure of its manager, which cannot know any more what it promised to others.
    Behaviors.supervise(
      Behaviors.setup<Message>(context =>
        Behaviors.withTimers(timers => new Manager(context, timers, options).start()),
      ),
    ).onFailure(SupervisorStrategy.restart),
}

/** The actor around the machine of `manager-transition.ts`: carries its effects out. */
class Manager<M> {
  private readonly context: ActorContext<Message>
  private readonly timers: TimerScheduler<Message>
  private readonly options: ClusterSingletonManagerOptions<M>
  private readonly cluster: Cluster
  private readonly role: string
  private readonly limits: ReturnType<typeof handOverLimits>
  private readonly exiting: ExitingTask
  private state: ManagerState = initialManagerState
  private child: ActorRef<M> | null = null
  private readonly events: ActorRef<ClusterDomainEvent | CurrentClusterState>

  constructor(
    context: ActorContext<Message>,
    timers: TimerScheduler<Message>,
    options: ClusterSingletonManagerOptions<M>,
  ) {
    this.context = context
    this.timers = timers
    this.options = options
    this.cluster = Cluster.get(context.system)
    this.role = options.role ?? ''
    if (this.role !== '' && !this.cluster.selfRoles.includes(this.role)) {
      throw new NodeLacksRole(context.self.path, this.role, this.cluster.selfRoles)
    }
    this.events = toolkitRef<ClusterDomainEvent | CurrentClusterState>(context.self)
    this.limits = handOverLimits(this.cluster.settings)
    this.exiting = new ExitingTask(context.system, this.cluster, () =>
      context.self.tell(toolkitMessage({ type: 'PhaseExiting' })),
    )
  }

  start(): Behavior<Message> {
    const { context, cluster } = this
    cluster.subscribe(this.events, { initial: 'events', types: ['MemberRemoved', 'MemberDowned'] })
    this.timers.startTimerWithFixedDelay('cleanup', toolkitMessage({ type: 'Cleanup' }), cleanupIntervalMs)
    // Waits until self is Up, so that nodes that join at the same time settle their ages first.
    cluster.registerOnMemberUp(() => context.self.tell(toolkitMessage({ type: 'SelfUp' })))
    context.inspect(() => this.inspectedState())
    return Behaviors.receiveMessage<Message>(message => {
      if (isToolkitMessage(message)) return this.receive(message)
      if (message.type !== 'Identify') return Behaviors.unhandled
      replyToIdentify(message, this.identity)
      return Behaviors.same
    }).receiveSignal((_, signal) => this.handleSignal(signal))
  }

  private receive(message: Toolkit<Input>): Behavior<Message> {
    switch (message.type) {
      case 'SelfUp':
        this.cluster.subscribe(this.events, {
          initial: 'snapshot',
          types: ['MemberUp', 'MemberExited', 'MemberRemoved', 'MemberDowned'],
        })
        return Behaviors.same
      case 'CurrentClusterState':
        return this.apply(applySnapshot(this.state, message, this.role, this.facts()))
      case 'MemberUp':
      case 'MemberRemoved':
      case 'MemberDowned':
        return this.apply(applyMemberEvent(this.state, message, this.role, this.facts()))
      case 'MemberExited': {
        const observed = applyMemberEvent(this.state, message, this.role, this.facts())
        return this.exiting.isSelfExit(message.member) && !this.state.selfExited
          ? this.apply(observed, { type: 'SelfExiting' })
          : this.apply(observed)
      }
      case 'PhaseExiting':
        // Only once self is Exiting; until then the event is waited for, unless the manager was never told that self is
        // Up: then it runs nothing and hears of no event. (SG-14)
        return this.cluster.selfMember.status === 'Exiting' || this.state.phase.name === 'Start'
          ? this.handle({ type: 'SelfExiting' })
          : Behaviors.same
      case 'Identify':
        replyToIdentify(message, this.identity)
        return Behaviors.same
      case 'HandOverToMe':
      case 'HandOverInProgress':
      case 'HandOverDone':
      case 'TakeOverFromMe':
      case 'DelayedMemberRemoved':
      case 'HandOverRetry':
      case 'TakeOverRetry':
      case 'Cleanup':
        return this.handle(message)
      default:
        return Behaviors.unhandled
    }
  }

  private handleSignal(signal: Signal): Behavior<Message> {
    if (isTerminated(signal)) {
      if (signal.ref.path !== this.child?.path) return Behaviors.same
      this.child = null
      return this.handle({ type: 'SingletonTerminated' })
    }
    if (signal.type === 'PostStop' || signal.type === 'PreRestart') {
      this.cluster.unsubscribe(this.context.self)
      this.exiting.close()
    }
    return Behaviors.same
  }

  private handle(input: Parameters<typeof step>[1]): Behavior<Message> {
    return this.apply(step(this.state, input, this.facts()))
  }

  private apply({ state, effects }: Step, next?: Parameters<typeof step>[1]): Behavior<Message> {
    this.state = state
    for (const effect of effects) this.perform(effect)
    if (state.phase.name === 'Stopped') return Behaviors.stopped
    return next === undefined ? Behaviors.same : this.handle(next)
  }

  private perform(effect: ManagerEffect): void {
    const { context, timers } = this
    const from = this.cluster.selfUniqueAddress
    switch (effect.type) {
      case 'Send':
        context.system
          .resolve<Toolkit<HandOverMessage>>(effect.address + parsePath(context.self.path).path)
          .tell(toolkitMessage({ type: effect.message, from, replyTo: context.self }))
        return
      case 'Reply':
        effect.to.tell(
          effect.message === 'HandOverToMe'
            ? toolkitMessage({ type: 'HandOverToMe', from, replyTo: context.self })
            : toolkitMessage({ type: effect.message, from }),
        )
        return
      case 'StartSingleton':
        this.startSingleton()
        return
      case 'StopSingleton':
        this.stopSingleton()
        return
      case 'StartRetry':
        timers.startSingleTimer(
          effect.key,
          toolkitMessage({ type: effect.key, count: effect.count }),
          this.cluster.settings.singleton.handOverRetryIntervalMs,
        )
        return
      case 'CancelRetry':
        timers.cancel(effect.key)
        return
      case 'ScheduleRemoval':
        this.scheduleRemoval(effect.node)
        return
      case 'CompleteExiting':
        this.exiting.complete()
        return
      case 'Log':
        context.log[effect.level](effect.text)
        return
      case 'PhaseChanged':
        context.log.info(`ClusterSingletonManager state change [${effect.from} -> ${effect.to}]`)
        context.system.tracer?.emit({
          type: 'SingletonManagerChanged',
          actor: context.self.path,
          from: effect.from,
          to: effect.to,
        })
        return
      case 'StopManager':
        // Read from the state: the phase is Stopped.
        return
      case 'Stuck':
        throw new ClusterSingletonManagerIsStuck(context.self.path, effect.reason)
    }
  }

  private startSingleton(): void {
    const name = this.options.singletonName ?? 'singleton'
    const { path } = parsePath(this.context.self.path)
    this.context.log.info(
      `Singleton manager starting singleton actor [${this.context.system.address}${path}/${name}]`,
    )
    this.child = this.context.spawn(this.options.singleton, name, this.options.spawnOptions)
    this.context.watch(this.child)
  }

  private stopSingleton(): void {
    if (this.child === null) return
    this.context.log.info(`Singleton manager stopping singleton actor [${parsePath(this.child.path).path}]`)
    if (this.options.stopMessage === undefined) stopBehindMail(this.child)
    else this.child.tell(this.options.stopMessage)
  }

  private scheduleRemoval(node: UniqueAddress): void {
    const { self } = this.context
    const removal = toolkitMessage({ type: 'DelayedMemberRemoved', node })
    if (this.limits.removalMarginMs > 0) this.context.scheduleOnce(this.limits.removalMarginMs, self, removal)
    else self.tell(removal)
  }

  /** Not while it is told to stop: what a proxy sent there then would be lost. */
  private get identity(): ActorRef<M> | null {
    const { name } = this.state.phase
    return name === 'Oldest' || name === 'WasOldest' ? this.child : null
  }

  private facts(): ManagerFacts {
    const { cluster } = this
    return {
      self: cluster.selfUniqueAddress,
      now: this.context.now,
      maxHandOverRetries: this.limits.maxHandOverRetries,
      maxTakeOverRetries: this.limits.maxTakeOverRetries,
      selfStatus: cluster.selfMember.status,
      clusterTerminated: cluster.isTerminated,
      isMember: node => cluster.state.members.some(member => sameNode(member.uniqueAddress, node)),
    }
  }

  private inspectedState(): Plain {
    const { phase, changes } = this.state
    return {
      phase: phase.name,
      singleton: this.child?.path ?? null,
      membersByAge: changes.membersByAge?.map(member => member.uniqueAddress.address) ?? [],
      ...('previousOldest' in phase
        ? { previousOldest: phase.previousOldest.map(node => node.address) }
        : {}),
      ...(phase.name === 'WasOldest' ? { newOldest: phase.newOldest?.address ?? null } : {}),
      ...(phase.name === 'HandingOver' ? { handOverTo: phase.handOverTo?.address ?? null } : {}),
    }
  }
}
