import type { Boot, Command } from '../runtime/participant.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/trace-event.ts'
import type { Announced, Expectation, Grant, Host, PlannedParticipant } from './host.ts'

/** One participant as the conductor knows it, over all its incarnations. */
export class Seat {
  readonly who: PlannedParticipant
  incarnation = 0
  /** Null: nothing runs at this address now. */
  host: Host | null = null
  /** Number of its next trace event; goes on over incarnations. */
  nextSeq = 0
  /** Envelopes announced to this incarnation that it has not been handed yet. */
  inFlight = 0
  #commands: Command[] = []
  /** When it wants to run, as far as it knows; infinite: never by itself. */
  #ownDue = Number.POSITIVE_INFINITY
  /** On their way to it, and not told to it yet; the earliest is due at `#untoldDue`. */
  #untold: Announcement[] = []
  #untoldDue = Number.POSITIVE_INFINITY
  readonly #announced = new Map<ParticipantId, { readonly incarnation: number; count: number }>()
  #peersVersion = -1

  constructor(who: PlannedParticipant) {
    this.who = who
  }

  get id(): ParticipantId {
    return this.who.id
  }

  get due(): VirtualTime {
    return Math.min(this.#ownDue, this.#untoldDue)
  }

  get commanded(): boolean {
    return this.#commands.length > 0
  }

  /** What its next incarnation is told about itself. */
  boot(at: VirtualTime, cause: EventId | null): Boot {
    this.incarnation += 1
    return {
      id: this.id,
      incarnation: this.incarnation,
      firstSeq: this.nextSeq,
      at,
      cause,
      roles: this.who.roles,
    }
  }

  started(host: Host, at: VirtualTime): void {
    this.host = host
    this.#ownDue = at
  }

  /** Nothing of this incarnation is heard again. */
  stop(): void {
    this.host?.terminate()
    this.host = null
    this.inFlight = 0
    this.#commands = []
    this.#ownDue = Number.POSITIVE_INFINITY
    this.#untold = []
    this.#untoldDue = Number.POSITIVE_INFINITY
    this.#announced.clear()
    this.#peersVersion = -1
  }

  command(command: Command): void {
    this.#commands.push(command)
  }

  grant(from: VirtualTime, to: VirtualTime, peers: NonNullable<Grant['peers']>, peersVersion: number): Grant {
    const samePeers = this.#peersVersion === peersVersion
    const grant = {
      from,
      to,
      commands: this.#commands.length === 0 ? none : this.#commands,
      // Somebody may have died: what it had announced must be there before the rest of it is dropped.
      expect: this.#tell(samePeers ? to : Number.POSITIVE_INFINITY),
    }
    this.#commands = []
    this.#ownDue = Number.POSITIVE_INFINITY
    if (samePeers) return grant
    this.#peersVersion = peersVersion
    return { ...grant, peers }
  }

  /** What is due later is told later: nobody waits for a post that has still time to arrive. */
  #tell(dueBefore: VirtualTime): readonly Expectation[] {
    if (this.#untoldDue >= dueBefore) return none
    const told: Expectation[] = []
    const rest: Announcement[] = []
    this.#untoldDue = Number.POSITIVE_INFINITY
    for (const announcement of this.#untold) {
      const { expectation, due } = announcement
      if (due < dueBefore) told.push(expectation)
      else {
        rest.push(announcement)
        if (due < this.#untoldDue) this.#untoldDue = due
      }
    }
    this.#untold = rest
    return told
  }

  lived(nextDue: VirtualTime | null, taken: number): void {
    this.#ownDue = nextDue ?? Number.POSITIVE_INFINITY
    this.inFlight -= taken
  }

  /** Envelopes are on their way to it. */
  announce(from: ParticipantId, incarnation: number, what: Announced): void {
    this.inFlight += what.count
    if (what.earliestDue < this.#untoldDue) this.#untoldDue = what.earliestDue
    let total = this.#announced.get(from)
    if (total === undefined || total.incarnation !== incarnation) {
      total = { incarnation, count: 0 }
      this.#announced.set(from, total)
    }
    total.count += what.count
    this.#untold.push({ expectation: { from, incarnation, count: total.count }, due: what.earliestDue })
  }
}

interface Announcement {
  readonly expectation: Expectation
  /** The earliest of them. */
  readonly due: VirtualTime
}

const none: readonly never[] = []
