import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import type { Bilingual } from './bilingual.ts'
import { type Describe, describeActorEvent } from './describe-actor-event.ts'
import { describeClusterEvent } from './describe-cluster-event.ts'
import { describeDatabaseEvent } from './describe-database-fault.ts'
import { describeNetworkEvent } from './describe-network-event.ts'
import { type Names, noNames } from './wording.ts'

const descriptions: { readonly [T in TraceEventBody['type']]: Describe<T> } = {
  ...describeActorEvent,
  ...describeClusterEvent,
  ...describeNetworkEvent,
  ...describeDatabaseEvent,
}

/**
 * An event in one line, for the event list and screen readers. `view` gives the names of participants and actors; default:
 * addresses are written as `host:port`, actors as their paths.
 */
export const describeEvent = (event: TraceEvent, view: Names = noNames): Bilingual => {
  // The table pairs each type with its own function, which TypeScript cannot infer through an index.
  const line = descriptions[event.type] as Describe<TraceEvent['type']>
  return line(event, view)
}
