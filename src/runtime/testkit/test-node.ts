import type { ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { ParticipantKind } from '../../trace/trace-event.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import type { ActorParticipant } from '../node/actor-participant.ts'
import type { Command, Envelope } from '../participant.ts'
import type { TestDriver } from './test-driver.ts'
import { TestProbe } from './test-probe.ts'

export interface TestNodeOptions {
  /** Default: none. */
  readonly roles?: readonly string[]
  /** Default: `node`. */
  readonly kind?: ParticipantKind
  /** Starts the node's actors; runs again at each restart. */
  readonly setup: (system: LocalActorSystem) => void
  readonly onCommand?: (system: LocalActorSystem, command: Command) => void
}

/** One participant of a test network, over all its incarnations. */
export interface TestNode {
  readonly id: ParticipantId
  readonly address: string
  /** 1 for the first start. */
  readonly incarnation: number
  readonly running: boolean
  /** The reason when the node ended by itself; else null. */
  readonly ended: string | null
  /** The actor system of the last incarnation. */
  readonly system: LocalActorSystem
  createTestProbe<T = unknown>(name?: string): TestProbe<T>
}

/** A {@link TestNode} with the queues that its network fills. */
export class NetworkNode implements TestNode {
  readonly id: ParticipantId
  readonly address: string
  readonly options: TestNodeOptions
  incarnation = 0
  ended: string | null = null
  /** Null while the node is down. */
  participant: ActorParticipant | null = null
  inbox: Envelope[] = []
  commands: Command[] = []
  /** Sequence number of the next trace event; it continues over incarnations. */
  nextSeq = 0
  frozen = false
  private readonly driver: TestDriver
  private lastSystem: LocalActorSystem | null = null
  private probeCount = 0

  constructor(driver: TestDriver, id: ParticipantId, address: string, options: TestNodeOptions) {
    this.driver = driver
    this.id = id
    this.address = address
    this.options = options
  }

  get running(): boolean {
    return this.participant !== null
  }

  get system(): LocalActorSystem {
    if (this.lastSystem === null) throw new Error(`Node [${this.id}] was never started.`)
    return this.lastSystem
  }

  createTestProbe<T = unknown>(name = `probe-${++this.probeCount}`): TestProbe<T> {
    return new TestProbe<T>(this.driver, this.system, name)
  }

  /** Begins the next incarnation. */
  run(participant: ActorParticipant): void {
    this.participant = participant
    this.lastSystem = participant.system
  }

  /** Ends the incarnation; envelopes on their way to it are lost. */
  halt(): void {
    this.participant = null
    this.inbox = []
  }

  get nextDue(): VirtualTime | null {
    if (this.participant === null || this.frozen) return null
    let due = this.participant.system.nextDue
    for (const envelope of this.inbox) if (due === null || envelope.due < due) due = envelope.due
    return due
  }

  /** Removes and returns the envelopes due before `to`, in the order that a round requires. */
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

  /** Moves the system's clock, so that a test's calls from outside happen at `now`. */
  catchUp(now: VirtualTime): void {
    if (this.participant !== null && !this.frozen) this.participant.system.enterInstant(now)
  }
}
