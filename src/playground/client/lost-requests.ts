import { type ClusterView, type EventId, type EventLog, eventId, type LossView } from '../../trace/index.ts'

/** Most causes between a message and the act that sent it: the client, its cluster client, receptionist, proxy and writer. */
const maxCauses = 30

/** The loss of a request that has no answer. */
export interface LostRequest {
  readonly loss: LossView
  /** Number of its messages that are lost: several of a burst. */
  readonly count: number
}

/**
 * The requests whose message or reply was lost, by the act that sent them. One of which a message is still under way, for
 * example a duplicate, is not lost.
 */
export function lostRequests(
  { recentLosses, flights, participants }: ClusterView,
  log: EventLog,
): ReadonlyMap<EventId, LostRequest> {
  const lost = new Map<EventId, LostRequest>()
  for (const loss of recentLosses) {
    const act = knownActOf(loss.message, log)
    if (act === null) continue
    lost.set(act, { loss, count: (lost.get(act)?.count ?? 0) + 1 })
  }
  if (lost.size === 0) return lost
  const waiting = Object.values(participants).flatMap(({ actors }) =>
    Object.values(actors).flatMap(({ mailbox }) => mailbox),
  )
  const carriers = [...flights.filter(({ lost, periodic }) => !lost && !periodic), ...waiting]
  for (const { id } of carriers) {
    const act = knownActOf(id, log)
    if (act !== null) lost.delete(act)
  }
  return lost
}

const maxKnownActs = 5000
const knownActs = new WeakMap<EventLog, Map<EventId, EventId | null>>()

/** {@link actOf}, found once for each message, because the causes of an event never change and are searched at each frame. */
function knownActOf(message: EventId, log: EventLog): EventId | null {
  const known = knownActs.get(log) ?? new Map<EventId, EventId | null>()
  if (known.size > maxKnownActs) known.clear()
  knownActs.set(log, known)
  const before = known.get(message)
  if (before !== undefined) return before
  const act = actOf(message, log)
  known.set(message, act)
  return act
}

/** The act that caused a message; null: none did, or the page no longer holds it. */
function actOf(message: EventId, log: EventLog): EventId | null {
  let event = log.byId(message)
  for (let causes = 0; event !== null && causes < maxCauses; causes++) {
    if (event.type === 'ActionDone') return eventId(event)
    // The cause of a copy is the act that copied it, which sent nothing.
    const before = event.type === 'MessageDuplicated' ? event.message : event.cause
    event = before === undefined ? null : log.byId(before)
  }
  return null
}
