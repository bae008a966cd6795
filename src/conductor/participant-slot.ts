import type { Boot, Command } from '../runtime/participant.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Announced, Expectation, Grant, Host, PlannedParticipant } from './host.ts'

/** One participant as the conductor knows it, over all its incarnations. */
export class ParticipantSlot {
  readonly planned: PlannedParticipant
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
  #unannounced: Announcement[] = []
  #unannouncedDue = Number.POSITIVE_INFINITY
  readonly #announced = new Map<ParticipantId, { readonly incarnation: number; count: number }>()
  #peersVersion = -1

  constructor(who: PlannedParticipant) {
    this.planned = who
  }

  get id(): ParticipantId {
    return this.planned.id
  }

  get due(): VirtualTime {
    return Math.min(this.#ownDue, this.#unannouncedDue)
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
      roles: this.planned.roles,
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
    this.#unannounced = []
    this.#unannouncedDue = Number.POSITIVE_INFINITY
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
    if (this.#unannouncedDue >= dueBefore) return none
    const told: Expectation[] = []
    const rest: Announcement[] = []
    this.#unannouncedDue = Number.POSITIVE_INFINITY
    for (const announcement of this.#unannounced) {
      const { expectation, due } = announcement
      if (due < dueBefore) told.push(expectation)
      else {
        rest.push(announcement)
        if (due < this.#unannouncedDue) this.#unannouncedDue = due
      }
    }
    this.#unannounced = rest
    return told
  }

  completed(nextDue: VirtualTime | null, taken: number): void {
    this.#ownDue = nextDue ?? Number.POSITIVE_INFINITY
    this.inFlight -= taken
  }

  /** Envelopes are on their way to it. */
  announce(from: ParticipantId, incarnation: number, what: Announced): void {
    this.inFlight += what.count
    if (what.earliestDue < this.#unannouncedDue) this.#unannouncedDue = what.earliestDue
    let total = this.#announced.get(from)
    if (total === undefined || total.incarnation !== incarnation) {
      total = { incarnation, count: 0 }
      this.#announced.set(from, total)
    }
    total.count += what.count
    this.#unannounced.push({ expectation: { from, incarnation, count: total.count }, due: what.earliestDue })
  }
}

interface Announcement {
  readonly expectation: Expectation
  /** The earliest of them. */
  readonly due: VirtualTime
}

const none: readonly never[] = []
