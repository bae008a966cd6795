import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  type Signal,
  type TimerScheduler,
  type Toolkit,
} from '../../actor/index.ts'
import {
  Cluster,
  type ClusterDomainEvent,
  type CurrentClusterState,
  clusterEventRef,
  sameNode,
} from '../../cluster/index.ts'
import { replyToIdentify } from '../identify.ts'
import { ExitingTask } from './exiting-task.ts'
import { ManagerEffects } from './manager-effects.ts'
import { inspectedManager } from './manager-inspection.ts'
import type { ManagerActorInput, ManagerMessage } from './manager-messages.ts'
import { initialManagerState, type ManagerFacts, type ManagerState, type Step } from './manager-state.ts'
import { applyMemberEvent, applySnapshot, step } from './manager-transition.ts'
import { handOverLimits } from './removal-margin.ts'
import { NodeLacksRole } from './singleton-errors.ts'
import { SingletonInstance, type SingletonInstanceOptions } from './singleton-instance.ts'
import { singletonProtocol } from './singleton-messages.ts'

const cleanupIntervalMs = 60 * 1000

/**
 * The actor of a singleton manager: passes inputs to the state machine of `manager-transition.ts` and performs its
 * effects.
 */
export class ManagerActor<M> {
  private readonly context: ActorContext<ManagerMessage>
  private readonly timers: TimerScheduler<ManagerMessage>
  private readonly cluster: Cluster
  private readonly role: string
  private readonly limits: ReturnType<typeof handOverLimits>
  private readonly exiting: ExitingTask
  private state: ManagerState = initialManagerState
  private readonly instance: SingletonInstance<M>
  private readonly effects: ManagerEffects
  private readonly events: ActorRef<ClusterDomainEvent | CurrentClusterState>

  constructor(
    context: ActorContext<ManagerMessage>,
    timers: TimerScheduler<ManagerMessage>,
    role: string,
    options: SingletonInstanceOptions<M>,
  ) {
    this.context = context
    this.timers = timers
    this.instance = new SingletonInstance<M>(context, options)
    this.cluster = Cluster.get(context.system)
    this.role = role
    if (role !== '' && !this.cluster.selfRoles.includes(role)) {
      throw new NodeLacksRole(context.self.path, role, this.cluster.selfRoles)
    }
    this.events = clusterEventRef(context.self)
    this.limits = handOverLimits(this.cluster.settings)
    this.exiting = new ExitingTask(context.system, this.cluster, () =>
      context.self.tell(singletonProtocol.message({ type: 'PhaseExiting' })),
    )
    this.effects = new ManagerEffects(context, timers, {
      cluster: this.cluster,
      limits: this.limits,
      instance: this.instance,
      exiting: this.exiting,
    })
  }

  start(): Behavior<ManagerMessage> {
    const { context, cluster } = this
    cluster.subscribe(this.events, { initial: 'events', types: ['MemberRemoved', 'MemberDowned'] })
    this.timers.startTimerWithFixedDelay(
      'cleanup',
      singletonProtocol.message({ type: 'Cleanup' }),
      cleanupIntervalMs,
    )
    // The manager waits until this node is Up, because the ages of nodes that join together are not final before.
    cluster.registerOnMemberUp(() => context.self.tell(singletonProtocol.message({ type: 'SelfUp' })))
    context.inspect(() => inspectedManager(this.state, this.instance.ref))
    return Behaviors.receiveMessage<ManagerMessage>(message => {
      if (isToolkitMessage(message)) return this.receive(message)
      if (message.type !== 'Identify') return Behaviors.unhandled
      replyToIdentify(message, this.identity, singletonProtocol)
      return Behaviors.same
    }).receiveSignal((_, signal) => this.handleSignal(signal))
  }

  private receive(message: Toolkit<ManagerActorInput>): Behavior<ManagerMessage> {
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
        const result = applyMemberEvent(this.state, message, this.role, this.facts())
        return this.exiting.isSelfExit(message.member) && !this.state.selfExited
          ? this.apply(result, { type: 'SelfExiting' })
          : this.apply(result)
      }
      case 'PhaseExiting':
        // Before Exiting, MemberExited continues the hand-over. In phase Start the manager has no instance and receives
        // no member events, so it must not wait for one. Pekko: the phase waits for the hand-over (SG-14)
        return this.cluster.selfMember.status === 'Exiting' || this.state.phase.name === 'Start'
          ? this.handle({ type: 'SelfExiting' })
          : Behaviors.same
      case 'Identify':
        replyToIdentify(message, this.identity, singletonProtocol)
        return Behaviors.same
      case 'HandOverToMe':
      case 'HandOverInProgress':
      case 'HandOverDone':
      case 'TakeOverFromMe':
      case 'DelayedMemberRemoved':
      case 'HandOverRetry':
      case 'TakeOverRetry':
      case 'LeaseAcquired':
      case 'LeaseNotAcquired':
      case 'LeaseLost':
      case 'LeaseRetry':
      case 'Cleanup':
        return this.handle(message)
      case 'LeaseFreed':
        return this.logReleased(message.freed)
      default:
        return Behaviors.unhandled
    }
  }

  private handleSignal(signal: Signal): Behavior<ManagerMessage> {
    if (isTerminated(signal)) {
      return this.instance.removeTerminated(signal.ref)
        ? this.handle({ type: 'SingletonTerminated' })
        : Behaviors.same
    }
    if (signal.type === 'PostStop' || signal.type === 'PreRestart') {
      this.cluster.unsubscribe(this.context.self)
      this.exiting.close()
    }
    return Behaviors.same
  }

  /** A lease that could not be released is free when it expires. */
  private logReleased(freed: boolean): Behavior<ManagerMessage> {
    if (freed) this.context.log.info('Lease released')
    else this.context.log.error('Failed to release lease')
    return Behaviors.same
  }

  private handle(input: Parameters<typeof step>[1]): Behavior<ManagerMessage> {
    return this.apply(step(this.state, input, this.facts()))
  }

  private apply({ state, effects }: Step, next?: Parameters<typeof step>[1]): Behavior<ManagerMessage> {
    this.state = state
    for (const effect of effects) this.effects.perform(effect)
    if (state.phase.name === 'Stopped') return Behaviors.stopped
    return next === undefined ? Behaviors.same : this.handle(next)
  }

  /** Null while the instance stops, because messages that a proxy sends then would be lost. */
  private get identity(): ActorRef<M> | null {
    const { name } = this.state.phase
    return name === 'Oldest' || name === 'WasOldest' ? this.instance.ref : null
  }

  private facts(): ManagerFacts {
    const { cluster } = this
    return {
      self: cluster.selfUniqueAddress,
      now: this.context.now,
      maxHandOverRetries: this.limits.maxHandOverRetries,
      maxTakeOverRetries: this.limits.maxTakeOverRetries,
      selfStatus: cluster.selfMember.status,
      usesLease: cluster.settings.singleton.useLease,
      clusterTerminated: cluster.isTerminated,
      preparingForShutdown: cluster.isPreparingForShutdown,
      isMember: node => cluster.state.members.some(member => sameNode(member.uniqueAddress, node)),
    }
  }
}
