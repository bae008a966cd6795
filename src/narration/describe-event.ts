import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import type { Participants } from '../trace/views-agree.ts'
import type { Bilingual } from './bilingual.ts'
import { type Describe, describeActorEvent } from './describe-actor-event.ts'
import { describeClusterEvent } from './describe-cluster-event.ts'

const describe: { readonly [T in TraceEventBody['type']]: Describe<T> } = {
  ...describeActorEvent,
  ...describeClusterEvent,
}

const nobodyKnown: Participants = { participants: {} }

/** An event in one line, for the event list and to be spoken. `view` gives addresses their names; else they are told as `host:port`. */
export const describeEvent = (event: TraceEvent, view: Participants = nobodyKnown): Bilingual => {
  // The table pairs each type with its own line, which TypeScript cannot follow through an index.
  const line = describe[event.type] as Describe<TraceEvent['type']>
  return line(event, view)
}
