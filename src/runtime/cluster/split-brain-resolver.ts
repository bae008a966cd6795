import type { VirtualTime } from '../../trace/trace-event.ts'
import { type Behavior, Behaviors, toolkitMessage } from '../actor/index.ts'
import { receiveToolkit, toolkitRef } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState, ReachabilityRecordText } from './cluster-event.ts'
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
 * Waits until the view has been stable for a while, then, on the leader of each side, decides which side
 * stays. When it never becomes stable, every node downs all. (SB-1 to SB-9)
 */
export function splitBrainResolver(
  cluster: DowningPort,
  settings: KeepMajoritySettings,
): Behavior<ResolverMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const resolver = new Resolver(cluster, settings, context.now, text => context.log.warn(text))
      cluster.subscribe(toolkitRef<ClusterDomainEvent | CurrentClusterState>(context.self), {
        initial: 'events',
      })
      timers.startTimerWithFixedDelay('downing tick', toolkitMessage({ type: 'DowningTick' }), tickIntervalMs)
      return receiveToolkit<ResolverMessage>(message => {
        if (message.type === 'DowningTick') resolver.tick(context.now)
        else if (message.type !== 'CurrentClusterState') resolver.learn(message, context.now)
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
  #leads = false
  #selfIsUp = false
  #stableAt: VirtualTime
  /** Since when reachability keeps changing; null: nothing is going on. */
  #unstableSince: VirtualTime | null = null

  constructor(
    cluster: DowningPort,
    settings: KeepMajoritySettings,
    now: VirtualTime,
    warn: (text: string) => void,
  ) {
    this.#cluster = cluster
    this.#settings = settings
    this.#warn = warn
    this.#stableAt = now + settings.stableAfterMs
  }

  learn(event: ClusterDomainEvent, now: VirtualTime): void {
    switch (event.type) {
      case 'UnreachableMember':
        this.#put(event.member)
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        this.#reachabilityChanged(now)
        break
      case 'ReachableMember':
        this.#put(event.member)
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        this.#reachabilityChanged(now)
        break
      case 'MemberDowned':
        this.#put(event.member)
        this.#unreachable.add(nodeKey(event.member.uniqueAddress))
        this.#restartStability(now)
        this.#calmDown()
        break
      case 'MemberUp':
        this.#put(event.member)
        this.#restartStability(now)
        break
      case 'MemberExited':
        this.#put(event.member)
        this.#restartStability(now)
        this.#calmDown()
        break
      case 'MemberJoined':
      case 'MemberWeaklyUp':
      case 'MemberLeft':
        this.#put(event.member)
        break
      case 'MemberRemoved':
        this.#members.delete(nodeKey(event.member.uniqueAddress))
        this.#unreachable.delete(nodeKey(event.member.uniqueAddress))
        this.#calmDown()
        break
      case 'LeaderChanged':
        this.#leads = event.leader === this.#cluster.selfUniqueAddress.address
        break
      case 'SeenChanged':
        this.#seenBy = new Set(event.seenBy)
        break
      case 'ReachabilityChanged':
        this.#reachability = asReachability(event.records)
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
      this.#warn(
        `Reachability has been changing for [${now - this.#unstableSince} ms] without becoming stable: all are downed.`,
      )
      this.#act('DownAll', now)
    }
    if (this.#leads && this.#selfIsUp && this.#unreachable.size > 0 && now >= this.#stableAt) {
      this.#act(this.#decide(this.#view()), now)
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

  /** Others first, self last: downing self may end this. (SB-5) */
  #act(decision: DowningDecision, now: VirtualTime): void {
    const { selfUniqueAddress: self } = this.#cluster
    const down = nodesToDown(decision, this.#view(), view => this.#decide(view))
    if (down.length === 0) return
    const others = down.filter(member => !sameNode(member.uniqueAddress, self))
    const ordered =
      others.length < down.length
        ? [...others.map(m => m.uniqueAddress), self]
        : others.map(m => m.uniqueAddress)
    const addresses = ordered.map(node => node.address)
    this.#warn(`SBR took decision [${decision}] and is downing [${addresses.join(', ')}]`)
    this.#cluster.traceDowning(this.#settings.strategy, decision, addresses)
    for (const address of addresses) this.#cluster.down(address)
    this.#unstableSince = null
    this.#restartStability(now)
  }

  #put(member: Member): void {
    this.#members.set(nodeKey(member.uniqueAddress), member)
    const isUp = member.status === 'Up' || member.status === 'WeaklyUp'
    if (isUp && sameNode(member.uniqueAddress, this.#cluster.selfUniqueAddress)) this.#selfIsUp = true
  }

  #reachabilityChanged(now: VirtualTime): void {
    this.#restartStability(now)
    this.#unstableSince ??= now
    this.#calmDown()
  }

  #restartStability(now: VirtualTime): void {
    this.#stableAt = now + this.#settings.stableAfterMs
  }

  /** Nothing is open when everybody unreachable is on the way out already. (SB-9) */
  #calmDown(): void {
    const settled = [...this.#unreachable].every(node => {
      const member = this.#members.get(node)
      return member === undefined || isDownOrExiting(member.status)
    })
    if (settled) this.#unstableSince = null
  }
}

const asReachability = (records: readonly ReachabilityRecordText[]): Reachability => ({
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
