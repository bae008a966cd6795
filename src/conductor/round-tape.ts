import type { Boot, Round } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { PlannedParticipant } from './host.ts'
import type { ParticipantFactory } from './in-process-host.ts'

/** One incarnation of a participant, and its rounds since they were last taken. */
export interface TapedIncarnation {
  readonly planned: PlannedParticipant
  readonly boot: Boot
  readonly rounds: readonly Round[]
}

interface Tape {
  readonly planned: PlannedParticipant
  readonly boot: Boot
  rounds: Round[]
}

/**
 * Records the rounds of participants in this thread. A participant depends on its rounds only, so a worker that relives
 * them is in the same state: that is how a replay in one thread becomes a run over workers.
 */
export class RoundTape {
  readonly #tapes = new Map<ParticipantId, Tape>()

  /** Records the participants of a factory. A new incarnation replaces the tape of the one before. */
  record(create: ParticipantFactory): ParticipantFactory {
    return (planned, boot) => {
      const participant = create(planned, boot)
      const tape: Tape = { planned, boot, rounds: [] }
      this.#tapes.set(planned.id, tape)
      return {
        advance: round => {
          tape.rounds.push(round)
          return participant.advance(round)
        },
      }
    }
  }

  /** The rounds of the newest incarnation of each participant since the last call. */
  take(): readonly TapedIncarnation[] {
    const taken = [...this.#tapes.values()].map(({ planned, boot, rounds }) => ({ planned, boot, rounds }))
    for (const tape of this.#tapes.values()) tape.rounds = []
    return taken
  }
}
