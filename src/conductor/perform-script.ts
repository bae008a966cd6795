import type { Check, Verdict } from '../trace/check.ts'
import { latestInstantMs } from '../trace/identifiers.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { ScriptOutcome, ScriptStep, ScriptStepOutcome } from '../trace/script.ts'
import { checkStart } from './check-start.ts'
import type { Conductor } from './conductor.ts'
import { CheckGoal } from './goal.ts'
import { verdictOver } from './verdict-over.ts'

/** Rounds between two calls of `onProgress`. */
const roundsPerProgress = 256

export interface PerformScriptOptions {
  /** Called now and then, so that the caller can report progress and yield the thread. It must not forget events. */
  readonly onProgress?: () => void | Promise<void>
}

/**
 * Performs a script at full speed, with the same trace as a paused run that is told each step: an act is performed and its
 * instant computed, a wait ends exactly at the deciding instant.
 * @throws {RunBroken} when the run cannot continue.
 */
export async function performScript(
  conductor: Conductor,
  steps: readonly ScriptStep[],
  { onProgress }: PerformScriptOptions = {},
): Promise<ScriptOutcome> {
  const outcomes: ScriptStepOutcome[] = []
  const performed = (verdicts: readonly Verdict[]): void => {
    outcomes.push({ at: Math.max(0, conductor.frontier), verdicts })
  }
  for (const step of steps) {
    if (step.type === 'act') {
      const refused = await act(conductor, step)
      if (refused !== null) return { outcomes, problem: refused }
      performed([])
    } else if (step.type === 'wait') performed([await wait(conductor, step, onProgress)])
    else
      performed(
        step.checks.map(check => verdictOver(check, conductor.recording.slice(0), conductor.frontier)),
      )
  }
  await onProgress?.()
  return { outcomes, problem: null }
}

async function act(
  conductor: Conductor,
  { action }: Extract<ScriptStep, { type: 'act' }>,
): Promise<Refused | null> {
  const performed = await conductor.do(action)
  if (isRefused(performed)) return performed
  await conductor.advanceTo(performed.at)
  return null
}

async function wait(
  conductor: Conductor,
  { check, withinMs }: { readonly check: Check; readonly withinMs: number },
  onProgress: PerformScriptOptions['onProgress'],
): Promise<Verdict> {
  let verdict: Verdict = 'open'
  const goal = new CheckGoal({
    check,
    recording: conductor.recording,
    from: checkStart(conductor),
    limit: Math.min(latestInstantMs, conductor.frontier + Math.floor(withinMs)),
    speed: Number.POSITIVE_INFINITY,
    end: decided => {
      verdict = decided
    },
  })
  for (let rounds = 1; !goal.reached(conductor.recording, conductor.frontier); rounds++) {
    const round = conductor.round(goal.limit, goal.width)
    if (round instanceof Promise) await round
    if (rounds % roundsPerProgress === 0) await onProgress?.()
  }
  goal.end(conductor.frontier)
  return verdict
}
