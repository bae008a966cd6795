import * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import type { ParticipantId, PathText } from '../trace/index.ts'
import { name } from '../trace/plain-schema.ts'
import { bilingual } from './text-schema.ts'

/** A part of the page, to highlight it or to ask for it. */
export type Anchor =
  | { readonly type: 'participant'; readonly participant: ParticipantId }
  /** `actor` without address and uid. */
  | { readonly type: 'actor'; readonly participant: ParticipantId; readonly actor: PathText }
  /** A control of the page, found by its accessible role and name. */
  | { readonly type: 'control'; readonly role: string; readonly name: Bilingual }

export const anchorSchema: v.GenericSchema<unknown, Anchor> = v.variant('type', [
  v.strictObject({ type: v.literal('participant'), participant: name }),
  v.strictObject({ type: v.literal('actor'), participant: name, actor: name }),
  v.strictObject({ type: v.literal('control'), role: name, name: bilingual }),
])

/** Two anchors for the same part of the page. A control is the same in both languages. */
export function sameAnchor(a: Anchor, b: Anchor): boolean {
  switch (a.type) {
    case 'participant':
      return b.type === 'participant' && a.participant === b.participant
    case 'actor':
      return b.type === 'actor' && a.participant === b.participant && a.actor === b.actor
    case 'control':
      return b.type === 'control' && a.role === b.role && a.name.en === b.name.en
  }
}
