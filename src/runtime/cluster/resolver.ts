import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import { type Tracer, underCause } from '../tracer.ts'
import type { ClusterDomainEvent } from './cluster-event.ts'
import { type DowningDecision, nodesToDown } from './downing-decision.ts'
import { DowningMembers } from './downing-members.ts'
import { type DowningStrategy, downingStrategy, type ResolverSettings } from './downing-strategy.ts'
import type { DowningView } from './downing-view.ts'
import { sameNode, type UniqueAddress } from './ids.ts'
import type { Member } from './member.ts'
import type { DowningPort, LeaseOfDecision } from './ports.ts'

/** One node's resolver: follows the members, finds when a decision is due, and downs what it says. */
export class Resolver {
  readonly #cluster: DowningPort
  readonly #settings: ResolverSettings
  readonly #strategy: DowningStrategy
  readonly #warn: (text: string) => void
  readonly #members: DowningMembers
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
    settings: ResolverSettings,
    now: VirtualTime,
    tracer: Tracer | null,
    warn: (text: string) => void,
  ) {
    this.#tracer = tracer
    this.#cluster = cluster
    this.#settings = settings
    this.#strategy = downingStrategy(settings)
    this.#warn = warn
    this.#members = new DowningMembers(cluster.selfUniqueAddress)
    this.#stableDeadline = now + settings.stableAfterMs
  }

  onEvent(event: ClusterDomainEvent, now: VirtualTime): void {
    this.#members.update(event)
    switch (event.type) {
      case 'UnreachableMember':
        this.#unreachableCause = this.#tracer?.cause ?? null
        this.#reachabilityChanged(now)
        break
      case 'ReachableMember':
        this.#reachabilityChanged(now)
        break
      case 'MemberDowned':
      case 'MemberExited':
        this.#restartStableDeadline(now)
        this.#clearUnstableWhenResolved()
        break
      case 'MemberUp':
        this.#seeSelfUp(event.member)
        this.#restartStableDeadline(now)
        this.#warnAboutSize()
        break
      case 'MemberWeaklyUp':
        this.#seeSelfUp(event.member)
        break
      case 'MemberRemoved':
        this.#clearUnstableWhenResolved()
        break
      case 'LeaderChanged':
        this.#isLeader = event.leader === this.#cluster.selfUniqueAddress.address
        break
      default:
    }
  }

  /** Pekko: on every node, leader or not, all members go down when reachability keeps changing too long (SB-9). */
  downAllWhenUnstable(now: VirtualTime): void {
    const { stableAfterMs, downAllWhenUnstableMs } = this.#settings
    if (this.#unstableSince === null || downAllWhenUnstableMs === null) return
    const unstableMs = now - this.#unstableSince
    if (unstableMs <= stableAfterMs + downAllWhenUnstableMs) return
    underCause(this.#tracer, this.#unreachableCause, 'down-all-when-unstable', () => {
      this.#warn(
        `Reachability has been changing for [${unstableMs} ms] without becoming stable: all members are downed.`,
      )
      this.act('DownAll', now)
    })
  }

  /** Calls `decided` when a decision is due on this node, with the last unreachable member as its cause (SB-2). */
  whenDue(now: VirtualTime, decided: (decision: DowningDecision, view: DowningView) => void): void {
    if (!(this.#isLeader && this.#isSelfUp && this.#members.hasUnreachable && now >= this.#stableDeadline))
      return
    underCause(this.#tracer, this.#unreachableCause, 'stable-after', () => {
      const view = this.#members.view()
      decided(this.#strategy.decide(view), view)
    })
  }

  /**
   * Pekko: the other side has downed this node, so this node ends at once, without waiting for the stable deadline. A node
   * that is no member any more is ignored, because then each side downed the other (RS-7, RS-9).
   */
  quarantinedBy(node: UniqueAddress, now: VirtualTime): void {
    if (this.#members.has(node)) this.act('DownSelfQuarantinedByRemote', now)
  }

  /**
   * Downs the members that a decision names, and returns them. Pekko: self is downed last, because its own downing can
   * stop the resolver (SB-5).
   */
  act(decision: DowningDecision, now: VirtualTime, lease?: LeaseOfDecision): readonly Member[] {
    const { selfUniqueAddress: self } = this.#cluster
    const down = nodesToDown(decision, this.#members.view(), view => this.#strategy.decide(view))
    if (down.length === 0) return down
    const others = down.filter(member => !sameNode(member.uniqueAddress, self))
    const addresses = others.map(member => member.uniqueAddress.address)
    if (others.length < down.length) addresses.push(self.address)
    this.#warn(`SBR took decision [${decision}] and is downing [${addresses.join(', ')}]`)
    this.#cluster.downAll(this.#settings.strategy, decision, addresses, lease)
    this.#unstableSince = null
    this.#restartStableDeadline(now)
    return down
  }

  #warnAboutSize(): void {
    const warning = this.#strategy.warning(this.#members.view())
    if (warning !== null) this.#warn(warning)
  }

  #seeSelfUp({ uniqueAddress }: Member): void {
    if (sameNode(uniqueAddress, this.#cluster.selfUniqueAddress)) this.#isSelfUp = true
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
    if (this.#members.isResolved) this.#unstableSince = null
  }
}
