import type { EventId, ParticipantId, VirtualTime } from './identifiers.ts'
import { conductorId, eventId } from './identifiers.ts'
import type { MessagePurpose } from './protocol.ts'
import type { MemberStatusText, ParticipantKind, TraceEvent, TraceEventBody } from './trace-event.ts'

const ports: Readonly<Record<string, number>> = {
  'node-1': 2551,
  'node-2': 2552,
  'node-3': 2553,
  'node-4': 2554,
}

/** The address of a participant of the sample. */
export const sampleAddress = (id: ParticipantId): string => `pekko://sample@127.0.0.1:${ports[id] ?? 9000}`

/** Builds a small trace event by event, for tests of folds and checks. */
export class SampleTrace {
  readonly events: TraceEvent[] = []
  at: VirtualTime = 0
  readonly #seqs = new Map<ParticipantId, number>()
  readonly #incarnations = new Map<ParticipantId, number>()

  after(ms: number): this {
    this.at += ms
    return this
  }

  emit(node: ParticipantId, body: TraceEventBody, cause?: EventId): TraceEvent {
    const seq = (this.#seqs.get(node) ?? 0) + 1
    this.#seqs.set(node, seq)
    const event = { at: this.at, node, seq, ...(cause === undefined ? {} : { cause }), ...body } as TraceEvent
    this.events.push(event)
    return event
  }

  start(node: ParticipantId, roles: readonly string[] = [], kind: ParticipantKind = 'node'): TraceEvent {
    const incarnation = (this.#incarnations.get(node) ?? 0) + 1
    this.#incarnations.set(node, incarnation)
    return this.emit(node, {
      type: 'ParticipantStarted',
      kind,
      address: sampleAddress(node),
      uid: this.uid(node),
      incarnation,
      roles,
    })
  }

  kill(participant: ParticipantId): TraceEvent {
    return this.emit(conductorId, {
      type: 'ParticipantStopped',
      participant,
      reason: 'killed',
      lostInFlight: 0,
    })
  }

  /** `node` believes that `member` has this status. */
  sees(
    node: ParticipantId,
    member: ParticipantId,
    status: MemberStatusText,
    upNumber = 1,
    roles: string[] = [],
  ): TraceEvent {
    return this.emit(node, {
      type: 'MemberChanged',
      member: sampleAddress(member),
      uid: this.uid(member),
      status,
      upNumber,
      roles,
    })
  }

  losesSightOf(node: ParticipantId, member: ParticipantId): TraceEvent {
    return this.emit(node, {
      type: 'MemberUnreachable',
      member: sampleAddress(member),
      uid: this.uid(member),
    })
  }

  send(
    from: ParticipantId,
    to: ParticipantId,
    label: string,
    path: string,
    latency = 20,
    purpose: MessagePurpose = { protocol: 'user' },
    cause?: EventId,
  ): TraceEvent {
    const sent = {
      type: 'MessageSent',
      from: '/user/a#1',
      to: `${sampleAddress(to)}${path}`,
      toNode: to,
      dueAt: this.at + latency,
      label,
      ...purpose,
    } as const
    return this.emit(from, sent, cause)
  }

  /** A heartbeat, as routine traffic. */
  beat(from: ParticipantId, to: ParticipantId, latency = 20): TraceEvent {
    const purpose = { protocol: 'failure-detector', periodic: true } as const
    return this.send(from, to, 'Heartbeat', '/system/cluster/heartbeatReceiver', latency, purpose)
  }

  deliver(sent: TraceEvent, waiting = 0): TraceEvent {
    if (sent.type !== 'MessageSent')
      throw new Error(`[${eventId(sent)}] is a [${sent.type}]. Pass a MessageSent.`)
    const { protocol, periodic } = sent
    const traffic = { protocol, ...(periodic ? { periodic } : {}) }
    return this.emit(
      sent.toNode ?? sent.node,
      { type: 'MessageDelivered', to: sent.to, label: sent.label, waiting, ...traffic },
      eventId(sent),
    )
  }

  uid(node: ParticipantId): number {
    return (ports[node] ?? 9000) * 100 + (this.#incarnations.get(node) ?? 0)
  }

  /** Two `update` nodes that see each other as Up. `node-1` is older and hosts the singleton. */
  static pair(): SampleTrace {
    const trace = new SampleTrace()
    for (const node of ['node-1', 'node-2']) trace.start(node, ['update'])
    for (const node of ['node-1', 'node-2']) {
      trace.sees(node, 'node-1', 'Up', 1, ['update'])
      trace.sees(node, 'node-2', 'Up', 2, ['update'])
      trace.emit(node, { type: 'LeaderChanged', leader: sampleAddress('node-1') })
    }
    trace.emit('node-1', { type: 'ActorStarted', actor: '/user/master#7' })
    trace.emit('node-1', { type: 'ActorStarted', actor: '/user/master/singleton#8' })
    trace.emit('node-1', {
      type: 'SingletonManagerChanged',
      actor: '/user/master#7',
      from: 'Start',
      to: 'Oldest',
    })
    return trace
  }
}
