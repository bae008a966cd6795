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
  /** When it wants to run; infinite: never by itself. Envelopes not yet told to it are in `#announcedDue`. */
  #ownDue = Number.POSITIVE_INFINITY
  #announcedDue = Number.POSITIVE_INFINITY
  #expect: Expectation[] = []
  readonly #announced = new Map<ParticipantId, { readonly incarnation: number; count: number }>()
  #peersVersion = -1

  constructor(who: PlannedParticipant) {
    this.who = who
  }

  get id(): ParticipantId {
    return this.who.id
  }

  get due(): VirtualTime {
    return Math.min(this.#ownDue, this.#announcedDue)
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
    this.#announcedDue = Number.POSITIVE_INFINITY
    this.#expect = []
    this.#announced.clear()
    this.#peersVersion = -1
  }

  command(command: Command): void {
    this.#commands.push(command)
  }

  grant(from: VirtualTime, to: VirtualTime, peers: NonNullable<Grant['peers']>, peersVersion: number): Grant {
    const grant = {
      from,
      to,
      commands: this.#commands.length === 0 ? none : this.#commands,
      expect: this.#expect.length === 0 ? none : this.#expect,
    }
    this.#commands = []
    this.#expect = []
    this.#announcedDue = Number.POSITIVE_INFINITY
    this.#ownDue = Number.POSITIVE_INFINITY
    if (this.#peersVersion === peersVersion) return grant
    this.#peersVersion = peersVersion
    return { ...grant, peers }
  }

  lived(nextDue: VirtualTime | null, taken: number): void {
    this.#ownDue = nextDue ?? Number.POSITIVE_INFINITY
    this.inFlight -= taken
  }

  /** Envelopes are on their way to it. */
  announce(from: ParticipantId, incarnation: number, what: Announced): void {
    this.inFlight += what.count
    if (what.earliestDue < this.#announcedDue) this.#announcedDue = what.earliestDue
    let total = this.#announced.get(from)
    if (total === undefined || total.incarnation !== incarnation) {
      total = { incarnation, count: 0 }
      this.#announced.set(from, total)
    }
    total.count += what.count
    this.#expect.push({ from, incarnation, count: total.count })
  }
}

const none: readonly never[] = []
