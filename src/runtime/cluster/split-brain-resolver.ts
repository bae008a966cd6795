import {
  type ActorContext,
  type Behavior,
  Behaviors,
  type StashBuffer,
  type TimerScheduler,
} from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { LeaseOutcome } from '../coordination/index.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { clusterEventRef } from './cluster-event-ref.ts'
import { membershipProtocol } from './cluster-message.ts'
import type { ResolverSettings } from './downing-strategy.ts'
import type { UniqueAddress } from './ids.ts'
import { acquireDelayMs, isLeaseDecision, type LeaseDecision, withoutLease } from './lease-majority.ts'
import type { DowningPort } from './ports.ts'
import { Resolver } from './resolver.ts'
import { ResolverLease } from './resolver-lease.ts'

interface ThisActorSystemQuarantined {
  readonly type: 'ThisActorSystemQuarantined'
  readonly by: UniqueAddress
}

type ResolverMessage =
  | ClusterDomainEvent
  | CurrentClusterState
  | ThisActorSystemQuarantined
  | LeaseOutcome
  | { readonly type: 'AcquireLeaseNow' }
  | { readonly type: 'DowningTick' }

const tickIntervalMs = 1000

/** A wait for the lease is shorter than a minute, so more events than this mean an endless loop. */
const maxStashedEvents = 10_000

/**
 * Waits until reachability has been stable for `stableAfterMs`. Then the leader of each side decides which
 * side survives. Pekko: when reachability stays unstable for too long, every node downs all members (SB-1 to
 * SB-9).
 */
export function splitBrainResolver(
  cluster: DowningPort,
  settings: ResolverSettings,
): Behavior<ResolverMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const { tracer } = context.system
      const resolver = new Resolver(cluster, settings, context.now, tracer, text => context.log.warn(text))
      cluster.subscribe(clusterEventRef(context.self), {
        initial: 'events',
      })
      context.system.eventStream.subscribe(context.self, 'ThisActorSystemQuarantined')
      timers.startTimerWithFixedDelay(
        'downing tick',
        membershipProtocol.message({ type: 'DowningTick' }),
        tickIntervalMs,
      )
      if (settings.strategy !== 'lease-majority') return deciding(context, resolver)
      return Behaviors.withStash(maxStashedEvents, stash =>
        new LeaseMajority(context, timers, stash, resolver, cluster, settings).deciding(),
      )
    }),
  )
}

function deciding(context: ActorContext<ResolverMessage>, resolver: Resolver): Behavior<ResolverMessage> {
  return receiveToolkit<ResolverMessage>(message => {
    if (message.type === 'DowningTick') {
      resolver.downAllWhenUnstable(context.now)
      resolver.whenDue(context.now, decision => resolver.act(decision, context.now))
    } else handle(message, context, resolver)
    return Behaviors.same
  })
}

/** Handles a message that every strategy handles alike. */
function handle(
  message: Exclude<ResolverMessage, { readonly type: 'DowningTick' }>,
  context: ActorContext<ResolverMessage>,
  resolver: Resolver,
): void {
  switch (message.type) {
    case 'ThisActorSystemQuarantined':
      resolver.quarantinedBy(message.by, context.now)
      break
    case 'CurrentClusterState':
    case 'AcquireLeaseNow':
    case 'LeaseAcquired':
    case 'LeaseNotAcquired':
    case 'LeaseLost':
    case 'LeaseFreed':
      break
    default:
      resolver.onEvent(message, context.now)
  }
}

type LeaseMajoritySettings = Extract<ResolverSettings, { readonly strategy: 'lease-majority' }>

/** The behaviors of a resolver that needs the lease for a decision: it decides, or it waits for the lease (SB-10). */
class LeaseMajority {
  readonly #context: ActorContext<ResolverMessage>
  readonly #timers: TimerScheduler<ResolverMessage>
  readonly #stash: StashBuffer<ResolverMessage>
  readonly #resolver: Resolver
  readonly #settings: LeaseMajoritySettings
  readonly #lease: ResolverLease

  constructor(
    context: ActorContext<ResolverMessage>,
    timers: TimerScheduler<ResolverMessage>,
    stash: StashBuffer<ResolverMessage>,
    resolver: Resolver,
    cluster: DowningPort,
    settings: LeaseMajoritySettings,
  ) {
    this.#context = context
    this.#timers = timers
    this.#stash = stash
    this.#resolver = resolver
    this.#settings = settings
    this.#lease = new ResolverLease(context, cluster.settings.lease, settings)
  }

  deciding(): Behavior<ResolverMessage> {
    return receiveToolkit<ResolverMessage>(message => {
      const { now } = this.#context
      switch (message.type) {
        case 'DowningTick':
          return this.#tick()
        case 'LeaseLost':
          this.#lease.lost()
          break
        case 'LeaseFreed':
          if (message.freed) this.#lease.freed()
          break
        case 'MemberRemoved':
          this.#lease.memberRemoved(message.member, now)
          this.#resolver.onEvent(message, now)
          break
        default:
          handle(message, this.#context, this.#resolver)
      }
      return Behaviors.same
    })
  }

  #tick(): Behavior<ResolverMessage> {
    const { now } = this.#context
    let next: Behavior<ResolverMessage> = Behaviors.same
    this.#resolver.downAllWhenUnstable(now)
    this.#resolver.whenDue(now, (decision, view) => {
      if (!isLeaseDecision(decision)) this.#resolver.act(decision, now)
      else if (this.#lease.isHeld) this.#actWithLease(decision)
      else {
        const { role, acquireLeaseDelayForMinorityMs } = this.#settings
        const delayMs = acquireDelayMs(view, decision, role, acquireLeaseDelayForMinorityMs)
        if (delayMs === 0) this.#lease.acquire()
        else {
          this.#timers.startSingleTimer(
            'acquire-lease-delay-for-minority',
            membershipProtocol.message({ type: 'AcquireLeaseNow' }),
            delayMs,
          )
        }
        next = this.#waiting(decision)
      }
    })
    this.#lease.releaseWhenDue(now)
    return next
  }

  /** Pekko: ticks are ignored and events wait until the request for the lease has its answer. */
  #waiting(decision: LeaseDecision): Behavior<ResolverMessage> {
    return receiveToolkit<ResolverMessage>(message => {
      switch (message.type) {
        case 'AcquireLeaseNow':
          this.#lease.acquire()
          return Behaviors.same
        case 'LeaseAcquired':
          this.#actWithLease(decision)
          return this.#stash.unstashAll(this.deciding())
        case 'LeaseNotAcquired':
          this.#lease.notAcquired()
          this.#resolver.act(withoutLease(decision), this.#context.now, {
            name: this.#lease.name,
            owner: message.owner,
          })
          return this.#stash.unstashAll(this.deciding())
        case 'DowningTick':
        case 'LeaseFreed':
          return Behaviors.same
        default:
          this.#stash.stash(message)
          return Behaviors.same
      }
    })
  }

  #actWithLease(decision: LeaseDecision): void {
    const { now } = this.#context
    const downed = this.#resolver.act(decision, now, { name: this.#lease.name, owner: this.#lease.owner })
    this.#lease.acquired(downed, now)
  }
}
