import type { ScriptStep } from '../trace/index.ts'
import { scriptOfDirection } from './direction.ts'
import type { Step } from './lesson.ts'

/** The script before a step is shown. */
export const stageScript = ({ stage = [] }: Step): readonly ScriptStep[] => stage.flatMap(scriptOfDirection)

/** The script while a step plays, after its actions. */
export function playScript({ cues = [], await: awaited }: Step): readonly ScriptStep[] {
  const end: readonly ScriptStep[] =
    awaited === undefined ? [] : [{ type: 'wait', check: awaited.check, withinMs: awaited.withinMs }]
  return [...cues.flatMap(scriptOfDirection), ...end]
}

/** A whole step without an audience: its stage, its actions, its play and the verdicts of its lamps. */
export const wholeScript = (step: Step): readonly ScriptStep[] => [
  ...stageScript(step),
  ...(step.actions ?? []).map((action): ScriptStep => ({ type: 'act', action })),
  ...playScript(step),
  { type: 'judge', checks: (step.lamps ?? []).map(({ check }) => check) },
]

/** True for a step in which something happens. */
export const plays = (step: Step): boolean => step.actions !== undefined || playScript(step).length > 0
