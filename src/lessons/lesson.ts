import type { Bilingual } from '../narration/index.ts'
import type { Action, Check, Plain } from '../trace/index.ts'
import type { Anchor } from './anchor.ts'
import type { Direction } from './direction.ts'
import type { Ladder } from './exercise.ts'
import type { Question } from './question.ts'

/** The condition that a step waits for: a check of the trace, never a duration. */
export interface Await {
  readonly check: Check
  /** The awaited outcome as a short phrase after "waiting for": "node-1 to be Up". */
  readonly waiting: Bilingual
  /** Limit in virtual ms after the step's actions. The step counts as missed when its check is not true by then. */
  readonly withinMs: number
}

/** A check that is shown beside the narration, in the author's words. */
export interface Lamp {
  readonly check: Check
  /** The statement that the lit lamp confirms: "Never more than one writer". */
  readonly words: Bilingual
}

/**
 * One step of a walkthrough. The player shows the narration while time stands still and asks its question, then carries
 * out the actions, runs the cluster until its check is true, and rests there.
 */
export interface Step {
  /** Unique in its walkthrough. */
  readonly id: string
  /** Title of the chapter that begins with this step. */
  readonly chapter?: Bilingual
  /** The narration: two to five short sentences, in the Markdown of `parseNarration`. */
  readonly say: Bilingual
  /** A prediction that is asked before the step plays, and revealed at its end. */
  readonly ask?: Question
  /** Notes for the presenter, in the Markdown of the narration. */
  readonly notes?: Bilingual
  readonly points?: readonly Anchor[]
  /** Stage directions that are carried out unseen, before the narration is shown. */
  readonly stage?: readonly Direction[]
  /** The acts of the step: *Next* performs them, or the person does with the page's buttons. */
  readonly actions?: readonly Action[]
  /** Stage directions while the step plays, after its actions: "when the hand-over begins, cut the link". */
  readonly cues?: readonly Direction[]
  readonly await?: Await
  /** Virtual ms per real ms while the step runs. Default 1. */
  readonly speed?: number
  /** Checks shown beside the narration. They are evaluated over the whole run so far, at the end of the step. */
  readonly lamps?: readonly Lamp[]
}

/** A narrated run of a scenario. Seed and actions are fixed, so every showing has the same trace. */
export interface Walkthrough {
  readonly id: string
  readonly scenario: string
  readonly seed: number
  readonly settings?: { readonly [key: string]: Plain }
  readonly title: Bilingual
  /** One sentence about what the walkthrough shows. */
  readonly about: Bilingual
  /** Minutes that a person needs for it. */
  readonly minutes: number
  /** Ladder of the exercises that go on with its subject. The page offers one of them at the end. Default: by the scenario. */
  readonly ladder?: Ladder
  readonly steps: readonly Step[]
}
