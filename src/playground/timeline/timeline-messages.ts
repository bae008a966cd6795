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
  /** Set when it did not arrive. */
  readonly lost: boolean
}

/** The messages of a whole run in the order of their sending, at 40 bytes each. */
export class TimelineMessages {
  readonly #texts = new TextNumbers()
  readonly #table = new NumberTable([
    'sentAt',
    'dueAt',
    'position',
    'node',
    'seq',
    'from',
    'to',
    'label',
    'protocol',
    'lost',
  ])

  get length(): number {
    return this.#table.length
  }

  /** Adds a message that is not lost so far. Returns its index. */
  add(sending: TraceEvent, message: Omit<TimelineMessage, 'event' | 'lost'>): number {
    const { from, to, label, protocol, position, sentAt, dueAt } = message
    const number = (text: string) => this.#texts.numberOf(text)
    this.#table.add({
      sentAt,
      dueAt,
      position,
      node: number(sending.node),
      seq: sending.seq,
      from: number(from),
      to: number(to),
      label: number(label),
      protocol: number(protocol),
      lost: 0,
    })
    return this.#table.length - 1
  }

  lose(index: number): void {
    this.#table.set(index, 'lost', 1)
  }

  at(index: number): TimelineMessage {
    const { sentAt, dueAt, position, node, seq, from, to, label, protocol, lost } = this.#table.row(index)
    const text = (number: number) => this.#texts.textOf(number)
    return {
      event: eventId({ node: text(node), seq }),
      position,
      from: text(from),
      to: text(to),
      sentAt,
      dueAt,
      label: text(label),
      protocol: text(protocol) as Protocol,
      lost: lost === 1,
    }
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
