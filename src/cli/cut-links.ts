import type { Participant, Round, RoundResult } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'

/**
 * Cut links, for simulations only. Actions cannot cut a link yet, so a run with cuts is reproduced by its seed and not by
 * its run file. Envelopes sent before a cut still arrive.
 */
export class CutLinks {
  readonly #cuts = new Set<string>()

  get any(): boolean {
    return this.#cuts.size > 0
  }

  cut(from: ParticipantId, to: ParticipantId): void {
    this.#cuts.add(link(from, to))
  }

  /** Cuts all links between the two groups in both directions. */
  partition(one: readonly ParticipantId[], others: readonly ParticipantId[]): void {
    for (const a of one) {
      for (const b of others) {
        this.cut(a, b)
        this.cut(b, a)
      }
    }
  }

  heal(): void {
    this.#cuts.clear()
  }

  /** Wraps a participant so that its envelopes pass these links. */
  behind(participant: Participant): Participant {
    const lose = (result: RoundResult): RoundResult =>
      this.any
        ? { ...result, outbox: result.outbox.filter(({ from, to }) => !this.#cuts.has(link(from, to))) }
        : result
    return {
      advance: (round: Round) => {
        const result = participant.advance(round)
        return result instanceof Promise ? result.then(lose) : lose(result)
      },
    }
  }
}

const link = (from: ParticipantId, to: ParticipantId) => `${from} ${to}`
