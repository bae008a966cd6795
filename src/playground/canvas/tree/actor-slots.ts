import { type ParticipantView, type PathText, parentOf, type VirtualTime } from '../../../trace/index.ts'

/** The children of each actor, in the order of their slots. */
export type Slots = ReadonlyMap<PathText, readonly PathText[]>

export const guardian: PathText = '/user'

/** Time, in virtual ms, for which a stopped actor stays visible, struck through. */
export const stoppedShownMs = 5000
/** Slots under one actor; actors beyond them are only counted. */
export const maxSlots = 12

/** Running and recently stopped actors of a node at `now`, in the order of their first start. */
export function shownActors(participant: ParticipantView, now: VirtualTime): readonly PathText[] {
  const { stoppedAt: ended } = participant
  return Object.values(participant.actors)
    .filter(({ path }) => path.startsWith(`${guardian}/`))
    .filter(({ stoppedAt }) =>
      // Actors that stopped with their node stay visible as long as the stopped node.
      stoppedAt === null ? true : (ended ?? now) - stoppedAt < stoppedShownMs,
    )
    .map(({ path }) => path)
}

/**
 * Assigns a slot to every actor in `present`. An actor keeps its slot; a new one takes a free slot, else a further one.
 * Slots are never removed, so that no box moves while a person looks. Returns `before` itself when nothing changed.
 */
export function assignSlots(before: Slots, present: readonly PathText[]): Slots {
  const presentPaths = new Set(present)
  let after: Map<PathText, readonly PathText[]> | null = null
  for (const path of present) {
    const parent = parentOf(path)
    if (parent === null) continue
    const slots: readonly PathText[] = (after ?? before).get(parent) ?? []
    if (slots.includes(path)) continue
    const free = slots.findIndex(other => !presentPaths.has(other))
    if (free < 0 && slots.length >= maxSlots) continue
    after ??= new Map(before)
    after.set(
      parent,
      free < 0 ? [...slots, path] : slots.map((other, index) => (index === free ? path : other)),
    )
  }
  return after ?? before
}
