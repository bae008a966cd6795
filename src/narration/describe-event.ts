import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import type { Participants } from '../trace/views-agree.ts'
import type { Bilingual } from './bilingual.ts'
import { type Describe, describeActorEvent } from './describe-actor-event.ts'
import { describeClusterEvent } from './describe-cluster-event.ts'

const descriptions: { readonly [T in TraceEventBody['type']]: Describe<T> } = {
  ...describeActorEvent,
  ...describeClusterEvent,
}

const noParticipants: Participants = { participants: {} }

/**
 * An event in one line, for the event list and screen readers. `view` gives the names of participants; default: addresses are
 * written as `host:port`.
 */
export const describeEvent = (event: TraceEvent, view: Participants = noParticipants): Bilingual => {
  // The table pairs each type with its own function, which TypeScript cannot infer through an index.
  const line = descriptions[event.type] as Describe<TraceEvent['type']>
  return line(event, view)
}
