import type { PlayerState, Question, Walkthrough } from '../../lessons/index.ts'
import type { Bilingual } from '../../narration/index.ts'
import { chaptersOf } from '../lessons/chapters.ts'
import type { Locale } from '../texts/texts.ts'

/** The shown step of a walkthrough, as the presenter's window needs it. */
export interface PresentedStep {
  readonly title: Bilingual
  readonly chapter: Bilingual | null
  /** From 0 on. */
  readonly index: number
  readonly count: number
  readonly status: PlayerState['status']
  readonly say: Bilingual
  readonly notes: Bilingual | null
  readonly ask: Question | null
  /** The text of the next step; null at the last one. */
  readonly next: Bilingual | null
  readonly canGoBack: boolean
  readonly canGoNext: boolean
}

/** From the page to the presenter's window. Null: no walkthrough is shown. */
export interface ToPresenter {
  readonly type: 'step'
  readonly locale: Locale
  readonly step: PresentedStep | null
}

/** From the presenter's window to the page. `hello` asks for the shown step. */
export interface FromPresenter {
  readonly type: 'hello' | 'next' | 'back'
}

export function presentedStep(
  { title, steps }: Walkthrough,
  { index, step, status }: PlayerState,
  can: { readonly goBack: boolean; readonly goNext: boolean },
): PresentedStep {
  const next = steps[index + 1]
  const chapter = chaptersOf(steps).findLast(({ first }) => first <= index)
  return {
    title,
    chapter: chapter?.title ?? null,
    index,
    count: steps.length,
    status,
    say: step.say,
    notes: step.notes ?? null,
    ask: step.ask ?? null,
    next: next?.say ?? null,
    canGoBack: can.goBack,
    canGoNext: can.goNext,
  }
}
