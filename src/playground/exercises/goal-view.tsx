import { useEffect, useRef } from 'react'
import {
  type CodeExercise,
  changedLineCount,
  type GoalExercise,
  type GoalState,
  judgeGoal,
  wordsOfLamp,
} from '../../lessons/index.ts'
import { goToDecision } from '../lamps/lamps.ts'
import { Narration } from '../lessons/narration.tsx'
import { scrubTo } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { actsText, linesText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt } from './exercise-state.ts'
import { Part } from './part.tsx'
import { recordProgress } from './progress.ts'
import { tryAgainBefore, watchAgain } from './run-exercise.ts'
import { showTrialEnd } from './run-trial.ts'

interface GoalProps {
  readonly exercise: GoalExercise | CodeExercise
  readonly attempt: Attempt
}

/** The goal of an exercise, its lamps with their present value, and the result. */
export function GoalView({ exercise, attempt }: GoalProps) {
  const text = useText()
  const state = useGoalState(exercise, attempt)
  const { phase, solutionShown } = attempt
  const open = phase === 'open'
  const isCode = exercise.type === 'code'
  const solved = state.solved && (isCode ? open : phase !== 'preparing')
  const own = solved && !solutionShown
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (own) void recordProgress(exercise.id, { state: 'done' })
  }, [own, exercise.id])
  // The result of a run is above the editor, where a person looks.
  useEffect(() => {
    if (isCode && open) result.current?.scrollIntoView({ block: 'nearest' })
  }, [isCode, open])
  return (
    <>
      <Part title={text(texts.goal)}>
        <div className="exercise-goal">
          <Narration text={text(exercise.goal)} />
        </div>
        {exercise.type === 'goal' &&
          exercise.forbidden?.map(({ words }) => (
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
        <p className="note tabular">
          {text(isCode ? linesText(state.lines, exercise.par) : actsText(state.acts, exercise.par))}
        </p>
      </Part>
      <div role="status" className="exercise-result" data-solved={own || undefined} ref={result}>
        {phase === 'preparing' && <p className="note">{text(texts.preparing)}</p>}
        {phase === 'playing' && <p className="note">{text(isCode ? texts.watchCode : texts.playing)}</p>}
        {solved && (
          <>
            <p className="exercise-verdict">{text(own ? texts.solved : texts.solutionPlayed)}</p>
            <Narration text={text(exercise.why)} />
          </>
        )}
        {!solved && open && isCode && <Missed state={state} />}
        {!solved &&
          open &&
          // The starting code fails as the situation says; a hint would be the answer.
          (!isCode || state.lines > 0) &&
          state.remarks.map(({ say, shown }) => (
            <div key={say.en} className="exercise-remark">
              <Narration text={text(say)} />
              {isCode && shown !== null && (
                <button type="button" className="button" onClick={() => void goToDecision(shown)}>
                  {text(texts.showPattern)}
                </button>
              )}
            </div>
          ))}
        {!solved && open && <Lost exercise={exercise} state={state} />}
      </div>
      {isCode && <Watching exercise={exercise} attempt={attempt} />}
    </>
  )
}

const verdictOf = { waiting: 'open', met: 'true', kept: 'true', broken: 'false' } as const
const lampMarks = { true: '✓', false: '✕', open: '○' } as const

/** The result of a trial that missed the goal. */
function Missed({ state: { lines, violation } }: { readonly state: ShownState }) {
  const text = useText()
  if (violation !== null) return <p>{text(texts.otherRun)}</p>
  return <p>{text(lines === 0 ? texts.missedYet : texts.missed)}</p>
}

/** The ways through the recording of a trial. */
function Watching({
  exercise,
  attempt: { phase, trialEnds },
}: {
  readonly exercise: CodeExercise
  readonly attempt: Attempt
}) {
  const text = useText()
  const session = useRun(({ session }) => session)
  const end = session === null ? undefined : trialEnds[session.runId]
  if (end === undefined || (phase !== 'playing' && phase !== 'open')) return null
  return (
    <div className="exercise-buttons">
      {phase === 'playing' ? (
        <button type="button" className="button" onClick={() => void showTrialEnd(end)}>
          {text(texts.skip)}
        </button>
      ) : (
        <button type="button" className="button" onClick={() => void watchAgain(exercise)}>
          {text(texts.watchAgain)}
        </button>
      )}
    </div>
  )
}

interface LostProps {
  readonly exercise: GoalExercise | CodeExercise
  readonly state: GoalState
}

/** The first moment after which the goal was out of reach, and the ways there. */
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
        {exercise.type === 'goal' && (
          <button type="button" className="button primary" onClick={() => void tryAgainBefore(exercise, at)}>
            {text(texts.tryBefore)}
          </button>
        )}
      </div>
    </div>
  )
}

interface ShownState extends GoalState {
  /** Changed lines of the code that the run has; 0 in an exercise without code. */
  readonly lines: number
}

/** The attempt as the shown place of the run judges it. */
function useGoalState(
  exercise: GoalExercise | CodeExercise,
  { texts: given, trialEnds }: Attempt,
): ShownState {
  const session = useRun(({ session }) => session)
  const actions = useRun(({ throttled }) => throttled.actions)
  const { position, at } = useRun(({ throttledCursor }) => throttledCursor)
  const trialEnd = session === null ? null : (trialEnds[session.runId] ?? null)
  const state = judgeGoal(exercise, { decisions: session?.decisions ?? [], actions, position, at, trialEnd })
  if (exercise.type === 'goal' || given === null) return { ...state, lines: 0 }
  const { file } = exercise.code
  const running = session?.header.code?.find(edited => edited.file === file)?.text ?? given.original
  return { ...state, lines: changedLineCount(given.start, running) }
}
