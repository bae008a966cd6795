import type { ParticipantId } from '../trace/index.ts'
import type { Anchor } from './anchor.ts'
import { type Fault, first, unknown } from './impossible-check.ts'

/** The fault of a thing that belongs to an unknown participant; null: there is none. `keys` lead to the thing. */
export const unknownThing = (
  keys: Fault['steps'],
  thing: Anchor,
  participants: ReadonlySet<ParticipantId>,
): Fault | null =>
  thing.type === 'control' || participants.has(thing.participant)
    ? null
    : unknown([...keys, 'participant'], thing.participant, participants)

/** The first fault among things. `keys` lead to their list. */
export const unknownAmongThings = (
  keys: Fault['steps'],
  things: readonly Anchor[],
  participants: ReadonlySet<ParticipantId>,
): Fault | null => first(things.map((thing, i) => unknownThing([...keys, i], thing, participants)))
