import type { Bilingual } from '../narration/index.ts'
import { canonicalPlain } from '../trace/canonical-plain.ts'
import type { Check, ParticipantId, Refused } from '../trace/index.ts'
import { type Complaint, complaint, problemsOf, refusalAbout } from '../trace/refusal.ts'
import { isRefused } from '../trace/refused.ts'
import { subjectOf } from '../trace/subject.ts'
import { type Fault, impossiblePart, impossibleWait, unknown, within } from './impossible-check.ts'
import type { Step, Walkthrough } from './lesson.ts'
import { playScript, stageScript } from './step-script.ts'
import { walkthroughSchema } from './walkthrough-schema.ts'

const aWalkthrough: Bilingual = { en: 'A walkthrough', ja: 'ガイド' }

/** The first fault of a walkthrough from outside, and the keys that lead to it. */
export interface WalkthroughFault {
  readonly steps: readonly unknown[]
  /** The `id` of the step that it is in, if it is in one that has one. */
  readonly step: string | null
  readonly refusal: Refused
}

/**
 * Validates a walkthrough from outside: its form, its texts, and whether its steps can end. Returns a copy of it, or its
 * first fault.
 * @param participantsOf the ids of the scenario's participants; null for an unknown scenario, which is refused when it runs
 */
export function parseWalkthrough(
  value: unknown,
  participantsOf: (scenario: string) => readonly ParticipantId[] | null,
): Walkthrough | { readonly fault: WalkthroughFault } {
  const copied = canonicalPlain(value, aWalkthrough)
  if (isRefused(copied)) return { fault: { steps: [], step: null, refusal: copied } }
  const { plain } = copied
  const faultAt = (steps: readonly unknown[], problem: Complaint) => ({
    fault: {
      steps,
      step: stepAt(plain, steps),
      refusal: refusalAbout(problem, subjectOf(steps, aWalkthrough)),
    },
  })
  const [problem] = problemsOf(walkthroughSchema, plain)
  if (problem !== undefined) return faultAt(problem.steps, problem.complaint)
  // The schema has just accepted it; the copy that valibot makes of it has no more fields.
  const walkthrough = plain as unknown as Walkthrough
  const fault = impossibleIn(walkthrough, participantsOf(walkthrough.scenario))
  return fault === null ? walkthrough : faultAt(fault.steps, JSON.parse(fault.message) as Complaint)
}

function stepAt(plain: unknown, [list, place]: readonly unknown[]): string | null {
  if (list !== 'steps' || typeof place !== 'number') return null
  const id = (plain as { readonly steps: readonly { readonly id?: unknown }[] }).steps[place]?.id
  return typeof id === 'string' ? id : null
}

function impossibleIn({ steps }: Walkthrough, scenario: readonly ParticipantId[] | null): Fault | null {
  const started = steps.flatMap(startedIn)
  const participants = scenario === null ? null : new Set([...scenario, ...started])
  const seen = new Set<string>()
  for (const [place, step] of steps.entries()) {
    if (seen.has(step.id)) return { steps: ['steps', place, 'id'], message: complaint('same-id-twice') }
    seen.add(step.id)
    const fault = within(['steps', place], impossibleStep(step, participants))
    if (fault !== null) return fault
  }
  return null
}

const startedIn = (step: Step): readonly ParticipantId[] =>
  [
    ...(step.actions ?? []),
    ...[...stageScript(step), ...playScript(step)].flatMap(part =>
      part.type === 'act' ? [part.action] : [],
    ),
  ].flatMap(action => (action.type === 'Start' ? [action.participant] : []))

/** The claims of a step's question, with the keys that lead to each answer. */
function claimsOf({ ask }: Step): readonly (readonly [keys: Fault['steps'], claim: Check])[] {
  if (ask === undefined) return []
  return ask.type === 'choice'
    ? ask.choices.flatMap(({ claim }, i) => (claim === undefined ? [] : [[['choices', i], claim] as const]))
    : ask.claim === undefined
      ? []
      : [[[], ask.claim]]
}

function impossibleStep(step: Step, participants: ReadonlySet<ParticipantId> | null): Fault | null {
  const acts = (step.actions?.length ?? 0) + (step.cues?.length ?? 0)
  if (acts > 0 && step.await === undefined) return { steps: [], message: complaint('awaits-nothing') }
  if (participants === null) return null
  for (const [i, anchor] of (step.points ?? []).entries())
    if (anchor.type !== 'control' && !participants.has(anchor.participant))
      return unknown(['points', i, 'participant'], anchor.participant, participants)
  for (const [i, action] of (step.actions ?? []).entries())
    if ('participant' in action && !participants.has(action.participant))
      return unknown(['actions', i, 'participant'], action.participant, participants)
  for (const key of ['stage', 'cues'] as const) {
    for (const [i, direction] of (step[key] ?? []).entries()) {
      if (direction.type !== 'wait' || typeof direction.for === 'string') continue
      const fault = within([key, i, 'for'], impossibleWait(direction.for, participants))
      if (fault !== null) return fault
    }
  }
  const { await: awaited } = step
  const waiting = awaited && within(['await', 'check'], impossibleWait(awaited.check, participants))
  if (waiting) return waiting
  for (const [keys, claim] of claimsOf(step)) {
    const fault = within(['ask', ...keys, 'claim'], impossiblePart(claim, participants))
    if (fault !== null) return fault
  }
  for (const [i, { check }] of (step.lamps ?? []).entries()) {
    const fault = within(['lamps', i, 'check'], impossiblePart(check, participants))
    if (fault !== null) return fault
  }
  return null
}
