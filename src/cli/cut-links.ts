import type { Participant, Round, RoundResult } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/trace-event.ts'

/**
 * Links that lose everything, for simulations only: no action of a run can cut a link, so a run with cuts is repeated
 * by its seed and not by its file. What was sent before a cut still arrives.
 */
export class CutLinks {
  readonly #cuts = new Set<string>()

  get any(): boolean {
    return this.#cuts.size > 0
  }

  cut(from: ParticipantId, to: ParticipantId): void {
    this.#cuts.add(link(from, to))
  }

  /** Cuts both ways between each of the one and each of the others. */
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

  /** The participant behind these links. */
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
