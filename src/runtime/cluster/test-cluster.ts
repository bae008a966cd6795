import type { ParticipantId } from '../../trace/trace-event.ts'
import type { LocalActorSystem } from '../actor/local-actor-system.ts'
import { TestNetwork, type TestNetworkOptions, type TestNode } from '../testkit/test-network.ts'
import { Cluster } from './cluster.ts'
import { type ClusterSettings, fastProfile } from './cluster-settings.ts'

export interface TestClusterOptions extends TestNetworkOptions {
  /** On top of the fast profile. */
  readonly settings?: Partial<ClusterSettings>
  /** Default: the first node started. */
  readonly seeds?: readonly ParticipantId[]
  readonly setup?: (system: LocalActorSystem, id: ParticipantId) => void
}

/** A cluster on a test network, for tests of whatever runs on one. */
export class TestCluster {
  readonly network: TestNetwork
  private readonly settings: ClusterSettings
  private readonly setup: (system: LocalActorSystem, id: ParticipantId) => void
  private seeds: readonly ParticipantId[]
  private readonly ids: ParticipantId[] = []

  constructor({ settings = {}, seeds = [], setup = () => undefined, ...network }: TestClusterOptions = {}) {
    this.network = TestNetwork.create(network)
    this.settings = { ...fastProfile, ...settings }
    this.setup = setup
    this.seeds = seeds
  }

  /** Starts a node that joins through the seeds, or with `join: false` waits to be told. */
  start(
    id: ParticipantId,
    options: {
      readonly roles?: readonly string[]
      readonly join?: boolean
      readonly settings?: Partial<ClusterSettings>
    } = {},
  ): TestNode {
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
      },
    })
  }

  startAll(...ids: readonly ParticipantId[]): void {
    for (const id of ids) this.start(id)
  }

  /** Starts the nodes one after another, each Up before the next: the first is the oldest. */
  form(...ids: readonly ParticipantId[]): void {
    for (const id of ids) {
      this.start(id)
      this.awaitAgreement()
    }
  }

  at(id: ParticipantId): Cluster {
    return Cluster.get(this.network.node(id).system)
  }

  get running(): readonly ParticipantId[] {
    return this.ids.filter(id => this.network.node(id).running)
  }

  /** `a Up, b Joining, c Up unreachable`: what the node believes. */
  view(id: ParticipantId): string {
    const { members, unreachable } = this.at(id).state
    const silent = new Set(unreachable.map(member => member.uniqueAddress.uid))
    return members
      .map(({ uniqueAddress, status }) => {
        const mark = silent.has(uniqueAddress.uid) ? ' unreachable' : ''
        return `${hostOf(uniqueAddress.address)} ${status}${mark}`
      })
      .join(', ')
  }

  leader(id: ParticipantId): ParticipantId | null {
    const { leader } = this.at(id).state
    return leader === null ? null : hostOf(leader)
  }

  /** Lets time pass until it holds. */
  awaitUntil(what: string, holds: () => boolean, withinMs = 20000): void {
    const until = this.network.now + withinMs
    while (!holds()) {
      if (this.network.now >= until) {
        const views = this.running.map(id => `${id}: ${this.view(id)}`).join('\n')
        throw new Error(`Not within [${withinMs}] ms: ${what}. At [${this.network.now}]:\n${views}`)
      }
      this.network.advance(10)
    }
  }

  /** True when the running nodes hold exactly each other as members, all Up, reachable and seen by all. */
  agreed(ids: readonly ParticipantId[] = this.running): boolean {
    const expected = [...ids].sort()
    const view = expected.map(id => `${id} Up`).join(', ')
    return ids.every(id => this.view(id) === view && this.at(id).state.seenBy.length === ids.length)
  }

  awaitAgreement(ids?: readonly ParticipantId[], withinMs = 30000): void {
    const those = ids ?? this.running
    this.awaitUntil(`[${those.join(', ')}] agree`, () => this.agreed(those), withinMs)
  }

  partition(one: readonly ParticipantId[], other: readonly ParticipantId[]): void {
    for (const a of one) for (const b of other) this.network.cut(a, b)
  }

  heal(one: readonly ParticipantId[], other: readonly ParticipantId[]): void {
    for (const a of one) for (const b of other) this.network.heal(a, b)
  }
}

/** `pekko://test@a:1` → `a` */
export const hostOf = (address: string): string =>
  address.slice(address.indexOf('@') + 1, address.lastIndexOf(':'))
