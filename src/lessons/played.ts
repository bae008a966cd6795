import type { Action, Refused, ScriptStepOutcome, VirtualTime } from '../trace/index.ts'
import type { Step } from './lesson.ts'
import type { StepEnd } from './player-state.ts'
import { isSameAct } from './same-act.ts'
import { stageScript, wholeScript } from './step-script.ts'

/** The end of a step, and the part of the run that it is. */
export interface Played extends StepEnd {
  /** The instant at which its text is shown, after its stage directions. */
  readonly beganAt: VirtualTime
  readonly endedAt: VirtualTime
}

export const refused = (problem: Refused): StepEnd => ({ status: 'refused', problem, at: null, verdicts: [] })

export const endOf = ({ status, problem, at, verdicts }: Played): StepEnd => ({
  status,
  problem,
  at,
  verdicts,
})

/** The end of a step whose script had these outcomes. Every wait of it must have come true. */
export function endBy(step: Step, outcomes: readonly ScriptStepOutcome[]): StepEnd {
  const missed = outcomes.some(({ verdicts }) => verdicts.length > 0 && verdicts[0] !== 'true')
  const at = step.await === undefined ? null : (outcomes.at(-1)?.at ?? null)
  return { status: missed ? 'missed' : 'reached', problem: null, at, verdicts: [] }
}

/** The ends of steps that were performed without an audience. The outcomes end early when an act was refused. */
export function playedBy(steps: readonly Step[], outcomes: readonly ScriptStepOutcome[]): Played[] {
  const played: Played[] = []
  let next = 0
  let at: VirtualTime = 0
  for (const step of steps) {
    const count = wholeScript(step).length
    if (next + count > outcomes.length) break
    const staged = stageScript(step).length
    const own = outcomes.slice(next + staged, next + count)
    const beganAt = staged === 0 ? at : outcomes[next + staged - 1]!.at
    const judged = own.at(-1)!
    at = judged.at
    const end = endBy(step, own.slice(0, -1))
    played.push({ ...end, verdicts: judged.verdicts, beganAt, endedAt: at })
    next += count
  }
  return played
}

/** The place of the action among the step's actions that are not done yet; null: the step does not ask for it. */
export function placeOf(action: Action, { actions = [] }: Step, done: readonly number[]): number | null {
  const place = actions.findIndex((expected, i) => !done.includes(i) && isSameAct(expected, action))
  return place < 0 ? null : place
}
