import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import { type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import { type Tracer, underCause } from '../tracer.ts'
import type { ClusterDomainEvent, CurrentClusterState, ReachabilityObservation } from './cluster-event.ts'
import { clusterEventRef } from './cluster-event-ref.ts'
import { membershipProtocol } from './cluster-message.ts'
import type { DowningSettings } from './cluster-settings.ts'
import type { DowningView } from './downing-view.ts'
import { type NodeKey, nodeKey, sameNode } from './ids.ts'
import { type DowningDecision, decideKeepMajority, nodesToDown } from './keep-majority.ts'
import type { Member } from './member.ts'
import { compareMembers } from './member-order.ts'
import { isDownOrExiting } from './member-status.ts'
import type { DowningPort } from './ports.ts'
import type { Reachability } from './reachability.ts'

export type KeepMajoritySettings = Extract<DowningSettings, { readonly strategy: 'keep-majority' }>

type ResolverMessage = ClusterDomainEvent | CurrentClusterState | { readonly type: 'DowningTick' }

const tickIntervalMs = 1000

/**
 * Waits until reachability has been stable for `stableAfterMs`. Then the leader of each side decides which
 * side survives. Pekko: when reachability stays unstable for too long, every node downs all members (SB-1 to
 * SB-9).
 */
export function splitBrainResolver(
  cluster: DowningPort,
  settings: KeepMajoritySettings,
): Behavior<ResolverMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const { tracer } = context.system
      const resolver = new Resolver(cluster, settings, context.now, tracer, text => context.log.warn(text))
      cluster.subscribe(clusterEventRef(context.self), {
        initial: 'events',
      })
      timers.startTimerWithFixedDelay(
        'downing tick',
        membershipProtocol.message({ type: 'DowningTick' }),
        tickIntervalMs,
      )
      return receiveToolkit<ResolverMessage>(message => {
        if (message.type === 'DowningTick') resolver.tick(context.now)
        else if (message.type !== 'CurrentClusterState') resolver.onEvent(message, context.now)
        return Behaviors.same
      })
    }),
  )
}

class Resolver {
  readonly #cluster: DowningPort
  readonly #settings: KeepMajoritySettings
  readonly #warn: (text: string) => void
  readonly #members = new Map<NodeKey, Member>()
  readonly #unreachable = new Set<NodeKey>()
  #reachability: Reachability = { records: [], versions: {} }
  #seenBy: ReadonlySet<string> = new Set()
  #isLeader = false
  #isSelfUp = false
  #stableDeadline: VirtualTime
  /** The first change of reachability that is not resolved yet; `null` when all are. */
  #unstableSince: VirtualTime | null = null
  readonly #tracer: Tracer | null
  /** The trace event of the last member that became unreachable. */
  #unreachableCause: EventId | null = null

  constructor(
    cluster: DowningPort,
    settings: KeepMajoritySettings,
    now: VirtualTime,
    tracer: Tracer | null,
    warn: (text: string) => void,
  ) {
    this.#tracer = tracer
    this.#cluster = cluster
    this.#settings = settings
    this.#warn = warn
    this.#stableDeadline = now + settings.stableAfterMs
  }

  onEvent(event: ClusterDomainEvent, now: VirtualTime): void {
    switch (event.type) {
      case 'UnreachableMember':
        this.#setMember(event.member)
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        this.#unreachableCause = this.#tracer?.cause ?? null
        this.#reachabilityChanged(now)
        break
      case 'ReachableMember':
        this.#setMember(event.member)
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        this.#reachabilityChanged(now)
        break
      case 'MemberDowned':
        this.#setMember(event.member)
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        this.#restartStableDeadline(now)
        this.#clearUnstableWhenResolved()
        break
      case 'MemberUp':
        this.#setMember(event.member)
        this.#restartStableDeadline(now)
        break
      case 'MemberExited':
        this.#setMember(event.member)
        this.#restartStableDeadline(now)
        this.#clearUnstableWhenResolved()
        break
      case 'MemberJoined':
      case 'MemberWeaklyUp':
      case 'MemberLeft':
        this.#setMember(event.member)
        break
      case 'MemberRemoved':
        this.#members.delete(nodeKey(event.member.uniqueAddress))
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        this.#clearUnstableWhenResolved()
        break
      case 'LeaderChanged':
        this.#isLeader = event.leader === this.#cluster.selfUniqueAddress.address
        break
      case 'SeenChanged':
        this.#seenBy = new Set(event.seenBy)
        break
      case 'ReachabilityChanged':
        this.#reachability = toReachability(event.records)
        break
      default:
    }
  }

  tick(now: VirtualTime): void {
    const { stableAfterMs, downAllWhenUnstableMs } = this.#settings
    if (
      this.#unstableSince !== null &&
      downAllWhenUnstableMs !== null &&
      now - this.#unstableSince > stableAfterMs + downAllWhenUnstableMs
    ) {
      const unstableMs = now - this.#unstableSince
      underCause(this.#tracer, this.#unreachableCause, 'down-all-when-unstable', () => {
        this.#warn(
          `Reachability has been changing for [${unstableMs} ms] without becoming stable: all members are downed.`,
        )
        this.#actOnDecision('DownAll', now)
      })
    }
    if (this.#isLeader && this.#isSelfUp && this.#unreachable.size > 0 && now >= this.#stableDeadline) {
      underCause(this.#tracer, this.#unreachableCause, 'stable-after', () =>
        this.#actOnDecision(this.#decide(this.#view()), now),
      )
    }
  }

  #decide(view: DowningView): DowningDecision {
    return decideKeepMajority(view, this.#settings.role)
  }

  #view(): DowningView {
    return {
      self: this.#cluster.selfUniqueAddress,
      members: [...this.#members.values()].sort(compareMembers),
      unreachable: new Set(this.#unreachable),
      reachability: this.#reachability,
      seenBy: this.#seenBy,
    }
  }

  /** Pekko: self is downed last, because its own downing can stop the resolver (SB-5). */
  #actOnDecision(decision: DowningDecision, now: VirtualTime): void {
    const { selfUniqueAddress: self } = this.#cluster
    const down = nodesToDown(decision, this.#view(), view => this.#decide(view))
    if (down.length === 0) return
    const others = down.filter(member => !sameNode(member.uniqueAddress, self))
    const addresses = others.map(member => member.uniqueAddress.address)
    if (others.length < down.length) addresses.push(self.address)
    this.#warn(`SBR took decision [${decision}] and is downing [${addresses.join(', ')}]`)
    this.#cluster.downAll(this.#settings.strategy, decision, addresses)
    this.#unstableSince = null
    this.#restartStableDeadline(now)
  }

  #setMember(member: Member): void {
    this.#members.set(nodeKey(member.uniqueAddress), member)
    const isUp = member.status === 'Up' || member.status === 'WeaklyUp'
    if (isUp && sameNode(member.uniqueAddress, this.#cluster.selfUniqueAddress)) this.#isSelfUp = true
  }

  #reachabilityChanged(now: VirtualTime): void {
    this.#restartStableDeadline(now)
    this.#unstableSince ??= now
    this.#clearUnstableWhenResolved()
  }

  #restartStableDeadline(now: VirtualTime): void {
    this.#stableDeadline = now + this.#settings.stableAfterMs
  }

  /** Pekko: instability ends when every unreachable member is Down, Exiting or removed (SB-9). */
  #clearUnstableWhenResolved(): void {
    const isResolved = [...this.#unreachable].every(node => {
      const member = this.#members.get(node)
      return member === undefined || isDownOrExiting(member.status)
    })
    if (isResolved) this.#unstableSince = null
  }
}

const toReachability = (records: readonly ReachabilityObservation[]): Reachability => ({
  records: records
    .filter(record => record.status !== 'Reachable')
    .map(({ observer, subject, status }) => ({
      observer: nodeKey(observer),
      subject: nodeKey(subject),
      status,
      version: 0,
    })),
  versions: {},
})
