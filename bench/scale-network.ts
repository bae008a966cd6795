import { ActorParticipant } from '../src/runtime/index.ts'
import type { Envelope } from '../src/runtime/participant.ts'
import { seededRandom } from '../src/runtime/random.ts'

const system = 'bench'
/** Pekko's own multi-node tests run on one machine; these are the latencies of the expected figures. */
const latency = { minMs: 2, maxMs: 6 }
/** Nodes start within this time, so that their periodic tasks have random phases. */
const startsWithinMs = 1000

interface BenchNode {
  readonly participant: ActorParticipant
  inbox: Envelope[]
  nextDue: number
}

/** Called for each envelope at the instant at which its round has sent it. */
type OnEnvelope = (envelope: Envelope) => void

/** The address of the node with this index; addresses sort as indices do, so node 0 leads. */
export const benchAddress = (index: number): string => `pekko://${system}@${idOf(index)}:1`

const idOf = (index: number): string => `n${String(index).padStart(4, '0')}`

/** Cluster nodes in one thread without a trace. Unlike a test network it finds the next due node and a receiver at once. */
export class ScaleNetwork {
  now = 0
  onEnvelope: OnEnvelope = () => undefined
  readonly #nodes = new Map<string, BenchNode>()
  readonly #starts: { readonly at: number; readonly start: () => void }[] = []

  constructor(
    count: number,
    seed: number,
    setup: (system: ActorParticipant['system'], index: number) => void,
  ) {
    const random = seededRandom(`scale/${count}/${seed}`)
    for (let index = 0; index < count; index++) {
      const at = index === 0 ? 0 : 1 + random.below(startsWithinMs)
      this.#starts.push({ at, start: () => this.#start(index, seed, at, setup) })
    }
    this.#starts.sort((a, b) => a.at - b.at)
  }

  get systems(): readonly ActorParticipant['system'][] {
    return [...this.#nodes.values()].map(({ participant }) => participant.system)
  }

  /** Runs all that is due up to this instant, which no node has passed yet. */
  advanceTo(until: number): void {
    while (this.now < until) {
      while (this.#starts[0] !== undefined && this.#starts[0].at <= this.now) this.#starts.shift()!.start()
      let due = this.#starts[0]?.at ?? until
      for (const { nextDue } of this.#nodes.values()) if (nextDue < due) due = nextDue
      const from = Math.max(this.now, Math.min(due, until))
      const to = Math.min(from + latency.minMs, this.#starts[0]?.at ?? until, until)
      if (to > from) this.#round(from, to)
      this.now = Math.max(to, from)
    }
  }

  /** Lets a call from outside of the actors happen now, and sends what it causes. */
  call(index: number, act: (system: ActorParticipant['system']) => void): void {
    const node = this.#nodes.get(idOf(index))!
    node.participant.system.enterInstant(this.now)
    act(node.participant.system)
    node.nextDue = this.now
  }

  #start(
    index: number,
    seed: number,
    at: number,
    setup: (system: ActorParticipant['system'], index: number) => void,
  ): void {
    const id = idOf(index)
    const participant = new ActorParticipant({
      boot: { id, incarnation: 1, firstSeq: 0, at, cause: null, roles: [] },
      kind: 'node',
      name: system,
      address: benchAddress(index),
      addressToId: address => address.slice(address.indexOf('@') + 1, address.lastIndexOf(':')),
      links: { default: latency },
      seed,
      maxMessagesPerMs: null,
      traced: false,
      setup: of => setup(of, index),
    })
    this.#nodes.set(id, { participant, inbox: [], nextDue: at })
  }

  #round(from: number, to: number): void {
    const sent: Envelope[] = []
    for (const node of this.#nodes.values()) {
      if (node.nextDue >= to) continue
      const inbox = node.inbox.filter(({ due }) => due < to).sort(inOrder)
      node.inbox = node.inbox.filter(({ due }) => due >= to)
      const result = node.participant.advance({ from, to, inbox, commands: [] })
      if (result.ended !== undefined) throw new Error(`A node ended at ${from} ms: ${result.ended}.`)
      node.nextDue = Math.min(result.nextDue ?? Number.POSITIVE_INFINITY, ...node.inbox.map(({ due }) => due))
      for (const envelope of result.outbox) sent.push(envelope)
    }
    for (const envelope of sent) {
      this.onEnvelope(envelope)
      const receiver = this.#nodes.get(envelope.to)
      if (receiver === undefined) continue
      receiver.inbox.push(envelope)
      if (envelope.due < receiver.nextDue) receiver.nextDue = envelope.due
    }
  }
}

const inOrder = (a: Envelope, b: Envelope): number =>
  a.due - b.due || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) || a.seq - b.seq
