import { holdsAt } from '../../lessons/draft/prove-draft.ts'
import type { Step, Walkthrough } from '../../lessons/index.ts'
import type { Bilingual } from '../../narration/index.ts'
import { sameText } from '../../scenarios/card.ts'
import type { Check, Refused } from '../../trace/index.ts'
import { lampOf } from '../lamps/lamp-status.ts'
import type { Proof } from './prove.ts'

/** The reason why a step is not as it says, when its lesson is played. */
export type StepFailure =
  | { readonly type: 'refused'; readonly problem: Refused }
  | { readonly type: 'missed'; readonly check: Check }
  /** A lamp that is dark, or an answer that the run contradicts. */
  | { readonly type: 'lamp' | 'claim'; readonly words: Bilingual }

/** The failure of one step; null: everything that it says is true in its run. */
export function failureOf({ steps, trace }: Proof, place: number, step: Step): StepFailure | null {
  const own = steps[place]
  if (own === undefined || own.status === 'unplayed') return null
  if (own.problem !== null) return { type: 'refused', problem: own.problem }
  if (own.missed !== null) return { type: 'missed', check: own.missed.check }
  const dark = (step.lamps ?? []).find(({ check }, i) => lampOf(check, own.verdicts[i] ?? 'open') === 'false')
  if (dark !== undefined) return { type: 'lamp', words: dark.words }
  const wrong = answersOf(step).find(({ claim, right }) => holdsAt(trace, own.endedAt, claim) !== right)
  return wrong === undefined ? null : { type: 'claim', words: wrong.words }
}

/** The first step that fails, and why; null: none does. */
export function firstFailure(
  proof: Proof,
  { steps }: Walkthrough,
): (StepFailure & { readonly place: number }) | null {
  for (const [place, step] of steps.entries()) {
    const failure = failureOf(proof, place, step)
    if (failure !== null) return { ...failure, place }
  }
  return null
}

interface ClaimedAnswer {
  readonly words: Bilingual
  readonly right: boolean
  readonly claim: Check
}

/** The answers of a step's question that make claims. */
function answersOf({ ask }: Step): readonly ClaimedAnswer[] {
  if (ask === undefined) return []
  if (ask.type === 'choice')
    return ask.choices.flatMap(({ id, words, claim }) =>
      claim === undefined ? [] : [{ words, right: id === ask.answer, claim }],
    )
  const words = ask.type === 'number' ? sameText(String(ask.answer)) : ask.ask
  return ask.claim === undefined ? [] : [{ words, right: true, claim: ask.claim }]
}
