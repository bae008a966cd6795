import { type ParticipantView, type PathText, parentOf, type VirtualTime } from '../../../trace/index.ts'

/** Who stands where under whom: the children of each actor, in the order of their seats. */
export type Slots = ReadonlyMap<PathText, readonly PathText[]>

export const guardian: PathText = '/user'

/** A stopped actor stays, struck through, for so long of virtual time. */
export const struckMs = 5000
/** Seats under one actor; what has none is counted. */
export const mostSeats = 12

/** The actors that a node's tree shows at `now`, in the order of their first start: those that live, and those that stopped lately. */
export function shownActors(participant: ParticipantView, now: VirtualTime): readonly PathText[] {
  const { stoppedAt: ended } = participant
  return Object.values(participant.actors)
    .filter(({ path }) => path.startsWith(`${guardian}/`))
    .filter(({ stoppedAt }) =>
      // What died with its node is to be seen as long as the dead node is.
      stoppedAt === null ? true : (ended ?? now) - stoppedAt < struckMs,
    )
    .map(({ path }) => path)
}

/**
 * Gives everybody in `present` a seat. Who had one keeps it; who is new takes one that was left, else a further one.
 * Seats never go away, so nothing moves while a person looks. The same when nothing changed.
 */
export function takeSeats(before: Slots, present: readonly PathText[]): Slots {
  const here = new Set(present)
  let after: Map<PathText, readonly PathText[]> | null = null
  for (const path of present) {
    const parent = parentOf(path)
    if (parent === null) continue
    const seats: readonly PathText[] = (after ?? before).get(parent) ?? []
    if (seats.includes(path)) continue
    const free = seats.findIndex(other => !here.has(other))
    if (free < 0 && seats.length >= mostSeats) continue
    after ??= new Map(before)
    after.set(
      parent,
      free < 0 ? [...seats, path] : seats.map((other, seat) => (seat === free ? path : other)),
    )
  }
  return after ?? before
}
