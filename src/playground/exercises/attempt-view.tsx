import { useState } from 'react'
import { type Exercise, exercises } from '../../lessons/index.ts'
import { exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt } from './exercise-state.ts'
import { GoalView } from './goal-view.tsx'
import { Part } from './part.tsx'
import { PredictionView } from './prediction-view.tsx'
import { recordProgress, useProgress } from './progress.ts'
import { beginExercise, showSolution } from './run-exercise.ts'

/** An open exercise: its situation, its task or question, and help. */
export function AttemptView({ attempt }: { readonly attempt: Attempt }) {
  const text = useText()
  const sentence = useSentence()
  const { exercise, phase, refusal } = attempt
  return (
    <div className="exercises-body">
      <Part title={text(texts.situation)}>
        <p>{text(exercise.situation)}</p>
      </Part>
      {refusal !== null && <p className="complaint">{sentence(refusal)}</p>}
      {exercise.type === 'goal' ? (
        <GoalView exercise={exercise} attempt={attempt} />
      ) : (
        <PredictionView exercise={exercise} attempt={attempt} />
      )}
      {phase !== 'revealed' && <Hints exercise={exercise} />}
      <Ways exercise={exercise} busy={phase === 'preparing' || phase === 'playing'} />
    </div>
  )
}

/** The hints that were asked for, one more at a time. */
function Hints({ exercise: { id, hints } }: { readonly exercise: Exercise }) {
  const text = useText()
  const shown = useProgress(({ byId }) => byId[id]?.hints ?? 0)
  return (
    <Part title={text(texts.hints)}>
      <ol className="exercise-hints" aria-live="polite">
        {hints.slice(0, shown).map(hint => (
          <li key={hint.en}>{text(hint)}</li>
        ))}
      </ol>
      {shown < hints.length && (
        <button
          type="button"
          className="button"
          onClick={() => void recordProgress(id, { hints: shown + 1 })}
        >
          {text(shown === 0 ? texts.hint : texts.moreHint)}
        </button>
      )}
    </Part>
  )
}

/** The ways on from here. The solution is played only after a second click, because it ends the attempt. */
function Ways({ exercise, busy }: { readonly exercise: Exercise; readonly busy: boolean }) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const following = exercises[exercises.indexOf(exercise) + 1]
  return (
    <div className="exercise-ways">
      {exercise.type === 'goal' && asked && <p className="note">{text(texts.solutionAsk)}</p>}
      <div className="exercise-buttons">
        {exercise.type === 'goal' && (
          <button
            type="button"
            className="button"
            aria-disabled={busy}
            onClick={() => {
              if (busy) return
              if (asked) void showSolution(exercise)
              setAsked(!asked)
            }}
          >
            {text(texts.solution)}
            {!asked && '…'}
          </button>
        )}
        <button type="button" className="button" onClick={() => void beginExercise(exercise.id)}>
          {text(texts.reset)}
        </button>
        {following !== undefined && (
          <button type="button" className="button" onClick={() => void beginExercise(following.id)}>
            {text(texts.next)}
          </button>
        )}
      </div>
    </div>
  )
}
