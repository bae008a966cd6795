import { type Boot, type Command, type NetworkConditions, usualConditions } from '../runtime/participant.ts'
import { type DatabaseAction, isMessageAction } from '../trace/action.ts'
import { type DatabaseFault, faultsOfDisk, withFault, withoutFaults } from '../trace/database-fault.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Announced, Expectation, Grant, Host, PlannedParticipant } from './host.ts'

/** The conductor's record of one participant over all its incarnations. */
export class ParticipantSlot {
  readonly planned: PlannedParticipant
  incarnation = 0
  /** Null while no incarnation is running. */
  host: Host | null = null
  /** Sequence number of its next trace event. Incarnations continue the count. */
  nextSeq = 0
  /** Number of envelopes sent to this incarnation and not delivered yet. */
  inFlight = 0
  /** Set while it is frozen: it gets no grants before it thaws, at `until` where that is known. */
  frozen: { readonly until: VirtualTime | null } | null = null
  /** The faults of its disk, which a new incarnation begins with. */
  #diskFaults: readonly DatabaseFault[] = []
  #commands: Command[] = []
  /** Next instant of its own timers and received envelopes; infinite when there is none. */
  #ownDue = Number.POSITIVE_INFINITY
  /** Envelopes in flight that no grant has announced yet; the earliest is due at `#unannouncedDue`. */
  #unannounced: Announcement[] = []
  #unannouncedDue = Number.POSITIVE_INFINITY
  readonly #announced = new Map<ParticipantId, { readonly incarnation: number; count: number }>()
  #peersVersion = -1

  constructor(planned: PlannedParticipant) {
    this.planned = planned
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

  /** Boot data of the next incarnation. `seed`: in place of the run's seed; null: none. */
  boot(at: VirtualTime, cause: EventId | null, network: NetworkConditions, seed: number | null): Boot {
    this.incarnation += 1
    return {
      id: this.id,
      incarnation: this.incarnation,
      firstSeq: this.nextSeq,
      at,
      cause,
      roles: this.planned.roles,
      ...(network === usualConditions ? null : { network }),
      ...(seed === null ? {} : { seed }),
      ...(this.#diskFaults.length === 0 ? null : { diskFaults: this.#diskFaults }),
    }
  }

  changeDisk(action: DatabaseAction): void {
    this.#diskFaults =
      action.type === 'BreakDatabase'
        ? faultsOfDisk(withFault(this.#diskFaults, action.fault))
        : withoutFaults(this.#diskFaults, action.fault)
  }

  started(host: Host, at: VirtualTime): void {
    this.host = host
    this.#ownDue = at
  }

  /**
   * Replaces the host by one in the same state, which has received all envelopes in flight. Host and peers count envelopes
   * from 0 again, so every other host must be replaced, too.
   */
  moveTo(host: Host): void {
    this.host?.terminate()
    this.host = host
    this.#ownDue = this.due
    this.#unannounced = []
    this.#unannouncedDue = Number.POSITIVE_INFINITY
    this.#announced.clear()
    this.#peersVersion = -1
  }

  /** Terminates the incarnation and drops all that was meant for it. */
  stop(): void {
    this.host?.terminate()
    this.host = null
    this.inFlight = 0
    this.frozen = null
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
      commands: this.#commands.length === 0 ? empty : this.#commands,
      // With new peers, envelopes of dead senders must arrive before the rest of their posts is dropped, so all are announced.
      // An act on a message needs it here, too.
      expect: this.#announceDue(samePeers && !this.#actsOnMessage ? to : Number.POSITIVE_INFINITY),
    }
    this.#commands = []
    this.#ownDue = Number.POSITIVE_INFINITY
    if (samePeers) return grant
    this.#peersVersion = peersVersion
    return { ...grant, peers }
  }

  get #actsOnMessage(): boolean {
    return this.#commands.some(({ action }) => isMessageAction(action))
  }

  /** Expectations due before an instant. Later ones stay, because the round need not wait for their posts. */
  #announceDue(dueBefore: VirtualTime): readonly Expectation[] {
    if (this.#unannouncedDue >= dueBefore) return empty
    const expectations: Expectation[] = []
    const later: Announcement[] = []
    this.#unannouncedDue = Number.POSITIVE_INFINITY
    for (const announcement of this.#unannounced) {
      const { expectation, due } = announcement
      if (due < dueBefore) expectations.push(expectation)
      else {
        later.push(announcement)
        if (due < this.#unannouncedDue) this.#unannouncedDue = due
      }
    }
    this.#unannounced = later
    return expectations
  }

  completed(nextDue: VirtualTime | null, taken: number): void {
    this.#ownDue = nextDue ?? Number.POSITIVE_INFINITY
    this.inFlight -= taken
  }

  /** Records envelopes that `from` has sent to it. */
  announce(from: ParticipantId, incarnation: number, announced: Announced): void {
    this.inFlight += announced.count
    if (announced.earliestDue < this.#unannouncedDue) this.#unannouncedDue = announced.earliestDue
    let total = this.#announced.get(from)
    if (total === undefined || total.incarnation !== incarnation) {
      total = { incarnation, count: 0 }
      this.#announced.set(from, total)
    }
    total.count += announced.count
    this.#unannounced.push({
      expectation: { from, incarnation, count: total.count },
      due: announced.earliestDue,
    })
  }
}

interface Announcement {
  readonly expectation: Expectation
  /** Instant at which the earliest envelope is due. */
  readonly due: VirtualTime
}

const empty: readonly never[] = []
