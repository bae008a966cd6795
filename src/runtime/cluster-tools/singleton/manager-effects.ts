import { localPath } from '../../../trace/actor-path.ts'
import type { ActorContext, TimerScheduler, Toolkit } from '../../actor/index.ts'
import type { Cluster, UniqueAddress } from '../../cluster/index.ts'
import type { ExitingTask } from './exiting-task.ts'
import type { ManagerMessage } from './manager-messages.ts'
import type { ManagerEffect } from './manager-state.ts'
import type { HandOverLimits } from './removal-margin.ts'
import { ClusterSingletonManagerIsStuck } from './singleton-errors.ts'
import type { SingletonInstance } from './singleton-instance.ts'
import { SingletonLease } from './singleton-lease.ts'
import { type HandOverMessage, singletonProtocol } from './singleton-messages.ts'

interface ManagerParts {
  readonly cluster: Cluster
  readonly limits: HandOverLimits
  readonly instance: Pick<SingletonInstance<never>, 'start' | 'requestStop'>
  readonly exiting: ExitingTask
}

/** Performs the effects of the state machine of a singleton manager. */
export class ManagerEffects {
  readonly #context: ActorContext<ManagerMessage>
  readonly #timers: TimerScheduler<ManagerMessage>
  readonly #parts: ManagerParts
  readonly #lease: SingletonLease

  constructor(
    context: ActorContext<ManagerMessage>,
    timers: TimerScheduler<ManagerMessage>,
    parts: ManagerParts,
  ) {
    this.#context = context
    this.#timers = timers
    this.#parts = parts
    this.#lease = new SingletonLease(context, parts.cluster.settings)
  }

  perform(effect: ManagerEffect): void {
    const context = this.#context
    const timers = this.#timers
    const { cluster, instance, exiting } = this.#parts
    const { handOverRetryIntervalMs, leaseRetryIntervalMs } = cluster.settings.singleton
    const from = cluster.selfUniqueAddress
    switch (effect.type) {
      case 'Send':
        context.system
          .resolve<Toolkit<HandOverMessage>>(effect.address + localPath(context.self.path))
          .tell(singletonProtocol.message({ type: effect.message, from, replyTo: context.self }))
        return
      case 'Reply':
        effect.to.tell(
          effect.message === 'HandOverToMe'
            ? singletonProtocol.message({ type: 'HandOverToMe', from, replyTo: context.self })
            : singletonProtocol.reply({ type: effect.message, from }),
        )
        return
      case 'StartSingleton':
        instance.start()
        return
      case 'StopSingleton':
        instance.requestStop()
        return
      case 'AcquireLease':
        this.#lease.acquire()
        return
      case 'ReleaseLease':
        this.#lease.release()
        return
      case 'StartRetry':
        timers.startSingleTimer(
          effect.key,
          singletonProtocol.message({ type: effect.key, count: effect.count }),
          handOverRetryIntervalMs,
        )
        return
      case 'StartLeaseRetry':
        timers.startSingleTimer(
          'LeaseRetry',
          singletonProtocol.message({ type: 'LeaseRetry' }),
          leaseRetryIntervalMs,
        )
        return
      case 'CancelRetry':
        timers.cancel(effect.key)
        return
      case 'ScheduleRemoval':
        this.#scheduleRemoval(effect.node)
        return
      case 'CompleteExiting':
        exiting.complete()
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
        // No action: the manager stops this actor when the phase is Stopped.
        return
      case 'Stuck':
        throw new ClusterSingletonManagerIsStuck(context.self.path, effect.reason)
    }
  }

  #scheduleRemoval(node: UniqueAddress): void {
    const { self } = this.#context
    const { removalMarginMs } = this.#parts.limits
    const removal = singletonProtocol.message({ type: 'DelayedMemberRemoved', node })
    if (removalMarginMs > 0) this.#context.scheduleOnce(removalMarginMs, self, removal)
    else self.tell(removal)
  }
}
