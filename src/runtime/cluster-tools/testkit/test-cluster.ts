import type { ActorSystem } from '../../actor/actor-system.ts'
import { Cluster } from '../../cluster/cluster.ts'
import { type ClusterSettings, fastProfile } from '../../cluster/cluster-settings.ts'
import type { MemberStatus } from '../../cluster/member.ts'
import { TestNetwork, type TestNode } from '../../testkit/test-network.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'

export interface TestClusterOptions {
  readonly seed?: number
  readonly settings?: Partial<ClusterSettings>
  /** Ids of the seed nodes; default `n1` to `n4`: a restarted node must find those that run. */
  readonly seedNodes?: readonly string[]
}

/** Nodes of a real cluster in one thread, for tests of what is built on it. */
export class TestCluster {
  readonly net: TestNetwork
  readonly settings: ClusterSettings
  /** When which node was killed, for those who read the trace. */
  readonly kills: { readonly at: number; readonly id: string }[] = []
  private readonly ids: string[] = []

  constructor({ seed = 1, settings = {}, seedNodes = ['n1', 'n2', 'n3', 'n4'] }: TestClusterOptions = {}) {
    this.net = TestNetwork.create({ seed, maxMessagesPerMs: null })
    this.settings = {
      ...fastProfile,
      ...settings,
      seedNodes: seedNodes.map(id => this.net.addressOf(id)),
    }
  }

  start(id: string, roles: readonly string[], setup: (system: ActorSystem) => void): TestNode {
    this.ids.push(id)
    return this.net.addNode(id, {
      roles,
      setup: system => {
        Cluster.start(system, { settings: this.settings, roles })
        setup(system)
      },
    })
  }

  /** Lets time pass until `done`, at most so long. */
  until(done: () => boolean, withinMs: number, what: string): void {
    const end = this.net.now + withinMs
    while (!done()) {
      if (this.net.now >= end) throw new Error(`Within [${withinMs}] ms it did not come true that ${what}.`)
      this.net.advance(10)
    }
  }

  /** All that run hold exactly `ids`, all of them Up. */
  untilUp(ids: readonly string[], withinMs = 20000): void {
    const expected = ids.map(id => `${this.net.addressOf(id)} Up`).join()
    this.until(
      () =>
        ids.every(id => {
          const { members } = Cluster.get(this.net.node(id).system).state
          return members.map(member => `${member.uniqueAddress.address} ${member.status}`).join() === expected
        }),
      withinMs,
      `[${ids.join(', ')}] are all Up`,
    )
  }

  statusOf(id: string, seenBy: string): MemberStatus {
    const address = this.net.addressOf(id)
    const { members } = Cluster.get(this.net.node(seenBy).system).state
    return members.find(member => member.uniqueAddress.address === address)?.status ?? 'Removed'
  }

  get running(): readonly string[] {
    return this.ids.filter(id => this.net.node(id).running)
  }

  kill(id: string): void {
    this.kills.push({ at: this.net.now, id })
    this.net.kill(id)
  }

  restart(id: string): void {
    this.kill(id)
    this.net.restart(id)
  }

  leave(id: string, by = id): void {
    Cluster.get(this.net.node(by).system).leave(this.net.addressOf(id))
  }

  probe<T>(id: string): TestProbe<T> {
    return this.net.node(id).createTestProbe<T>(`probe-${++this.probes}`)
  }

  private probes = 0
}
