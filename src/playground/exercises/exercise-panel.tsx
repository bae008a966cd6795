import { ArrowLeft, ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ladders, exercises as listed } from '../../lessons/index.ts'
import { exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import { AttemptView } from './attempt-view.tsx'
import { ExerciseList } from './exercise-list.tsx'
import { useExercises } from './exercise-state.ts'
import { loadProgress } from './progress.ts'
import { leaveExercise } from './run-exercise.ts'
import './exercises.css'

/** The exercises beside the canvas: the list, or the one that is open. */
export default function ExercisePanel() {
  const text = useText()
  const attempt = useExercises(({ attempt }) => attempt)
  /** The exercise for which the sheet was made small; another one shows it again. */
  const [smallFor, setSmallFor] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = attempt?.exercise.id ?? null
  const key = id ?? 'list'
  useEffect(() => void loadProgress(), [])
  // The focus follows to a new content, because the button that led there is gone.
  useEffect(() => {
    if (id !== undefined) heading.current?.focus()
  }, [id])
  const small = smallFor === key
  const title = attempt === null ? texts.title : attempt.exercise.title
  return (
    <section
      className="exercises"
      aria-label={text(texts.title)}
      data-small={small || undefined}
      data-code={attempt?.exercise.type === 'code' || undefined}
    >
      <header className="exercises-head">
        {attempt !== null && (
          <IconButton label={text(texts.back)} onClick={leaveExercise}>
            <ArrowLeft size={17} aria-hidden="true" />
          </IconButton>
        )}
        <h2 ref={heading} tabIndex={-1}>
          {text(title)}
        </h2>
        <IconButton
          className="exercises-fold"
          label={text(small ? texts.expand : texts.collapse)}
          aria-expanded={!small}
          onClick={() => setSmallFor(small ? null : key)}
        >
          {small ? <ChevronUp size={17} aria-hidden="true" /> : <ChevronDown size={17} aria-hidden="true" />}
        </IconButton>
        <IconButton
          label={text(texts.close)}
          onClick={() => {
            leaveExercise()
            useExercises.setState({ open: false })
          }}
        >
          <X size={17} aria-hidden="true" />
        </IconButton>
      </header>
      {/* Key, because each exercise begins with its own state. */}
      {attempt === null ? (
        <ExerciseList ladders={ladders} exercises={listed} />
      ) : (
        <AttemptView key={attempt.exercise.id} attempt={attempt} />
      )}
    </section>
  )
}
