import { lazy, Suspense, useState } from 'react'
import type { Exercise } from '../../lessons/index.ts'
import { nextExercise } from '../learn/next-exercise.ts'
import { Narration } from '../lessons/narration.tsx'
import { nextText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt } from './exercise-state.ts'
import { GoalView } from './goal-view.tsx'
import { Part } from './part.tsx'
import { PredictionView } from './prediction-view.tsx'
import { recordProgress, useProgress } from './progress.ts'
import { beginExercise, showSolution } from './run-exercise.ts'

// Loaded with the first exercise that edits code, because the editor is large.
const CodeView = lazy(() => import('./code-view.tsx'))

/** An open exercise: its situation, its task or question, and help. */
export function AttemptView({ attempt }: { readonly attempt: Attempt }) {
  const text = useText()
  const sentence = useSentence()
  const { exercise, phase, refusal, texts: given, begun } = attempt
  const reading = (
    <div className="exercises-body">
      <Part title={text(texts.situation)}>
        <Narration text={text(exercise.situation)} />
      </Part>
      {refusal !== null && <p className="complaint">{sentence(refusal)}</p>}
      {exercise.type === 'prediction' ? (
        <PredictionView exercise={exercise} attempt={attempt} />
      ) : (
        <GoalView exercise={exercise} attempt={attempt} />
      )}
      {phase !== 'revealed' && <Hints exercise={exercise} />}
      <Ways exercise={exercise} busy={phase === 'preparing' || phase === 'playing'} />
    </div>
  )
  if (exercise.type !== 'code') return reading
  return (
    <div className="exercises-two">
      {reading}
      <Suspense>
        {given !== null && <CodeView key={begun} exercise={exercise} attempt={attempt} given={given} />}
      </Suspense>
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
          <li key={hint.en}>
            <Narration text={text(hint)} />
          </li>
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
  const byId = useProgress(({ byId }) => byId)
  const following = nextExercise(exercise, id => byId[id]?.state === 'done')
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
        <button
          type="button"
          className="button"
          onClick={() => void beginExercise(exercise.id, { anew: true })}
        >
          {text(texts.reset)}
        </button>
        {following !== null && (
          <button type="button" className="button" onClick={() => void beginExercise(following.id)}>
            {text(nextText(following.title))}
          </button>
        )}
      </div>
    </div>
  )
}
