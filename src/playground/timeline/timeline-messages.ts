import {
  type EventId,
  eventId,
  lowestIndex,
  type ParticipantId,
  type Protocol,
  type TraceEvent,
  type VirtualTime,
} from '../../trace/index.ts'
import { NumberTable } from './number-table.ts'
import { TextNumbers } from './text-numbers.ts'

/** A message between two participants. Heartbeats and gossip are left out. */
export interface TimelineMessage {
  readonly event: EventId
  /** The position of its sending in the log. */
  readonly position: number
  readonly from: ParticipantId
  readonly to: ParticipantId
  readonly sentAt: VirtualTime
  readonly dueAt: VirtualTime
  readonly label: string
  readonly protocol: Protocol
  /** The instant of its loss; null when it arrived, or when nothing is known yet. */
  readonly loss: Loss | null
  /** Position of the message between participants that led to this one; null when an act, a timer or a start did. */
  readonly ledBy: number | null
}

/** The event in which a message was lost, which may not be shown yet. */
export interface Loss {
  readonly at: VirtualTime
  readonly position: number
}

/** Read messages that are kept as objects: more than two pictures hold. */
const maxRead = 2000

/** Stored for null; positions and instants are stored plus one. */
const none = 0
const stored = (number: number | null): number => (number === null ? none : number + 1)
const restored = (number: number): number | null => (number === none ? null : number - 1)

/** The messages of a whole run in the order of their sending, at 44 bytes each. */
export class TimelineMessages {
  readonly #texts = new TextNumbers()
  readonly #table = new NumberTable([
    'sentAt',
    'dueAt',
    'position',
    'seq',
    'from',
    'to',
    'label',
    'protocol',
    'lostAt',
    'lostPosition',
    'ledBy',
  ])

  /** Messages that were read lately, because each picture reads those of its window again. */
  readonly #read = new Map<number, TimelineMessage>()

  get length(): number {
    return this.#table.length
  }

  /** Adds a message that is not lost so far. Returns its index. */
  add(sending: TraceEvent, message: Omit<TimelineMessage, 'event' | 'from' | 'loss'>): number {
    const { to, label, protocol, position, sentAt, dueAt, ledBy } = message
    const number = (text: string) => this.#texts.numberOf(text)
    this.#table.add({
      sentAt,
      dueAt,
      position,
      seq: sending.seq,
      from: number(sending.node),
      to: number(to),
      label: number(label),
      protocol: number(protocol),
      lostAt: none,
      lostPosition: none,
      ledBy: stored(ledBy),
    })
    return this.#table.length - 1
  }

  lose(index: number, { at, position }: Loss): void {
    this.#read.delete(index)
    this.#table.set(index, 'lostAt', stored(at))
    this.#table.set(index, 'lostPosition', stored(position))
  }

  at(index: number): TimelineMessage {
    const known = this.#read.get(index)
    if (known !== undefined) return known
    if (this.#read.size >= maxRead) this.#read.clear()
    const message = this.#messageAt(index)
    this.#read.set(index, message)
    return message
  }

  #messageAt(index: number): TimelineMessage {
    const { sentAt, dueAt, position, seq, from, to, label, protocol, lostAt, lostPosition, ledBy } =
      this.#table.row(index)
    const text = (number: number) => this.#texts.textOf(number)
    const [lossAt, lossPosition] = [restored(lostAt), restored(lostPosition)]
    return {
      event: eventId({ node: text(from), seq }),
      position,
      from: text(from),
      to: text(to),
      sentAt,
      dueAt,
      label: text(label),
      protocol: text(protocol) as Protocol,
      loss: lossAt === null || lossPosition === null ? null : { at: lossAt, position: lossPosition },
      ledBy: restored(ledBy),
    }
  }

  /** The message that was sent at this position of the log, if it is one of these. */
  sentAtPosition(position: number): TimelineMessage | null {
    const index = lowestIndex(this.length, i => this.position(i) >= position)
    return index < this.length && this.position(index) === position ? this.at(index) : null
  }

  /** Number of messages sent before the instant. */
  countBefore(at: number): number {
    return lowestIndex(this.length, i => this.#table.get(i, 'sentAt') >= at)
  }

  dueAt(index: number): VirtualTime {
    return this.#table.get(index, 'dueAt')
  }

  position(index: number): number {
    return this.#table.get(index, 'position')
  }
}
