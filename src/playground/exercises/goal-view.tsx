import { useEffect } from 'react'
import { type GoalExercise, type GoalState, judgeGoal, wordsOfLamp } from '../../lessons/index.ts'
import { goToDecision } from '../lamps/lamps.ts'
import { scrubTo } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { actsText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt } from './exercise-state.ts'
import { Part } from './part.tsx'
import { recordProgress } from './progress.ts'
import { tryAgainBefore } from './run-exercise.ts'

interface GoalProps {
  readonly exercise: GoalExercise
  readonly attempt: Attempt
}

/** The goal of an exercise, its lamps with their present value, and the result. */
export function GoalView({ exercise, attempt }: GoalProps) {
  const text = useText()
  const state = useGoalState(exercise)
  const { phase, solutionShown } = attempt
  const solved = state.solved && phase !== 'preparing'
  const own = solved && !solutionShown
  useEffect(() => {
    if (own) void recordProgress(exercise.id, { state: 'done' })
  }, [own, exercise.id])
  return (
    <>
      <Part title={text(texts.goal)}>
        <p className="exercise-goal">{text(exercise.goal)}</p>
        {exercise.forbidden?.map(({ words }) => (
          <p key={words.en} className="note">
            {text(words)}
          </p>
        ))}
      </Part>
      <Part title={text(texts.lamps)}>
        <ul className="exercise-lamps">
          {exercise.lamps.map((lamp, index) => {
            const value = phase === 'preparing' ? 'waiting' : state.values[index]!
            return (
              <li key={lamp.met.en} className="lamp" data-verdict={verdictOf[value]}>
                <span aria-hidden="true">{lampMarks[verdictOf[value]]}</span>
                <span>{text(wordsOfLamp(lamp, value))}</span>
              </li>
            )
          })}
        </ul>
        <p className="note tabular">{text(actsText(state.acts, exercise.par))}</p>
      </Part>
      <div role="status" className="exercise-result" data-solved={own || undefined}>
        {phase === 'preparing' && <p className="note">{text(texts.preparing)}</p>}
        {phase === 'playing' && <p className="note">{text(texts.playing)}</p>}
        {solved && (
          <>
            <p className="exercise-verdict">{text(own ? texts.solved : texts.solutionPlayed)}</p>
            <p>{text(exercise.why)}</p>
          </>
        )}
        {!solved && phase === 'open' && state.remarks.map(({ say }) => <p key={say.en}>{text(say)}</p>)}
        {!solved && phase === 'open' && <Lost exercise={exercise} state={state} />}
      </div>
    </>
  )
}

const verdictOf = { waiting: 'open', met: 'true', kept: 'true', broken: 'false' } as const
const lampMarks = { true: '✓', false: '✕', open: '○' } as const

/** The first moment after which the goal was out of reach, and the ways there. */
interface LostProps {
  readonly exercise: GoalExercise
  readonly state: GoalState
}

function Lost({ exercise, state: { lost, violation } }: LostProps) {
  const text = useText()
  const at = violation?.act.at ?? lost?.at
  if (at === undefined) return null
  return (
    <div className="exercise-lost">
      {violation !== null && <p>{text(violation.rule?.words ?? texts.notAllowed)}</p>}
      <p>{text(texts.lost)}</p>
      <div className="exercise-buttons">
        <button
          type="button"
          className="button"
          onClick={() => void (violation === null && lost !== null ? goToDecision(lost) : scrubTo(at))}
        >
          {text(texts.showMoment)}
        </button>
        <button type="button" className="button primary" onClick={() => void tryAgainBefore(exercise, at)}>
          {text(texts.tryBefore)}
        </button>
      </div>
    </div>
  )
}

/** The attempt as the shown place of the run judges it. */
function useGoalState(exercise: GoalExercise): GoalState {
  const session = useRun(({ session }) => session)
  const actions = useRun(({ throttled }) => throttled.actions)
  const { position, at } = useRun(({ throttledCursor }) => throttledCursor)
  return judgeGoal(exercise, { decisions: session?.decisions ?? [], actions, position, at })
}
