import {
  type AddressText,
  type EventId,
  type EventLog,
  eventId,
  flightOf,
  type MemberStatusText,
  type ParticipantId,
  type ParticipantKind,
  removersOf,
  type TraceEvent,
  type TraceEventOf,
  type VirtualTime,
} from '../../trace/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { RecentMap } from '../store/recent-map.ts'
import { markOf, TimelineMarks } from './timeline-marks.ts'
import { type Loss, type TimelineMessage, TimelineMessages } from './timeline-messages.ts'

/** A stretch of time; `until` is null while it lasts. */
export interface Span {
  readonly from: VirtualTime
  until: VirtualTime | null
}

/** Status of a participant: its own member status, `running` outside of a cluster, or `gone` while others still count on it. */
export type LaneStatus = MemberStatusText | 'running' | 'gone'

export interface Lane {
  readonly id: ParticipantId
  readonly kind: ParticipantKind
  readonly statuses: (Span & { readonly status: LaneStatus })[]
  /** When this node believed to be the leader. */
  readonly leader: Span[]
  /** When this node hosted a singleton. */
  readonly singleton: Span[]
}

const ranks: Readonly<Record<ParticipantKind, number>> = { client: 0, node: 1, database: 2 }

/** Sorts participants by kind and name, as their lanes are. */
export const inLaneOrder = (a: Pick<Lane, 'id' | 'kind'>, b: Pick<Lane, 'id' | 'kind'>): number =>
  ranks[a.kind] - ranks[b.kind] || byNameAndNumber(a.id, b.id)

/** A message in flight, which may still be lost. */
interface FlyingMessage {
  readonly lose: (loss: Loss) => void
  readonly to: ParticipantId
  readonly dueAt: VirtualTime
}

/** Statuses of a node that does not expect its removal. */
const unaware: ReadonlySet<LaneStatus> = new Set<LaneStatus>([
  'Up',
  'PreparingForShutdown',
  'ReadyForShutdown',
])

/** Number of events whose leading message is remembered. */
const maxLed = 20_000

/** Events that one call of `read` takes at most, so that a long run never blocks a frame. */
const maxRead = 8192

/**
 * The content of the time line: lanes, marks and messages of a run. It reads the log once, up to the frontier, and grows
 * with it.
 */
export class TimelineModel {
  readonly #log: EventLog
  readonly #lanes = new Map<ParticipantId, Lane>()
  readonly #addresses = new Map<AddressText, ParticipantId>()
  /** The incarnation of each participant, until another node has removed it. */
  readonly #notRemoved = new Map<ParticipantId, number>()
  readonly #flying = new Map<EventId, FlyingMessage>()
  /** Position of the message that led to an event of its receiver. */
  readonly #ledBy = new RecentMap<EventId, number>(maxLed)
  #read = 0
  #order: readonly Lane[] = []
  readonly marks = new TimelineMarks()
  /** Messages of the scenario's actors: what a person asked for, and what follows from it. */
  readonly userMessages = new TimelineMessages()
  readonly otherMessages = new TimelineMessages()

  constructor(log: EventLog) {
    this.#log = log
  }

  /** The lanes in the order of the canvas: clients, nodes, databases. */
  get lanes(): readonly Lane[] {
    return this.#order
  }

  /** Whether every event of the log has been read. */
  get isComplete(): boolean {
    return this.#read === this.#log.length
  }

  /** Reads the next events of the log. Returns whether something was read. */
  read(): boolean {
    if (this.#read < this.#log.firstHeld) this.#skipDropped()
    const events = this.#log.slice(this.#read, this.#read + maxRead)
    for (const event of events) {
      this.#add(event)
      this.#read += 1
    }
    const [last] = events.slice(-1)
    if (last !== undefined) this.#forgetArrived(last.at)
    return events.length > 0
  }

  /** Continues at the first event that is held, with the state before it: the page was hidden, or the model is new. */
  #skipDropped(): void {
    const { firstHeld, heldFrom } = this.#log
    const { participants, singletons } = this.#log.viewAt(firstHeld)
    for (const participant of Object.values(participants)) {
      const { id, kind, address, uid, running, beliefs, leader } = participant
      this.#addLane(id, kind, address)
      if (removersOf({ participants }, id).length === 0) this.#notRemoved.set(id, uid)
      this.#setStatus(id, running ? (beliefs[address]?.status ?? 'running') : null, heldFrom)
      this.#toggle(id, 'leader', running && leader === address, heldFrom)
      this.#toggle(
        id,
        'singleton',
        singletons.some(({ participant }) => participant === id),
        heldFrom,
      )
    }
    this.#flying.clear()
    this.#ledBy.clear()
    this.#read = firstHeld
  }

  /** The drawn message that was sent at this position of the log. */
  messageAt(position: number): TimelineMessage | null {
    return this.userMessages.sentAtPosition(position) ?? this.otherMessages.sentAtPosition(position)
  }

  #add(event: TraceEvent): void {
    const mark = markOf(event)
    if (mark !== null) this.marks.add(mark.kind, event, mark.lane, this.#read)
    const ledBy = event.cause === undefined ? undefined : this.#ledBy.get(event.cause)
    if (ledBy !== undefined) this.#ledBy.set(eventId(event), ledBy)
    switch (event.type) {
      case 'ParticipantStarted':
        this.#start(event)
        break
      case 'ParticipantStopped':
        this.#stop(event)
        break
      case 'MemberChanged':
        this.#changeMember(event)
        break
      case 'LeaderChanged':
        this.#toggle(
          event.node,
          'leader',
          event.leader !== null && this.#addresses.get(event.leader) === event.node,
          event.at,
        )
        break
      case 'SingletonManagerChanged':
        this.#toggle(event.node, 'singleton', event.to === 'Oldest', event.at)
        break
      case 'MessageSent':
        this.#send(event, ledBy ?? null)
        break
      case 'MessageDropped':
      case 'DeadLetter': {
        const message = event.cause === undefined ? undefined : this.#flying.get(event.cause)
        message?.lose({ at: event.at, position: this.#read })
        break
      }
      default:
    }
  }

  #start(event: TraceEventOf<'ParticipantStarted'>): void {
    this.#addLane(event.node, event.kind, event.address)
    this.#notRemoved.set(event.node, event.uid)
    this.#setStatus(event.node, 'running', event.at)
  }

  #addLane(id: ParticipantId, kind: ParticipantKind, address: AddressText): void {
    this.#addresses.set(address, id)
    if (this.#lanes.has(id)) return
    this.#lanes.set(id, { id, kind, statuses: [], leader: [], singleton: [] })
    this.#order = [...this.#lanes.values()].sort(inLaneOrder)
  }

  #stop(event: TraceEventOf<'ParticipantStopped'>): void {
    const { participant, at } = event
    this.#toggle(participant, 'leader', false, at)
    this.#toggle(participant, 'singleton', false, at)
    const lane = this.#lanes.get(participant)
    const wasMember = lane?.statuses.at(-1)?.status !== 'Removed' && event.reason !== 'power-failure'
    this.#setStatus(participant, lane?.kind === 'node' && wasMember ? 'gone' : null, at)
    for (const message of this.#flying.values())
      if (message.to === participant && message.dueAt > at) message.lose({ at, position: this.#read })
  }

  #changeMember(event: TraceEventOf<'MemberChanged'>): void {
    const member = this.#addresses.get(event.member)
    if (member === undefined) return
    const status = this.#lanes.get(member)?.statuses.at(-1)
    if (member === event.node) {
      this.#setStatus(member, event.status, event.at)
    } else if (status?.until === null && status.status === 'gone' && event.status === 'Removed') {
      // The first other node that removes the member ends its status `gone`.
      this.#setStatus(member, null, event.at)
    } else if (event.status === 'Removed' && this.#notRemoved.get(member) === event.uid) {
      // The first node that removes this one. A lane shows what its own node believes, which may hear of it much later.
      this.#notRemoved.delete(member)
      if (status?.until === null && unaware.has(status.status))
        this.marks.add('removed', event, member, this.#read)
    }
  }

  #setStatus(id: ParticipantId, status: LaneStatus | null, at: VirtualTime): void {
    const statuses = this.#lanes.get(id)?.statuses
    if (statuses === undefined) return
    const last = statuses.at(-1)
    if (last !== undefined && last.until === null) {
      if (last.status === status) return
      last.until = at
    }
    if (status !== null) statuses.push({ from: at, until: null, status })
  }

  #toggle(id: ParticipantId, what: 'leader' | 'singleton', on: boolean, at: VirtualTime): void {
    const spans = this.#lanes.get(id)?.[what]
    const last = spans?.at(-1)
    if (spans === undefined || (last?.until === null) === on) return
    if (on) spans.push({ from: at, until: null })
    else if (last !== undefined) last.until = at
  }

  /** Called once for several events: the first entry of a map is found past all that were deleted before it. */
  #forgetArrived(at: VirtualTime): void {
    for (const [id, message] of this.#flying) {
      if (message.dueAt >= at - 1000) break
      this.#flying.delete(id)
    }
  }

  #send(event: TraceEventOf<'MessageSent'>, ledBy: number | null): void {
    const flight = flightOf(event)
    if (flight === null || flight.periodic) return
    const messages = flight.protocol === 'user' ? this.userMessages : this.otherMessages
    const index = messages.add(event, { ...flight, position: this.#read, ledBy })
    const lose = (loss: Loss) => messages.lose(index, loss)
    this.#flying.set(flight.id, { lose, to: flight.to, dueAt: flight.dueAt })
    this.#ledBy.set(flight.id, this.#read)
  }
}
