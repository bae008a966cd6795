import type { MessageAction } from '../../trace/action.ts'
import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEventBody } from '../../trace/trace-event.ts'
import { labelOf } from '../actor/index.ts'
import type { Envelope, InFlight, NetworkConditions, Round } from '../participant.ts'
import { type Place, PostponedMail, placeOf } from './postponed-mail.ts'

/** Emits an event of this participant, with its cause. Null: the participant is not traced. */
export type EmitCaused = (cause: EventId | null, body: TraceEventBody) => EventId | null

/** The reason why an act on a message had no effect. */
export const actTooLate = 'the message was handled, held or released in the meantime'

const none: readonly never[] = []
const noInFlight: InFlight = { find: () => undefined, remove: () => undefined }

/**
 * The messages on their way to one participant: applies cuts, losses and holds at the instant at which a message is due, and
 * performs the acts of a person on single messages in flight.
 */
export class IncomingMail {
  #conditions: NetworkConditions
  /** True while a link to the participant is cut. */
  #hasCuts: boolean
  readonly #emit: EmitCaused
  /** The due envelopes of the present round; those before `#next` are done. */
  #inbox: readonly Envelope[] = none
  #next = 0
  #inFlight: InFlight = noInFlight
  readonly #postponed = new PostponedMail()
  readonly #held = new Map<EventId, Envelope>()
  /** Messages that a person let arrive although arriving messages are held. */
  readonly #released = new Set<EventId>()

  constructor(conditions: NetworkConditions, emit: EmitCaused) {
    this.#conditions = conditions
    this.#hasCuts = hasCuts(conditions)
    this.#emit = emit
  }

  /** Begins a round. All due envelopes of the last one must have been taken. */
  begin({ inbox, inFlight = noInFlight }: Round): void {
    this.#inbox = inbox
    this.#next = 0
    this.#inFlight = inFlight
  }

  set conditions(conditions: NetworkConditions) {
    this.#conditions = conditions
    this.#hasCuts = hasCuts(conditions)
  }

  /** The earliest instant at which an envelope is due; null: none. */
  get nextDue(): VirtualTime | null {
    const arriving = this.#inbox[this.#next]?.due ?? null
    const postponed = this.#postponed.first?.due ?? null
    return arriving === null || postponed === null ? (arriving ?? postponed) : Math.min(arriving, postponed)
  }

  /** Number of envelopes that are neither delivered nor in the host's inbox. */
  get kept(): number {
    return this.#postponed.size + this.#held.size
  }

  /** Removes the next envelope due at or before `instant` that the participant must handle; null: none. */
  take(instant: VirtualTime): Envelope | null {
    for (;;) {
      const envelope = this.#shift(instant)
      if (envelope === null || this.arrives(envelope)) return envelope
    }
  }

  /** True when the envelope reaches its participant. Otherwise it is lost or held, and the trace says why. */
  private arrives(envelope: Envelope): boolean {
    const { cutFrom, hold } = this.#conditions
    const cut = this.#hasCuts ? cutFrom[envelope.from] : undefined
    if (cut !== undefined) return this.#lose(envelope, 'the link is cut', cut)
    if (envelope.lost !== undefined) return this.#lose(envelope, 'lost on the link', envelope.lost)
    const message = envelope.sent?.id
    if (message === undefined || this.#released.delete(message) || !isHeldBy(hold, envelope)) return true
    this.#held.set(message, envelope)
    this.#emit(message, { type: 'MessageHeld', message, ...aboutMessage(envelope) })
    return false
  }

  #lose(envelope: Envelope, why: string, because: EventId): false {
    if (envelope.sent !== null) {
      this.#emit(envelope.sent.id, { type: 'MessageDropped', ...aboutMessage(envelope), why, because })
    }
    return false
  }

  #shift(instant: VirtualTime): Envelope | null {
    const arriving = this.#inbox[this.#next]
    if (arriving !== undefined && arriving.due <= instant && this.#postponed.isAfter(arriving)) {
      this.#next += 1
      return arriving
    }
    const { first } = this.#postponed
    if (first === undefined || first.due > instant) return null
    this.#postponed.shift()
    return first.envelope
  }

  /** Performs an act on a message in flight; false: no such message is in flight. `act` is the event of the action. */
  perform(action: MessageAction, now: VirtualTime, act: EventId): boolean {
    const { message } = action
    const found = this.#find(message)
    if (found === undefined) return false
    const { envelope, due } = found
    const about = { message, ...aboutMessage(envelope) }
    switch (action.type) {
      case 'Hold':
        if (due === null) return false
        this.#remove(message)
        this.#held.set(message, envelope)
        this.#emit(act, { type: 'MessageHeld', ...about })
        return true
      case 'Release':
        if (due !== null) return false
        return this.#arriveAt(now, found, act)
      case 'DeliverNow':
        return this.#arriveAt(now, found, act)
      case 'Delay':
        this.#remove(message)
        this.#postpone(envelope, Math.max(due ?? now, now) + action.forMs, found.place, act)
        return true
      case 'Drop':
        this.#remove(message)
        return !this.#lose(envelope, 'dropped by a person', act)
      case 'Duplicate':
        this.#duplicate(found, act)
        return true
      case 'MoveBefore':
        return this.#moveBefore(found, action.before, act)
    }
  }

  #arriveAt(now: VirtualTime, { envelope, place }: Found, act: EventId): true {
    this.#remove(envelope.sent!.id)
    this.#released.add(envelope.sent!.id)
    this.#postpone(envelope, now, place, act)
    return true
  }

  #postpone(envelope: Envelope, due: VirtualTime, place: Place, act: EventId, before?: EventId): void {
    const message = envelope.sent!.id
    this.#postponed.insert({ envelope, due, place })
    this.#emit(act, {
      type: 'MessageRescheduled',
      message,
      ...aboutMessage(envelope),
      dueAt: due,
      ...(before === undefined ? null : { before }),
    })
  }

  #duplicate({ envelope, due, place }: Found, act: EventId): void {
    const message = envelope.sent!.id
    const id = this.#emit(act, { type: 'MessageDuplicated', message, ...aboutMessage(envelope) })
    if (id === null) return
    const copy: Envelope = { ...envelope, sent: { ...envelope.sent!, id } }
    if (due === null) this.#held.set(id, copy)
    else this.#postponed.insert({ envelope: copy, due, place: this.#postponed.placeAfter(due, place) })
  }

  /** The other message may be anywhere but among the held ones, which have no instant. */
  #moveBefore({ envelope }: Found, before: EventId, act: EventId): boolean {
    const other = this.#find(before)
    if (other === undefined || other.due === null || other.envelope === envelope) return false
    this.#remove(envelope.sent!.id)
    this.#postpone(envelope, other.due, this.#postponed.placeBefore(other.due, other.place), act, before)
    return true
  }

  #find(message: EventId): Found | undefined {
    const held = this.#held.get(message)
    if (held !== undefined) return { envelope: held, due: null, place: placeOf(held) }
    const postponed = this.#postponed.find(message)
    if (postponed !== undefined) return postponed
    const arriving =
      this.#inbox.find(({ sent }, i) => i >= this.#next && sent?.id === message) ??
      this.#inFlight.find(message)
    return arriving && { envelope: arriving, due: arriving.due, place: placeOf(arriving) }
  }

  #remove(message: EventId): void {
    if (this.#held.delete(message) || this.#postponed.remove(message)) return
    const arriving = this.#inbox.findIndex(({ sent }, i) => i >= this.#next && sent?.id === message)
    if (arriving >= 0) this.#inbox = this.#inbox.filter((_, i) => i !== arriving)
    else this.#inFlight.remove(message)
  }
}

interface Found {
  readonly envelope: Envelope
  /** Null: it is held. */
  readonly due: VirtualTime | null
  readonly place: Place
}

const hasCuts = ({ cutFrom }: NetworkConditions): boolean => Object.keys(cutFrom).length > 0

const applicationProtocols: ReadonlySet<string> = new Set(['user', 'client', 'persistence', 'pub-sub'])

const isHeldBy = (hold: NetworkConditions['hold'], { sent }: Envelope): boolean => {
  if (hold === 'nothing' || sent === null) return false
  return hold === 'everything' || (!sent.periodic && applicationProtocols.has(sent.protocol))
}

const aboutMessage = ({ target, kind, message }: Envelope) => ({
  to: target,
  label: kind === 'message' ? labelOf(message) : kind,
})
