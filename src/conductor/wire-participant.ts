import type { Boot, Envelope, Participant } from '../runtime/participant.ts'
import { type Crash, crashFrom } from '../trace/crash.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { Grant, GrantResult } from './host.ts'
import { type Frame, Inbox } from './inbox.ts'
import { roundOf, type TapedRound } from './round-tape.ts'
import { runRound } from './run-round.ts'

export interface WirePorts {
  /** Posts a frame to its receiver. Frames may arrive in any order. */
  readonly post: (frame: Frame) => void
  readonly reply: (answer: WireAnswer) => void
}

export type WireAnswer = { readonly result: GrantResult } | { readonly thrown: Crash }

/**
 * Runs a participant in a worker. Grants and frames arrive over different channels in any order, so a round begins once
 * all envelopes announced by its grant have arrived. Frames are posted, one per receiver, only after the round, so that an
 * unfinished round leaves no envelopes behind.
 */
export class WireParticipant {
  readonly #boot: Boot
  readonly #participant: Participant
  readonly #ports: WirePorts
  readonly #inbox: Inbox
  readonly #posted = new Map<ParticipantId, { readonly incarnation: number; count: number }>()
  #peers: NonNullable<Grant['peers']> = {}
  #waiting: Grant | null = null

  constructor(boot: Boot, participant: Participant, ports: WirePorts) {
    this.#boot = boot
    this.#participant = participant
    this.#ports = ports
    this.#inbox = new Inbox(boot.id, boot.incarnation)
  }

  /**
   * Handles rounds that the participant has completed elsewhere, so that it gets into the same state. Their envelopes and
   * events are discarded, because they were sent and traced there.
   */
  async relive(rounds: readonly TapedRound[]): Promise<void> {
    for (const round of rounds) {
      const result = this.#participant.advance(roundOf(round))
      const { kept = 0 } = result instanceof Promise ? await result : result
      this.#inbox.kept = kept
    }
  }

  /** Takes over envelopes that are on their way when it has relived all rounds. */
  takeOver(waiting: readonly Envelope[]): void {
    for (const envelope of waiting) this.#inbox.put(envelope)
  }

  grant(grant: Grant): void {
    this.#waiting = grant
    this.#inbox.expect(grant.expect)
    this.#beginWhenComplete()
  }

  frame(frame: Frame): void {
    this.#inbox.arrive(frame)
    this.#beginWhenComplete()
  }

  #beginWhenComplete(): void {
    const grant = this.#waiting
    if (grant === null || !this.#inbox.complete) return
    this.#waiting = null
    if (grant.peers !== undefined) {
      this.#peers = grant.peers
      this.#inbox.dropDeadSenders(grant.peers)
    }
    try {
      this.#runRound(grant)
    } catch (error) {
      this.#ports.reply({ thrown: crashFrom(error) })
    }
  }

  #runRound(grant: Grant): void {
    const outgoing = new Map<ParticipantId, Envelope[]>()
    const carry = (envelope: Envelope): boolean => {
      if (!Object.hasOwn(this.#peers, envelope.to)) return false
      const batch = outgoing.get(envelope.to)
      if (batch === undefined) outgoing.set(envelope.to, [envelope])
      else batch.push(envelope)
      return true
    }
    const finish = (result: GrantResult): void => {
      for (const [to, envelopes] of outgoing) this.#post(to, envelopes)
      this.#ports.reply({ result })
    }
    const result = runRound(this.#participant, this.#inbox, grant, carry)
    if (result instanceof Promise) {
      result.then(finish).catch((error: unknown) => this.#ports.reply({ thrown: crashFrom(error) }))
    } else finish(result)
  }

  #post(to: ParticipantId, envelopes: readonly Envelope[]): void {
    const toIncarnation = this.#peers[to]!
    let posted = this.#posted.get(to)
    if (posted === undefined || posted.incarnation !== toIncarnation) {
      posted = { incarnation: toIncarnation, count: 0 }
      this.#posted.set(to, posted)
    }
    const { id: from, incarnation: fromIncarnation } = this.#boot
    const frame = { from, fromIncarnation, to, toIncarnation, earlier: posted.count, envelopes }
    posted.count += envelopes.length
    if (to === from) this.#inbox.arrive(frame)
    else this.#ports.post(frame)
  }
}
