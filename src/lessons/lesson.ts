import type { Bilingual } from '../narration/index.ts'
import type { Action, Check, ParticipantId, PathText, Plain } from '../trace/index.ts'

/** What a step points at in the page. */
export type Anchor =
  | { readonly type: 'participant'; readonly participant: ParticipantId }
  /** `actor` without address and uid. */
  | { readonly type: 'actor'; readonly participant: ParticipantId; readonly actor: PathText }
  /** Something of the page itself, as assistive technology finds it. */
  | { readonly type: 'control'; readonly role: string; readonly name: Bilingual }

/** What a step waits for: an event or a fact, never a time on the clock. */
export interface Await {
  readonly check: Check
  /** Virtual ms from the step's actions; later than this the step has missed its point. */
  readonly withinMs: number
}

/**
 * One thing told and shown. Its actions are done at once, then the cluster runs until what it waits for has
 * happened, and stands still there while it is talked about.
 */
export interface Step {
  /** Unique in its walkthrough. */
  readonly id: string
  /** Two to four short sentences, as a teacher would say them. */
  readonly say: Bilingual
  readonly points?: readonly Anchor[]
  readonly actions?: readonly Action[]
  readonly await?: Await
  /** Virtual ms per wall ms while it is shown; 1 if nothing is said. */
  readonly speed?: number
  /** Lamps beside the text: judged over the whole run so far, once the step has come to its end. */
  readonly checks?: readonly Check[]
}

/** A narrated run of a scenario. The same seed and actions at the same instants: every showing is the same run. */
export interface Walkthrough {
  readonly id: string
  readonly scenario: string
  readonly seed: number
  readonly settings?: { readonly [key: string]: Plain }
  readonly title: Bilingual
  /** One sentence: what one will have seen. */
  readonly about: Bilingual
  readonly steps: readonly Step[]
}
