import { hostOf } from '../../trace/actor-path.ts'
import type { ParticipantId } from '../../trace/identifiers.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { Cluster, type ClusterSettings, fastProfile, type MemberStatus } from '../cluster/index.ts'
import { TestNetwork, type TestNetworkOptions } from './test-network.ts'
import type { TestNode } from './test-node.ts'
import type { TestProbe } from './test-probe.ts'

export interface TestClusterOptions extends TestNetworkOptions {
  /** Added to the fast profile. */
  readonly settings?: Partial<ClusterSettings>
  /** Ids of the seed nodes. Default: the first node started. */
  readonly seeds?: readonly ParticipantId[]
  /** Starts the actors of every node; runs again at each restart. */
  readonly setup?: (system: LocalActorSystem, id: ParticipantId) => void
}

export interface TestClusterNodeOptions {
  /** Default: none. */
  readonly roles?: readonly string[]
  /** Default true; false: the node joins no cluster until the test calls `at(id).join(…)`. */
  readonly join?: boolean
  /** Added to the settings of the cluster. */
  readonly settings?: Partial<ClusterSettings>
  /** Starts the actors of this node, after those of {@link TestClusterOptions.setup}. */
  readonly setup?: (system: LocalActorSystem) => void
}

/**
 * A cluster of real nodes in one thread, on a {@link TestNetwork}. Its nodes check the invariants of gossip.
 *
 * @example
 * const cluster = new TestCluster({ setup: system => void system.spawn(counter(), 'counter') })
 * cluster.form('a', 'b')
 * cluster.kill('a')
 * cluster.awaitAgreement()
 * expect(cluster.view('b')).toBe('b Up')
 */
export class TestCluster {
  readonly network: TestNetwork
  readonly settings: ClusterSettings
  private readonly setup: (system: LocalActorSystem, id: ParticipantId) => void
  private seeds: readonly ParticipantId[]
  private readonly ids: ParticipantId[] = []

  constructor({ settings = {}, seeds = [], setup = () => undefined, ...network }: TestClusterOptions = {}) {
    this.network = TestNetwork.create(network)
    this.settings = { ...fastProfile, ...settings }
    this.setup = setup
    this.seeds = seeds
  }

  /** Starts a node, which joins through the seed nodes. Throws when the id is taken. */
  start(id: ParticipantId, options: TestClusterNodeOptions = {}): TestNode {
    if (this.seeds.length === 0) this.seeds = [id]
    this.ids.push(id)
    const { roles = [], join = true } = options
    return this.network.addNode(id, {
      roles,
      setup: system => {
        const seedNodes = join ? this.seeds.map(seed => this.network.addressOf(seed)) : []
        const settings = { ...this.settings, seedNodes, ...options.settings }
        Cluster.start(system, { settings, roles, checkInvariants: true })
        this.setup(system, id)
        options.setup?.(system)
      },
    })
  }

  startAll(...ids: readonly ParticipantId[]): void {
    for (const id of ids) this.start(id)
  }

  /** Starts the nodes one after another, each Up before the next starts, so the first is the oldest. */
  form(...ids: readonly ParticipantId[]): void {
    for (const id of ids) {
      this.start(id)
      this.awaitAgreement()
    }
  }

  /** Crashes a node: none of its actors stops in order. */
  kill(id: ParticipantId): void {
    this.network.kill(id)
  }

  /** Kills the running incarnation and starts a new one at the same address, with the same options. */
  restart(id: ParticipantId): TestNode {
    this.kill(id)
    return this.network.restart(id)
  }

  /** Asks the node `by` to let `id` leave gracefully. */
  leave(id: ParticipantId, by: ParticipantId = id): void {
    this.at(by).leave(this.network.addressOf(id))
  }

  /** The cluster extension of a node. */
  at(id: ParticipantId): Cluster {
    return Cluster.get(this.network.node(id).system)
  }

  /** A probe on a node, cluster member or client. */
  probe<T = unknown>(id: ParticipantId): TestProbe<T> {
    return this.network.node(id).createTestProbe<T>()
  }

  /** Running nodes, in the order of their first start. */
  get running(): readonly ParticipantId[] {
    return this.ids.filter(id => this.network.node(id).running)
  }

  /** The members and their reachability as one node sees them: `a Up, b Joining, c Up unreachable`. */
  view(id: ParticipantId): string {
    const { members, unreachable } = this.at(id).state
    const unreachableUids = new Set(unreachable.map(member => member.uniqueAddress.uid))
    return members
      .map(({ uniqueAddress, status }) => {
        const mark = unreachableUids.has(uniqueAddress.uid) ? ' unreachable' : ''
        return `${hostOf(uniqueAddress.address)} ${status}${mark}`
      })
      .join(', ')
  }

  /** The status of `id` as the node `seenBy` sees it; `Removed` also for a node that was never a member. */
  statusOf(id: ParticipantId, seenBy: ParticipantId): MemberStatus {
    const address = this.network.addressOf(id)
    const { members } = this.at(seenBy).state
    return members.find(member => member.uniqueAddress.address === address)?.status ?? 'Removed'
  }

  /** The leader as one node sees it. */
  leader(id: ParticipantId): ParticipantId | null {
    const { leader } = this.at(id).state
    return leader === null ? null : hostOf(leader)
  }

  /** Advances time in steps of 10 ms until the condition holds. Throws after `withinMs`, default 20 s. */
  awaitUntil(condition: string, holds: () => boolean, withinMs = 20_000): void {
    const until = this.network.now + withinMs
    while (!holds()) {
      if (this.network.now >= until) {
        const views = this.running.map(id => `${id}: ${this.view(id)}`).join('\n')
        throw new Error(
          `Not within [${withinMs}] ms: ${condition}. The nodes' views at [${this.network.now}] ms:\n${views}`,
        )
      }
      this.network.advance(10)
    }
  }

  /** True when these nodes hold exactly each other as members, all Up, reachable and seen by all. */
  agreed(ids: readonly ParticipantId[] = this.running): boolean {
    const expected = [...ids].sort()
    const view = expected.map(id => `${id} Up`).join(', ')
    return ids.every(id => this.view(id) === view && this.at(id).state.seenBy.length === ids.length)
  }

  /** Advances time until {@link agreed} holds. Default: for all running nodes, within 30 s. */
  awaitAgreement(ids: readonly ParticipantId[] = this.running, withinMs = 30_000): void {
    this.awaitUntil(`[${ids.join(', ')}] agree`, () => this.agreed(ids), withinMs)
  }

  /** Cuts every link between the two sides. */
  partition(side: readonly ParticipantId[], otherSide: readonly ParticipantId[]): void {
    for (const a of side) for (const b of otherSide) this.network.cut(a, b)
  }

  heal(side: readonly ParticipantId[], otherSide: readonly ParticipantId[]): void {
    for (const a of side) for (const b of otherSide) this.network.heal(a, b)
  }
}
