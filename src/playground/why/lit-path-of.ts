import type { WhyAnswer } from '../../narration/index.ts'
import { concernedParticipant, conductorId, type EventLog, type TraceEvent } from '../../trace/index.ts'
import type { LitPath, LitPoint } from './lit-path.ts'

/** The chains of an answer as the pictures show them; null when there are none. */
export function litPathOf(answer: WhyAnswer, log: EventLog): LitPath | null {
  const chains = answer.parts
    .map(({ events }) =>
      events.flatMap((id): readonly LitPoint[] => {
        const event = log.byId(id)
        return event === null ? [] : [{ at: event.at, lane: laneOf(event) }]
      }),
    )
    .filter(chain => chain.length > 0)
  if (chains.length === 0) return null
  const lanes = chains.map(chain => chain.map(({ lane }) => lane).filter(lane => lane !== null))
  return {
    events: answer.events,
    participants: new Set(lanes.flat()),
    links: new Set(
      lanes.flatMap(chain =>
        chain.slice(1).flatMap((lane, i) => (lane === chain[i] ? [] : [`${lane} ${chain[i]}`])),
      ),
    ),
    chains,
    from: Math.min(...chains.flat().map(({ at }) => at)),
  }
}

/** The participant in whose lane an event belongs. */
const laneOf = (event: TraceEvent): string | null =>
  event.node === conductorId ? concernedParticipant(event) : event.node
