import type { Bilingual } from '../../narration/index.ts'
import type { ScriptStep } from '../../trace/index.ts'
import type { Direction } from '../direction.ts'
import type { Step, Walkthrough } from '../lesson.ts'
import { playScript } from '../step-script.ts'
import { awaitOfAct } from './draft-of-run.ts'

/*
 * Changes of a draft. Each returns a new draft, or the same one where there is nothing to change.
 */

const withSteps = (draft: Walkthrough, steps: readonly Step[]): Walkthrough => ({ ...draft, steps })

/** The fields of a step; one that is undefined is removed. */
type StepFields = { readonly [K in keyof Step]?: Step[K] | undefined }

/** A step with some of its fields replaced or, where they are undefined, removed. */
export const withFields = (step: Step, fields: StepFields): Step =>
  Object.fromEntries(
    Object.entries({ ...step, ...fields }).filter(([, value]) => value !== undefined),
  ) as unknown as Step

export function moveStep(draft: Walkthrough, from: number, to: number): Walkthrough {
  const step = draft.steps[from]
  if (step === undefined || from === to || draft.steps[to] === undefined) return draft
  return withSteps(draft, draft.steps.toSpliced(from, 1).toSpliced(to, 0, step))
}

/** The last step stays, because a lesson without steps cannot be played. */
export const removeStep = (draft: Walkthrough, index: number): Walkthrough =>
  draft.steps[index] === undefined || draft.steps.length === 1
    ? draft
    : withSteps(draft, draft.steps.toSpliced(index, 1))

/** An id that no step has. */
function freeId(draft: Walkthrough): string {
  const taken = new Set(draft.steps.map(({ id }) => id))
  let number = draft.steps.length + 1
  while (taken.has(`step-${number}`)) number += 1
  return `step-${number}`
}

/** Adds a step that only shows a text, after the one at `index`. */
export const addStep = (draft: Walkthrough, index: number): Walkthrough =>
  withSteps(draft, draft.steps.toSpliced(index + 1, 0, { id: freeId(draft), say: { en: '', ja: '' } }))

/**
 * Divides a step: at the action with the number `at` where it has several, else into a step that shows the text and one that
 * acts.
 */
export function splitStep(draft: Walkthrough, index: number, at = 1): Walkthrough {
  const step = draft.steps[index]
  if (step === undefined || !canSplit(step)) return draft
  const { actions = [] } = step
  const id = freeId(draft)
  if (actions.length > 1) {
    const first = withFields(step, {
      actions: actions.slice(0, at),
      await: awaitOfAct(actions[at - 1]!),
      ask: undefined,
      cues: undefined,
      lamps: undefined,
    })
    const second = withFields(step, {
      id,
      actions: actions.slice(at),
      chapter: undefined,
      stage: undefined,
      points: undefined,
      notes: undefined,
    })
    return withSteps(draft, draft.steps.toSpliced(index, 1, first, second))
  }
  const { chapter, say, points, notes, stage } = step
  const text = withFields({ id, say }, { chapter, points, notes, stage })
  const acting = withFields(step, { chapter: undefined, notes: undefined, stage: undefined })
  return withSteps(draft, draft.steps.toSpliced(index, 1, text, acting))
}

/** A step that only shows a text has nothing to divide. */
export const canSplit = ({ actions = [], cues = [], await: awaited }: Step): boolean =>
  actions.length > 0 || cues.length > 0 || awaited !== undefined

const directions = (script: readonly ScriptStep[]): readonly Direction[] =>
  script.flatMap((part): readonly Direction[] =>
    part.type === 'act'
      ? [{ type: 'act', action: part.action }]
      : part.type === 'wait'
        ? [{ type: 'wait', for: part.check, withinMs: part.withinMs }]
        : [],
  )

const acting = ({ actions = [] }: Step): readonly Direction[] =>
  actions.map(action => ({ type: 'act', action }))

/** All that a step does, as stage directions. */
const wholeStep = (step: Step): readonly Direction[] => [
  ...(step.stage ?? []),
  ...acting(step),
  ...directions(playScript(step)),
]

const join = <T>(...lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined => {
  const joined = lists.flatMap(list => list ?? [])
  return joined.length === 0 ? undefined : joined
}

const joinTexts = (a: Bilingual, b: Bilingual): Bilingual => {
  const both = (first: string, second: string) =>
    [first, second].filter(text => text.trim() !== '').join('\n\n')
  return { en: both(a.en, b.en), ja: both(a.ja, b.ja) }
}

/** Two predictions cannot be asked at once. */
export const canMerge = (draft: Walkthrough, index: number): boolean => {
  const [step, next] = [draft.steps[index], draft.steps[index + 1]]
  return step !== undefined && next !== undefined && !(step.ask !== undefined && next.ask !== undefined)
}

/**
 * Joins a step and the next one. The run stays the same: the second act follows when the condition of the first has come
 * true.
 */
export function mergeSteps(draft: Walkthrough, index: number): Walkthrough {
  const [step, next] = [draft.steps[index], draft.steps[index + 1]]
  if (step === undefined || next === undefined || !canMerge(draft, index)) return draft
  const firstPlays = directions(playScript(step))
  const nextStage = next.stage ?? []
  const simple = firstPlays.length === 0 && nextStage.length === 0
  const nextShowsOnly = nextStage.length === 0 && !canSplit(next)
  const merged = withFields(step, {
    say: joinTexts(step.say, next.say),
    ask: step.ask ?? next.ask,
    notes:
      step.notes === undefined || next.notes === undefined
        ? (step.notes ?? next.notes)
        : joinTexts(step.notes, next.notes),
    points: join(step.points, next.points),
    ...(nextShowsOnly
      ? {}
      : simple
        ? { actions: join(step.actions, next.actions), cues: next.cues, await: next.await }
        : { cues: join(firstPlays, next.stage, acting(next), next.cues), await: next.await }),
    speed:
      step.speed === undefined && next.speed === undefined
        ? undefined
        : Math.max(step.speed ?? 1, next.speed ?? 1),
    lamps: join(step.lamps, next.lamps),
  })
  return withSteps(draft, draft.steps.toSpliced(index, 2, merged))
}

/** Trims the start: the lesson begins with this step, and what the steps before it did is done unseen. */
export function beginAt(draft: Walkthrough, index: number): Walkthrough {
  const step = draft.steps[index]
  if (step === undefined || index === 0) return draft
  const stage = join(...draft.steps.slice(0, index).map(wholeStep), step.stage)
  return withSteps(draft, [withFields(step, { stage }), ...draft.steps.slice(index + 1)])
}

/** Trims the end: the lesson ends with this step. */
export const endAt = (draft: Walkthrough, index: number): Walkthrough =>
  index >= draft.steps.length - 1 ? draft : withSteps(draft, draft.steps.slice(0, index + 1))
