import type { Check, Condition, ParticipantId, TraceEventBody } from '../../trace/index.ts'
import type { Anchor } from '../anchor.ts'

/** Anchors and checks for the steps of every walkthrough. */
export const participant = (id: ParticipantId): Anchor => ({ type: 'participant', participant: id })
export const actor = (id: ParticipantId, path: string): Anchor => ({
  type: 'actor',
  participant: id,
  actor: path,
})

export const eventually = (what: Condition): Check => ({ type: 'eventually', what })
export const all = (...checks: readonly Check[]): Check => ({ type: 'all', checks })

export const event = (
  type: TraceEventBody['type'],
  node: ParticipantId,
  where: { readonly [field: string]: string | number | boolean | null } = {},
): Check => eventually({ event: type, node, where })

/** The actor's traced state, as JSON, contains this text. */
export const stateContains = (node: ParticipantId, path: string, contains: string): Check =>
  eventually({ fact: 'state', node, actor: path, contains })
