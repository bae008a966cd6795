import type { Boot, Envelope, InFlight, Round } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { PlannedParticipant } from './host.ts'
import type { ParticipantFactory } from './in-process-host.ts'

/** One incarnation of a participant, and its rounds since they were last taken. */
export interface TapedIncarnation {
  readonly planned: PlannedParticipant
  readonly boot: Boot
  readonly rounds: readonly TapedRound[]
}

/** A round as plain data. */
export interface TapedRound extends Omit<Round, 'inFlight'> {
  /** The envelopes that the participant reached before they were due, by acts on single messages. */
  readonly reached: readonly Envelope[]
}

/** The round that a tape contains, for a participant that relives it. */
export function roundOf({ reached, ...round }: TapedRound): Round {
  const left = new Map(reached.map(envelope => [envelope.sent?.id, envelope]))
  return {
    ...round,
    inFlight: {
      find: message => left.get(message),
      remove: message => {
        const found = left.get(message)
        left.delete(message)
        return found
      },
    },
  }
}

interface Tape {
  readonly planned: PlannedParticipant
  readonly boot: Boot
  rounds: TapedRound[]
}

/** Adds to `reached` every envelope that is found or removed. */
function noting(inFlight: InFlight, reached: Envelope[]): InFlight {
  const note = (envelope: Envelope | undefined): Envelope | undefined => {
    if (envelope !== undefined && !reached.includes(envelope)) reached.push(envelope)
    return envelope
  }
  return {
    find: message => note(inFlight.find(message)),
    remove: message => note(inFlight.remove(message)),
  }
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
        advance: ({ inFlight, ...round }) => {
          const reached: Envelope[] = []
          tape.rounds.push({ ...round, reached })
          return participant.advance(
            inFlight === undefined ? round : { ...round, inFlight: noting(inFlight, reached) },
          )
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
