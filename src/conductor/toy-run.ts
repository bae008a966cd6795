import type { Boot, Envelope, Participant, Round, RoundResult } from '../runtime/participant.ts'
import { type Random, seededRandom } from '../runtime/random.ts'
import { type EventId, eventId, type ParticipantId, type VirtualTime } from '../trace/identifiers.ts'
import { refuse } from '../trace/refused.ts'
import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import type { PlannedParticipant, RunPlan } from './host.ts'

/**
 * A plan of toy participants for tests of conductors and hosts. They wake at random instants, send to each other with random
 * latency and trace all of it. A `Tell` of `End` ends the receiver.
 */
export function toyPlan(options: {
  readonly seed: number
  readonly nodes: number
  readonly latencyMs?: number
}): RunPlan {
  const ids = Array.from({ length: options.nodes }, (_, i) => `node-${i + 1}`)
  return {
    scenario: 'toy',
    seed: options.seed,
    participants: [
      planned('database', 'database'),
      ...ids.map(id => planned(id, 'node')),
      planned('client', 'client'),
    ],
    settings: {},
    smallestLatencyMs: options.latencyMs ?? 5,
    newParticipant: (id, roles) =>
      id.startsWith('node-')
        ? { ...planned(id, 'node'), roles }
        : refuse('invalid-node-name', { participant: id, highest: 9 }),
    refuse: message =>
      message.type === 'Bad' ? refuse('unknown-command', { command: 'Bad', known: 'Add' }) : null,
  }
}

const planned = (id: ParticipantId, kind: PlannedParticipant['kind']): PlannedParticipant => ({
  id,
  kind,
  address: `pekko://toy@${id}:1`,
  roles: [],
})

const protocol = 'user'

export class ToyParticipant implements Participant {
  readonly #planned: PlannedParticipant
  readonly #boot: Boot
  readonly #plan: RunPlan
  readonly #random: Random
  readonly #known: ParticipantId[]
  #seq: number
  #sent = 0
  #state = 0
  #wake: VirtualTime
  #started = false
  #ended: VirtualTime | null = null
  #trace: TraceEvent[] = []
  #outbox: Envelope[] = []

  constructor(plan: RunPlan, who: PlannedParticipant, boot: Boot) {
    this.#plan = plan
    this.#planned = who
    this.#boot = boot
    this.#random = seededRandom(`${plan.seed}/${who.id}/${boot.incarnation}`)
    this.#known = plan.participants.map(each => each.id).filter(id => id !== who.id)
    this.#seq = boot.firstSeq
    this.#wake = boot.at
  }

  advance(round: Round): RoundResult | Promise<RoundResult> {
    this.#trace = []
    this.#outbox = []
    for (const command of round.commands) this.#onCommand(round.from, command.event, command.action)
    let next = 0
    while (this.#ended === null) {
      const mail = round.inbox[next]
      const at = Math.min(mail?.due ?? round.to, this.#wake)
      if (at >= round.to) break
      if (mail !== undefined && mail.due === at) {
        this.#onEnvelope(mail)
        next += 1
      } else this.#onTimer(at)
    }
    const result: RoundResult = {
      outbox: this.#outbox,
      trace: this.#trace,
      nextDue: this.#ended === null ? this.#wake : null,
      ...(this.#ended === null ? null : { ended: 'left', endedAt: this.#ended }),
    }
    return this.#planned.kind === 'database' ? Promise.resolve(result) : result
  }

  #onTimer(at: VirtualTime): void {
    if (!this.#started) {
      this.#started = true
      const { incarnation, roles, cause } = this.#boot
      const { kind, address } = this.#planned
      this.#emit(at, cause, {
        type: 'ParticipantStarted',
        kind,
        address,
        uid: this.#random.uid(),
        incarnation,
        roles,
      })
    } else {
      const label = `tick ${this.#state}`
      const cause = this.#emit(at, null, { type: 'Logged', actor: '/user/toy', level: 'info', text: label })
      for (let i = this.#random.below(4); i > 0; i--) this.#send(at, this.#random.pick(this.#known), cause)
    }
    this.#wake = at + 1 + this.#random.below(60)
  }

  #onEnvelope(mail: Envelope): void {
    const { value } = mail.message as { readonly value: number }
    this.#state = (Math.imul(this.#state ^ value, 16777619) ^ mail.seq) >>> 0
    const label = `${mail.from}#${mail.fromIncarnation}/${mail.seq} → ${this.#state}`
    const cause = this.#emit(mail.due, mail.sent?.id ?? null, {
      type: 'MessageDelivered',
      to: mail.target,
      label,
      waiting: 0,
      protocol,
    })
    if (this.#random.below(3) === 0) this.#send(mail.due, mail.from, cause)
  }

  #onCommand(at: VirtualTime, event: EventId, action: Round['commands'][number]['action']): void {
    if (!this.#started) this.#onTimer(at)
    this.#emit(at, event, {
      type: 'Logged',
      actor: '/user/toy',
      level: 'info',
      text: `command ${action.type}`,
    })
    if (action.type === 'Leave' || (action.type === 'Tell' && action.message.type === 'End')) this.#ended = at
  }

  #send(at: VirtualTime, to: ParticipantId, cause: EventId | null): void {
    const due = at + this.#plan.smallestLatencyMs + this.#random.below(20)
    const value = this.#random.below(1000)
    const target = '/user/toy'
    const id = this.#emit(at, cause, {
      type: 'MessageSent',
      from: target,
      to: target,
      toNode: to,
      dueAt: due,
      label: `${value}`,
      protocol,
    })
    const { id: from, incarnation: fromIncarnation } = this.#boot
    this.#outbox.push({
      from,
      fromIncarnation,
      fromNode: null,
      seq: this.#sent++,
      to,
      due,
      target,
      sender: target,
      kind: 'message',
      message: { value },
      sent: { id, protocol },
    })
  }

  #emit(at: VirtualTime, cause: EventId | null, body: TraceEventBody): EventId {
    const base = { at, node: this.#boot.id, seq: this.#seq++ }
    const event: TraceEvent = cause === null ? { ...base, ...body } : { ...base, cause, ...body }
    this.#trace.push(event)
    return eventId(event)
  }
}
