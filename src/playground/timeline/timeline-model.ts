import {
  type AddressText,
  type EventId,
  type EventLog,
  flightOf,
  type MemberStatusText,
  type ParticipantId,
  type ParticipantKind,
  type TraceEvent,
  type TraceEventOf,
  type VirtualTime,
} from '../../trace/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { type MarkKind, TimelineMarks } from './timeline-marks.ts'
import { TimelineMessages } from './timeline-messages.ts'

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

/** A message in flight, which may still be lost. */
interface FlyingMessage {
  readonly lose: () => void
  readonly to: ParticipantId
  readonly dueAt: VirtualTime
}

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
  readonly #flying = new Map<EventId, FlyingMessage>()
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
    return events.length > 0
  }

  /** Continues at the first event that is held, with the state before it: the page was hidden, or the model is new. */
  #skipDropped(): void {
    const { firstHeld, heldFrom } = this.#log
    const { participants, singletons } = this.#log.viewAt(firstHeld)
    for (const { id, kind, address, running, beliefs, leader } of Object.values(participants)) {
      this.#addLane(id, kind, address)
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
    this.#read = firstHeld
  }

  #add(event: TraceEvent): void {
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
        if (event.to === 'Oldest' || event.from === 'Oldest') this.#mark('singleton', event, event.node)
        this.#toggle(event.node, 'singleton', event.to === 'Oldest', event.at)
        break
      case 'ActorFailed':
        this.#mark('failure', event, event.node)
        break
      case 'ActorRestarted':
        this.#mark('restart', event, event.node)
        break
      case 'DowningDecided':
        this.#mark('downing', event, event.node)
        break
      case 'MemberUnreachable':
        this.#mark('unreachable', event, event.node)
        break
      case 'ActionDone':
        if ('participant' in event.action) this.#mark('act', event, event.action.participant)
        else if ('node' in event.action) this.#mark('act', event, event.action.node)
        break
      case 'MessageSent':
        this.#send(event)
        break
      case 'MessageDropped':
      case 'DeadLetter': {
        const message = event.cause === undefined ? undefined : this.#flying.get(event.cause)
        message?.lose()
        break
      }
      default:
    }
  }

  #start(event: TraceEventOf<'ParticipantStarted'>): void {
    this.#addLane(event.node, event.kind, event.address)
    this.#setStatus(event.node, 'running', event.at)
  }

  #addLane(id: ParticipantId, kind: ParticipantKind, address: AddressText): void {
    this.#addresses.set(address, id)
    if (this.#lanes.has(id)) return
    this.#lanes.set(id, { id, kind, statuses: [], leader: [], singleton: [] })
    const rank: Record<ParticipantKind, number> = { client: 0, node: 1, database: 2 }
    this.#order = [...this.#lanes.values()].sort(
      (a, b) => rank[a.kind] - rank[b.kind] || byNameAndNumber(a.id, b.id),
    )
  }

  #stop(event: TraceEventOf<'ParticipantStopped'>): void {
    const { participant, at } = event
    this.#mark('stop', event, participant)
    this.#toggle(participant, 'leader', false, at)
    this.#toggle(participant, 'singleton', false, at)
    const lane = this.#lanes.get(participant)
    const wasMember = lane?.statuses.at(-1)?.status !== 'Removed' && event.reason !== 'power-failure'
    this.#setStatus(participant, lane?.kind === 'node' && wasMember ? 'gone' : null, at)
    for (const message of this.#flying.values())
      if (message.to === participant && message.dueAt > at) message.lose()
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

  #mark(kind: MarkKind, event: TraceEvent, lane: ParticipantId): void {
    this.marks.add(kind, event, lane, this.#read)
  }

  #send(event: TraceEventOf<'MessageSent'>): void {
    const flight = flightOf(event)
    for (const [id, message] of this.#flying) {
      if (message.dueAt >= event.at - 1000) break
      this.#flying.delete(id)
    }
    if (flight === null || flight.periodic) return
    const messages = flight.protocol === 'user' ? this.userMessages : this.otherMessages
    const index = messages.add(event, { ...flight, position: this.#read })
    this.#flying.set(flight.id, { lose: () => messages.lose(index), to: flight.to, dueAt: flight.dueAt })
  }
}
