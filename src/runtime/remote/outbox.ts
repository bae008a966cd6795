import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { MessagePurpose } from '../../trace/protocol.ts'
import { bodyOf, labelOf, type OutboundMessage } from '../actor/index.ts'
import type { Envelope, NetworkConditions, SentMessage } from '../participant.ts'
import type { Tracer } from '../tracer.ts'
import { encode } from './codec.ts'
import type { Links } from './links.ts'

export interface OutboxOptions {
  readonly id: ParticipantId
  readonly incarnation: number
  readonly address: string
  readonly uid: number
  readonly links: Links
  /**
   * Separate random latencies for acknowledgements, so that their number does not change the latency of
   * messages.
   */
  readonly ackLinks: Links
  readonly addressToId: (address: string) => ParticipantId | null
  readonly tracer: Tracer | null
}

const labels = {
  watch: 'Watch',
  unwatch: 'Unwatch',
  terminated: 'Terminated',
  ack: 'Ack',
  quarantined: 'Quarantined',
} as const

/** Turns the outgoing messages of an actor system into numbered envelopes with a time of arrival. */
export class Outbox {
  private readonly options: OutboxOptions
  private readonly fromNode: Envelope['fromNode']
  private envelopes: Envelope[] = []

  constructor(options: OutboxOptions) {
    this.options = options
    this.fromNode = { address: options.address, uid: options.uid }
  }

  /**
   * Returns false when no participant has that address.
   * @throws {NotPlain} when the message cannot be encoded.
   */
  send(message: OutboundMessage, now: VirtualTime): boolean {
    const { id, incarnation, address, links, ackLinks, addressToId } = this.options
    const to = addressToId(message.to)
    if (to === null) return false
    const encoded = encode(message.message, address)
    const link = message.kind === 'ack' ? ackLinks : links
    const due = link.due(to, now)
    const lost = link.loss(to)
    this.envelopes.push({
      from: id,
      fromIncarnation: incarnation,
      fromNode: this.fromNode,
      seq: links.nextSeq(),
      to,
      due,
      target: message.target,
      sender: message.sender,
      kind: message.kind,
      message: encoded,
      sent: this.trace(message, to, due),
      ...(message.notFor === null ? null : { quarantinedUid: message.notFor }),
      ...(lost === undefined ? null : { lost }),
    })
    return true
  }

  /** Replaces the properties of the links that a person changed. */
  changeLinks(changed: NetworkConditions['to']): void {
    this.options.links.change(changed)
    this.options.ackLinks.change(changed)
  }

  get size(): number {
    return this.envelopes.length
  }

  /** Drops the newest envelopes until `size` remain. */
  truncateTo(size: number): void {
    this.envelopes.length = size
  }

  drain(): readonly Envelope[] {
    const { envelopes } = this
    this.envelopes = []
    return envelopes
  }

  private trace(message: OutboundMessage, toNode: ParticipantId, dueAt: VirtualTime): SentMessage | null {
    const { tracer } = this.options
    if (tracer === null || !message.traced) return null
    const { purpose, from } = message
    const type = 'MessageSent'
    const to = message.to + message.target
    if (message.kind !== 'message') {
      const label = labels[message.kind]
      return sentAs(tracer.emit({ type, from, to, toNode, dueAt, label, ...purpose, notice: true }), purpose)
    }
    const label = labelOf(message.message)
    const body = message.user ? bodyOf(message.message) : undefined
    const { protocol, reply, periodic, asker } = purpose
    return sentAs(
      tracer.emit(
        // Without a spread for an ordinary message, because it is frequent.
        body === undefined || reply || periodic || asker !== undefined
          ? { type, from, to, toNode, dueAt, label, ...(body === undefined ? null : { body }), ...purpose }
          : { type, from, to, toNode, dueAt, label, body, protocol },
      ),
      purpose,
    )
  }
}

function sentAs(id: EventId, purpose: MessagePurpose): SentMessage {
  const { protocol, reply, periodic, asker } = purpose
  return reply || periodic || asker !== undefined ? { id, ...purpose } : { id, protocol }
}
