import type { Action } from '../../trace/action.ts'
import type {
  ParticipantId,
  ParticipantKind,
  TraceEvent,
  TraceEventBody,
  TraceEventOf,
  VirtualTime,
} from '../../trace/trace-event.ts'
import type { LocalActorSystem } from '../actor/local-actor-system.ts'
import { ActorParticipant } from '../node/actor-participant.ts'
import type { Command, Envelope } from '../participant.ts'
import { type LinkSettings, smallestLatencyMs } from '../remote/links.ts'
import type { TestDriver } from './test-driver.ts'
import { TestProbe } from './test-probe.ts'

export interface TestNetworkOptions {
  readonly seed?: number
  /** Default: 1 ms everywhere. */
  readonly links?: LinkSettings
  /** Default 20, as in a run; null: no limit. */
  readonly maxMessagesPerMs?: number | null
  /** Default true. */
  readonly traced?: boolean
  /** The actor systems' name; default `test`. */
  readonly name?: string
  /** How wide the next round shall be, from 1 to `most`. Must not be noticed by anybody. Default: `most`. */
  readonly roundWidth?: (most: number) => number
}

export interface TestNodeOptions {
  readonly roles?: readonly string[]
  readonly kind?: ParticipantKind
  /** Starts the node's actors; runs again at a restart. */
  readonly setup: (system: LocalActorSystem) => void
  readonly onCommand?: (system: LocalActorSystem, command: Command) => void
}

/** One participant of a test network, over its incarnations. */
export interface TestNode {
  readonly id: ParticipantId
  readonly address: string
  readonly incarnation: number
  readonly running: boolean
  /** Why it ended by itself, if it did. */
  readonly ended: string | null
  /** The present incarnation's. */
  readonly system: LocalActorSystem
  createTestProbe<T = unknown>(name?: string): TestProbe<T>
}

/** Several actor systems in one thread, linked by envelopes, with a hand on their common clock. */
export class TestNetwork implements TestDriver {
  now: VirtualTime = 0
  private readonly options: Required<Omit<TestNetworkOptions, 'roundWidth'>>
  private readonly roundWidth: (most: number) => number
  private readonly nodes = new Map<ParticipantId, Node>()
  private readonly cuts = new Set<string>()
  private readonly events: TraceEvent[] = []
  private commands = 0

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
      ...options,
    }
    this.roundWidth = options.roundWidth ?? (most => most)
  }

  /** The address of a node of that id, there or not. */
  addressOf(id: ParticipantId): string {
    return `pekko://${this.options.name}@${id}:1`
  }

  /** Starts a node now. */
  addNode(id: ParticipantId, options: TestNodeOptions): TestNode {
    if (this.nodes.has(id)) throw new Error(`Node [${id}] is there already. Use restart.`)
    const node = new Node(this, id, options)
    this.nodes.set(id, node)
    this.start(node)
    return node
  }

  node(id: ParticipantId): TestNode {
    return this.at(id)
  }

  /** A crash: no last words; what is on its way to it is lost. */
  kill(id: ParticipantId): void {
    const node = this.at(id)
    node.participant = null
    node.inbox = []
  }

  /** Starts a new incarnation at the same address; kills the present one first. */
  restart(id: ParticipantId): TestNode {
    this.kill(id)
    const node = this.at(id)
    this.start(node)
    return node
  }

  /** It gets no time until {@link thaw}; then all that fell due happens at that instant. */
  freeze(id: ParticipantId): void {
    this.at(id).frozen = true
  }

  thaw(id: ParticipantId): void {
    this.at(id).frozen = false
  }

  /** Nothing arrives between the two from now on, not even what is on its way. */
  cut(a: ParticipantId, b: ParticipantId): void {
    this.cuts.add(link(a, b))
  }

  heal(a: ParticipantId, b: ParticipantId): void {
    this.cuts.delete(link(a, b))
  }

  /** Does an action to a node at the present instant. */
  command(id: ParticipantId, action: Action): void {
    const index = this.commands++
    const node = this.at(id)
    node.commands.push({ index, at: this.now, action, event: `conductor/${index}` })
    this.round([node], this.now, this.now + 1)
  }

  get trace(): readonly TraceEvent[] {
    return this.events
  }

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

  /** Does all that can be done at this instant. */
  runUntilIdle(): void {
    this.round([...this.nodes.values()], this.now, this.now + 1)
  }

  /** Lives through the next `ms` milliseconds, all that is due at the last one included. */
  advance(ms: number): void {
    this.advanceTo(this.now + ms)
  }

  advanceTo(until: VirtualTime): void {
    this.runUntilIdle()
    const widest = smallestLatencyMs(this.options.links)
    for (let due = this.nextDue; due !== null && due <= until; due = this.nextDue) {
      const to = Math.min(due + Math.max(1, Math.min(widest, this.roundWidth(widest))), until + 1)
      const granted = [...this.nodes.values()].filter(node => node.nextDue !== null && node.nextDue < to)
      // What is due at this very instant, but was not when it was run before, must not be given twice.
      this.round(granted, due, to)
      this.now = Math.max(this.now, to - 1)
    }
    this.now = until
    for (const node of this.nodes.values()) node.catchUp(until)
  }

  private start(node: Node): void {
    const { seed, links, maxMessagesPerMs, traced, name } = this.options
    const { setup, onCommand, kind = 'node', roles = [] } = node.options
    node.incarnation++
    node.ended = null
    node.participant = new ActorParticipant({
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
    node.systemNow = node.participant.system
    this.round([node], this.now, this.now + 1)
  }

  private idOf(address: string): ParticipantId | null {
    for (const node of this.nodes.values()) if (node.address === address) return node.id
    return null
  }

  private at(id: ParticipantId): Node {
    const node = this.nodes.get(id)
    if (node === undefined) throw new Error(`There is no node [${id}]. Add it first.`)
    return node
  }

  private round(nodes: readonly Node[], from: VirtualTime, to: VirtualTime): void {
    const sent: Envelope[] = []
    for (const node of nodes) {
      const { participant } = node
      if (participant === null || node.frozen) continue
      const inbox = node.takeDue(to).filter(envelope => !this.cuts.has(link(envelope.from, envelope.to)))
      const result = participant.advance({ from, to, inbox, commands: node.commands.splice(0) })
      this.events.push(...result.trace)
      node.nextSeq += result.trace.length
      sent.push(...result.outbox)
      if (result.ended !== undefined) {
        node.ended = result.ended
        node.participant = null
        node.inbox = []
      }
    }
    for (const envelope of sent) {
      const receiver = this.nodes.get(envelope.to)
      if (receiver?.participant != null) receiver.inbox.push(envelope)
    }
  }
}

class Node implements TestNode {
  readonly id: ParticipantId
  readonly address: string
  readonly options: TestNodeOptions
  incarnation = 0
  ended: string | null = null
  participant: ActorParticipant | null = null
  systemNow: LocalActorSystem | null = null
  inbox: Envelope[] = []
  commands: Command[] = []
  nextSeq = 0
  frozen = false
  private readonly network: TestNetwork
  private probes = 0

  constructor(network: TestNetwork, id: ParticipantId, options: TestNodeOptions) {
    this.network = network
    this.id = id
    this.address = network.addressOf(id)
    this.options = options
  }

  get running(): boolean {
    return this.participant !== null
  }

  get system(): LocalActorSystem {
    if (this.systemNow === null) throw new Error(`Node [${this.id}] was never started.`)
    return this.systemNow
  }

  createTestProbe<T = unknown>(name = `probe-${++this.probes}`): TestProbe<T> {
    return new TestProbe<T>(this.network, this.system, name)
  }

  get nextDue(): VirtualTime | null {
    if (this.participant === null || this.frozen) return null
    let due = this.participant.system.nextDue
    for (const envelope of this.inbox) if (due === null || envelope.due < due) due = envelope.due
    return due
  }

  /** The envelopes that arrive before `to`, in the order that a round asks for. */
  takeDue(to: VirtualTime): Envelope[] {
    const due = this.inbox.filter(envelope => envelope.due < to)
    this.inbox = this.inbox.filter(envelope => envelope.due >= to)
    return due.sort(
      (a, b) =>
        a.due - b.due ||
        (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
        a.fromIncarnation - b.fromIncarnation ||
        a.seq - b.seq,
    )
  }

  /** So that what a test does from outside happens now. */
  catchUp(now: VirtualTime): void {
    if (this.participant !== null && !this.frozen) this.participant.system.enterInstant(now)
  }
}

const link = (a: ParticipantId, b: ParticipantId) => (a < b ? `${a} ${b}` : `${b} ${a}`)
