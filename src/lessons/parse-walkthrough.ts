import type { Bilingual } from '../narration/index.ts'
import type { Action, Check, ParticipantId } from '../trace/index.ts'
import { complaint } from '../trace/refusal.ts'
import type { Direction } from './direction.ts'
import { addedBy, impossibleAct } from './impossible-act.ts'
import { unknownAmongThings } from './impossible-anchor.ts'
import {
  type Fault,
  first,
  impossiblePart,
  impossibleWait,
  unknown,
  unknownAmong,
  within,
} from './impossible-check.ts'
import type { Step, Walkthrough } from './lesson.ts'
import { checkedLesson, type LessonFault, type ParticipantsOf } from './lesson-fault.ts'
import { playScript, stageScript } from './step-script.ts'
import { walkthroughSchema } from './walkthrough-schema.ts'

export const aWalkthrough: Bilingual = { en: 'A walkthrough', ja: 'ガイド' }

/**
 * Validates a walkthrough from outside: its form, its texts, and whether its steps can end. Returns a copy of it, or its
 * first fault.
 */
export const parseWalkthrough = (
  value: unknown,
  participantsOf: ParticipantsOf,
): Walkthrough | { readonly fault: LessonFault } =>
  checkedLesson(value, {
    schema: walkthroughSchema,
    whole: aWalkthrough,
    impossibleIn,
    participantsOf,
  })

function impossibleIn({ steps }: Walkthrough, scenario: readonly ParticipantId[]): Fault | null {
  const added = steps.flatMap(actsIn).flatMap(addedBy)
  const participants = new Set([...scenario, ...added])
  const seen = new Set<string>()
  for (const [place, step] of steps.entries()) {
    if (seen.has(step.id)) return { steps: ['steps', place, 'id'], message: complaint('same-id-twice') }
    seen.add(step.id)
    const fault = within(['steps', place], impossibleStep(step, participants))
    if (fault !== null) return fault
  }
  return null
}

const actsIn = (step: Step): readonly Action[] => [
  ...(step.actions ?? []),
  ...[...stageScript(step), ...playScript(step)].flatMap(part => (part.type === 'act' ? [part.action] : [])),
]

/** The checks that answers of a step's question claim, with the keys that lead to each answer. */
function claimsOf({ ask }: Step): readonly (readonly [keys: Fault['steps'], claim: Check])[] {
  if (ask === undefined) return []
  return ask.type === 'choice'
    ? ask.choices.flatMap(({ claim }, i) => (claim === undefined ? [] : [[['choices', i], claim] as const]))
    : ask.claim === undefined
      ? []
      : [[[], ask.claim]]
}

function impossibleStep(step: Step, participants: ReadonlySet<ParticipantId>): Fault | null {
  const acts = (step.actions?.length ?? 0) + (step.cues?.length ?? 0)
  if (acts > 0 && step.await === undefined) return { steps: [], message: complaint('awaits-nothing') }
  const { ask, await: awaited } = step
  return first([
    unknownAmongThings(['points'], step.points ?? [], participants),
    ask?.type === 'point' ? unknownAmongThings(['ask', 'answers'], ask.answers, participants) : null,
    ...(step.actions ?? []).map((action, i) => within(['actions', i], impossibleAct(action, participants))),
    ...(['stage', 'cues'] as const).flatMap(key =>
      (step[key] ?? []).map((direction, i) => within([key, i], impossibleDirection(direction, participants))),
    ),
    awaited === undefined ? null : within(['await', 'check'], impossibleWait(awaited.check, participants)),
    ...claimsOf(step).map(([keys, claim]) =>
      within(['ask', ...keys, 'claim'], impossiblePart(claim, participants)),
    ),
    ...(step.lamps ?? []).map(({ check }, i) =>
      within(['lamps', i, 'check'], impossiblePart(check, participants)),
    ),
  ])
}

function impossibleDirection(direction: Direction, participants: ReadonlySet<ParticipantId>): Fault | null {
  switch (direction.type) {
    case 'wait':
      return typeof direction.for === 'string'
        ? null
        : within(['for'], impossibleWait(direction.for, participants))
    case 'act':
      return within(['action'], impossibleAct(direction.action, participants))
    case 'oldest':
      return first([
        participants.has(direction.node) ? null : unknown(['node'], direction.node, participants),
        within(['among'], unknownAmong(direction.among, participants)),
      ])
    default:
      return within(['between'], unknownAmong(direction.between, participants))
  }
}
