import { type Boot, EndlessRound, type Envelope, type Participant } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { refuse } from '../trace/refused.ts'
import type { Grant, GrantResult, Host, HostFactory, PlannedParticipant } from './host.ts'
import { Inbox } from './inbox.ts'
import { HostDied } from './run-errors.ts'
import { runRound } from './run-round.ts'

/** Carries envelopes within one thread: they are in the receiver's inbox at once and wait there until due. */
export class InProcessNetwork {
  readonly #inboxes = new Map<ParticipantId, Inbox>()

  open(id: ParticipantId, incarnation: number): Inbox {
    const inbox = new Inbox(id, incarnation)
    this.#inboxes.set(id, inbox)
    return inbox
  }

  /** Removes a stopped participant's inbox with the envelopes in it. */
  close(id: ParticipantId, inbox: Inbox): void {
    if (this.#inboxes.get(id) === inbox) this.#inboxes.delete(id)
  }

  /**
   * Puts an envelope into the receiver's inbox; false when the receiver is not running. It is not copied as on a wire, because
   * its message is already a copy that the sender's codec made, and the receiver's codec copies it again.
   */
  carry(envelope: Envelope): boolean {
    const inbox = this.#inboxes.get(envelope.to)
    if (inbox === undefined) return false
    inbox.put(envelope)
    return true
  }
}

/** Runs a participant in this thread. Synchronous when the participant is. */
export class InProcessHost implements Host {
  readonly #id: ParticipantId
  readonly #participant: Participant
  readonly #network: InProcessNetwork
  readonly #inbox: Inbox
  readonly #carry: (envelope: Envelope) => boolean
  #dead = false

  constructor(boot: Boot, participant: Participant, network: InProcessNetwork) {
    this.#id = boot.id
    this.#participant = participant
    this.#network = network
    this.#inbox = network.open(boot.id, boot.incarnation)
    this.#carry = envelope => !this.#dead && network.carry(envelope)
  }

  advance(grant: Grant): GrantResult | Promise<GrantResult> {
    try {
      return runRound(this.#participant, this.#inbox, grant, this.#carry)
    } catch (error) {
      if (!(error instanceof EndlessRound)) throw error
      throw new HostDied(this.#id, refuse('round-endless', { participant: this.#id }), true, error.during)
    }
  }

  get waiting(): readonly Envelope[] {
    return this.#inbox.waiting
  }

  terminate(): void {
    this.#dead = true
    this.#network.close(this.#id, this.#inbox)
  }
}

export type ParticipantFactory = (planned: PlannedParticipant, boot: Boot) => Participant

/** Hosts that run all participants in this thread. */
export function inProcessHosts(create: ParticipantFactory): HostFactory {
  const network = new InProcessNetwork()
  return (planned, boot) => new InProcessHost(boot, create(planned, boot), network)
}
