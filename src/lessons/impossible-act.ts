import type { Action, ParticipantId } from '../trace/index.ts'
import { type Fault, first, unknown, unknownAmong, within } from './impossible-check.ts'

/** The first participant of an act that does not exist; null: all do. */
export function impossibleAct(action: Action, participants: ReadonlySet<ParticipantId>): Fault | null {
  for (const key of ['participant', 'node', 'by'] as const) {
    const value = (action as { readonly [key: string]: unknown })[key]
    if (typeof value === 'string' && !participants.has(value)) return unknown([key], value, participants)
  }
  if ('links' in action) {
    for (const [i, link] of (action.links ?? []).entries())
      for (const end of ['from', 'to'] as const)
        if (!participants.has(link[end])) return unknown(['links', i, end], link[end], participants)
  }
  if (action.type !== 'Partition') return null
  return first(action.sides.map((side, i) => within(['sides', i], unknownAmong(side, participants))))
}

/** The nodes that an act adds to the scenario. A start without roles is one of a participant that exists. */
export const addedBy = (action: Action): readonly ParticipantId[] =>
  action.type === 'Start' && action.roles !== undefined ? [action.participant] : []
