import type { Action } from '../../trace/action.ts'
import type { ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventBody, TraceEventOf } from '../../trace/trace-event.ts'
import { ActorParticipant } from '../node/actor-participant.ts'
import type { Envelope } from '../participant.ts'
import { type LinkSettings, smallestLatencyMs } from '../remote/links.ts'
import type { TestDriver } from './test-driver.ts'
import { NetworkNode, type TestNode, type TestNodeOptions } from './test-node.ts'

export interface TestNetworkOptions {
  /** Default 1. */
  readonly seed?: number
  /** Default: 1 ms everywhere. */
  readonly links?: LinkSettings
  /** Messages a node handles in one virtual ms. Default 20, as in a run; null: no limit. */
  readonly maxMessagesPerMs?: number | null
  /** Default true. */
  readonly traced?: boolean
  /** The name of every actor system; default `test`. */
  readonly name?: string
  /** The width of the next round in ms, from 1 to `maxMs`; no result may depend on it. Default: `maxMs`. */
  readonly roundWidth?: (maxMs: number) => number
}

/**
 * Several actor systems in one thread, linked by envelopes, on one clock that only the test moves.
 *
 * @example
 * const network = TestNetwork.create()
 * const node = network.addNode('a', { setup: system => void system.spawn(counter(), 'counter') })
 * const probe = node.createTestProbe()
 * network.advance(1000)
 */
export class TestNetwork implements TestDriver {
  now: VirtualTime = 0
  private readonly options: Required<TestNetworkOptions>
  private readonly nodes = new Map<ParticipantId, NetworkNode>()
  private readonly cuts = new Set<string>()
  private readonly events: TraceEvent[] = []
  private commandCount = 0

  static create(options: TestNetworkOptions = {}): TestNetwork {
    return new TestNetwork(options)
  }

  private constructor(options: TestNetworkOptions) {
    this.options = {
      seed: 1,
      links: { default: { minMs: 1, maxMs: 1 } },
      maxMessagesPerMs: 20,
      traced: true,
      name: 'test',
      roundWidth: maxMs => maxMs,
      ...options,
    }
  }

  /** The address for a node id; the node need not exist. */
  addressOf(id: ParticipantId): string {
    return `pekko://${this.options.name}@${id}:1`
  }

  /** Adds a node and starts it at this instant. Throws when the id is taken. */
  addNode(id: ParticipantId, options: TestNodeOptions): TestNode {
    if (this.nodes.has(id)) throw new Error(`Node [${id}] is in the network already. Call restart instead.`)
    const node = new NetworkNode(this, id, this.addressOf(id), options)
    this.nodes.set(id, node)
    this.start(node)
    return node
  }

  /** Throws when no node has this id. */
  node(id: ParticipantId): TestNode {
    return this.existing(id)
  }

  /** Crashes a node: none of its actors stops in order, and envelopes on their way to it are lost. */
  kill(id: ParticipantId): void {
    this.existing(id).halt()
  }

  /** Kills the running incarnation and starts a new one at the same address. */
  restart(id: ParticipantId): TestNode {
    const node = this.existing(id)
    node.halt()
    this.start(node)
    return node
  }

  /** Stops a node's clock until {@link thaw}; everything due meanwhile then happens at one instant. */
  freeze(id: ParticipantId): void {
    this.existing(id).frozen = true
  }

  thaw(id: ParticipantId): void {
    this.existing(id).frozen = false
  }

  /** Cuts the link between two nodes; envelopes on their way are lost too. */
  cut(a: ParticipantId, b: ParticipantId): void {
    this.cuts.add(linkKey(a, b))
  }

  heal(a: ParticipantId, b: ParticipantId): void {
    this.cuts.delete(linkKey(a, b))
  }

  /** Sends an action to a node, which performs it at this instant. */
  command(id: ParticipantId, action: Action): void {
    const index = this.commandCount++
    const node = this.existing(id)
    node.commands.push({ index, at: this.now, action, event: `conductor/${index}` })
    this.runRound([node], this.now, this.now + 1)
  }

  get trace(): readonly TraceEvent[] {
    return this.events
  }

  /** The trace events of one type, of all nodes or of one. */
  eventsOf<T extends TraceEventBody['type']>(type: T, node?: ParticipantId): readonly TraceEventOf<T>[] {
    return this.events.filter(
      (event): event is TraceEventOf<T> => event.type === type && (node === undefined || event.node === node),
    )
  }

  get nextDue(): VirtualTime | null {
    let earliest: VirtualTime | null = null
    for (const node of this.nodes.values()) {
      const due = node.nextDue
      if (due !== null && (earliest === null || due < earliest)) earliest = due
    }
    return earliest === null ? null : Math.max(earliest, this.now)
  }

  /** Runs everything due at this instant. */
  runUntilIdle(): void {
    this.runRound([...this.nodes.values()], this.now, this.now + 1)
  }

  /** Runs the next `ms` virtual milliseconds, including everything due at the last one. */
  advance(ms: number): void {
    this.advanceTo(this.now + ms)
  }

  advanceTo(until: VirtualTime): void {
    this.runUntilIdle()
    const maxMs = smallestLatencyMs(this.options.links)
    for (let due = this.nextDue; due !== null && due <= until; due = this.nextDue) {
      const width = Math.max(1, Math.min(maxMs, this.options.roundWidth(maxMs)))
      const to = Math.min(due + width, until + 1)
      const granted = [...this.nodes.values()].filter(node => node.nextDue !== null && node.nextDue < to)
      this.runRound(granted, due, to)
      this.now = Math.max(this.now, to - 1)
    }
    this.now = until
    for (const node of this.nodes.values()) node.catchUp(until)
  }

  private start(node: NetworkNode): void {
    const { seed, links, maxMessagesPerMs, traced, name } = this.options
    const { setup, onCommand, kind = 'node', roles = [] } = node.options
    node.incarnation++
    node.ended = null
    const participant = new ActorParticipant({
      boot: {
        id: node.id,
        incarnation: node.incarnation,
        firstSeq: node.nextSeq,
        at: this.now,
        cause: null,
        roles,
      },
      kind,
      name,
      address: node.address,
      addressToId: address => this.idOf(address),
      links,
      seed,
      maxMessagesPerMs,
      traced,
      setup,
      ...(onCommand === undefined ? {} : { onCommand }),
    })
    node.run(participant)
    this.runRound([node], this.now, this.now + 1)
  }

  private idOf(address: string): ParticipantId | null {
    for (const node of this.nodes.values()) if (node.address === address) return node.id
    return null
  }

  private existing(id: ParticipantId): NetworkNode {
    const node = this.nodes.get(id)
    if (node === undefined) throw new Error(`The network has no node [${id}]. Call addNode first.`)
    return node
  }

  private runRound(nodes: readonly NetworkNode[], from: VirtualTime, to: VirtualTime): void {
    const sent: Envelope[] = []
    for (const node of nodes) {
      const { participant } = node
      if (participant === null || node.frozen) continue
      const inbox = node.takeDue(to).filter(envelope => !this.cuts.has(linkKey(envelope.from, envelope.to)))
      const result = participant.advance({ from, to, inbox, commands: node.commands.splice(0) })
      this.events.push(...result.trace)
      node.nextSeq += result.trace.length
      sent.push(...result.outbox)
      if (result.ended !== undefined) {
        node.ended = result.ended
        node.halt()
      }
    }
    for (const envelope of sent) {
      const receiver = this.nodes.get(envelope.to)
      if (receiver?.participant != null) receiver.inbox.push(envelope)
    }
  }
}

const linkKey = (a: ParticipantId, b: ParticipantId) => (a < b ? `${a} ${b}` : `${b} ${a}`)
