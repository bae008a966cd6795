import {
  type EventId,
  eventId,
  type ParticipantId,
  type TraceEvent,
  type VirtualTime,
} from '../../../trace/index.ts'

/** The work of a database at an instant. */
export interface DatabaseLoad {
  /** Requests that have arrived and have no answer yet. */
  readonly waiting: number
  /** Changes that it stored in the last virtual second. */
  readonly commitsPerSecond: number
  /** Mean time from the arrival of a request to its answer in virtual ms; null: no answer in the window. */
  readonly latencyMs: number | null
}

/** Virtual ms before the cursor of which the events are needed. */
export const loadWindowMs = 10_000

/** The load of a database at `now`, from the events of the last {@link loadWindowMs}. */
export function databaseLoad(
  events: readonly TraceEvent[],
  database: ParticipantId,
  now: VirtualTime,
): DatabaseLoad {
  const arrivals = new Map<EventId, VirtualTime>()
  const latencies: number[] = []
  let commitsPerSecond = 0
  for (const event of events) {
    // A crash loses the requests.
    if (event.type === 'ParticipantStopped' && event.participant === database) arrivals.clear()
    if (event.node !== database) continue
    // A live query waits for a commit and not for the database.
    if (event.type === 'MessageDelivered' && event.label !== 'AwaitCommit')
      arrivals.set(eventId(event), event.at)
    else if (event.type === 'MessageSent' && event.reply === true && event.cause !== undefined) {
      const arrivedAt = arrivals.get(event.cause)
      // The second answer to a replay finds no arrival any more.
      if (arrivedAt === undefined) continue
      arrivals.delete(event.cause)
      latencies.push(event.at - arrivedAt)
    } else if (isCommit(event) && event.at > now - 1000) commitsPerSecond += 1
  }
  const sum = latencies.reduce((total, each) => total + each, 0)
  return {
    waiting: arrivals.size,
    commitsPerSecond,
    latencyMs: latencies.length === 0 ? null : Math.round(sum / latencies.length),
  }
}

const isCommit = (event: TraceEvent): boolean =>
  (event.type === 'JournalChanged' || event.type === 'LeaseChanged') && event.change !== 'opened'
