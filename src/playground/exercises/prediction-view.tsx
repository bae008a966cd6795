import { type FormEvent, useState } from 'react'
import { type Answer, candidateOf, type PredictionExercise, type Refutation } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { goToDecision } from '../lamps/lamps.ts'
import { Narration } from '../lessons/narration.tsx'
import { numberWithUnit } from '../lessons/number-with-unit.ts'
import { PointedThing } from '../lessons/question-form.tsx'
import { scrubTo } from '../store/acts.ts'
import { absentText, countedText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt } from './exercise-state.ts'
import { predict } from './run-exercise.ts'

interface PredictionProps {
  readonly exercise: PredictionExercise
  readonly attempt: Attempt
}

/** The question of an exercise; after the experiment the result and its reason. */
export function PredictionView({ exercise, attempt }: PredictionProps) {
  const text = useText()
  const { question } = exercise
  const { phase } = attempt
  const [choice, setChoice] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [complaint, setComplaint] = useState(false)
  const open = phase === 'open'
  const [pointed, setPointed] = useState<Answer | null>(null)
  const given: Answer | null =
    question.type === 'point'
      ? pointed !== null && candidateOf(exercise, pointed) !== null
        ? pointed
        : null
      : question.type === 'choice'
        ? choice === null
          ? null
          : { type: 'choice', choice }
        : /^\d{1,6}$/.test(number.trim())
          ? { type: 'number', number: Number(number) }
          : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!open) return
    setComplaint(given === null)
    if (given !== null) void predict(exercise, given)
  }
  return (
    <form className="exercise-question" onSubmit={submit}>
      {question.type === 'choice' ? (
        <fieldset disabled={!open}>
          <legend>{text(question.ask)}</legend>
          {question.choices.map(({ id, words }) => (
            <label key={id} className="exercise-choice">
              <input
                type="radio"
                name={`answer-${exercise.id}`}
                value={id}
                checked={choice === id}
                onChange={() => setChoice(id)}
              />
              <span>{text(words)}</span>
            </label>
          ))}
        </fieldset>
      ) : question.type === 'point' ? (
        <fieldset>
          <legend>{text(question.ask)}</legend>
          {open ? (
            <PointedThing answer={pointed} onAnswer={setPointed} />
          ) : (
            given !== null && <PointedThing answer={given} onAnswer={ignore} />
          )}
        </fieldset>
      ) : (
        <label className="exercise-number">
          <span>{text(question.ask)}</span>
          <span>
            <input
              type="text"
              inputMode="numeric"
              autoComplete="off"
              value={number}
              readOnly={!open}
              aria-label={text(question.ask)}
              aria-invalid={complaint && given === null}
              onChange={event => setNumber(event.target.value)}
            />{' '}
            {question.unit !== undefined && text(question.unit)}
          </span>
        </label>
      )}
      {phase !== 'revealed' && (
        <button type="submit" className="button primary" aria-disabled={!open}>
          {text(texts.predict)}
        </button>
      )}
      <div role="status" className="exercise-result" data-solved={attempt.right || undefined}>
        {complaint && given === null && <p className="complaint">{text(firstOf[question.type])}</p>}
        {phase === 'preparing' && <p className="note">{text(texts.preparing)}</p>}
        {phase === 'playing' && <p className="note">{text(texts.playing)}</p>}
        {phase === 'revealed' && <Result exercise={exercise} attempt={attempt} />}
      </div>
    </form>
  )
}

const firstOf = {
  choice: texts.chooseFirst,
  number: texts.numberFirst,
  point: texts.pointFirst,
} as const
const ignore = () => undefined

/** The result of the experiment. */
function Result({ exercise, attempt: { answer, right, refutation } }: PredictionProps) {
  const text = useText()
  const { question, why } = exercise
  const chosen = answer?.type === 'choice' ? answer.choice : null
  const reply =
    question.type === 'choice'
      ? question.choices.find(({ id }) => id === chosen)?.reply
      : answer === null
        ? undefined
        : candidateOf(exercise, answer)?.reply
  return (
    <>
      <p className="exercise-verdict">{text(right ? texts.right : texts.wrong)}</p>
      {!right && reply !== undefined && <Narration text={text(reply)} />}
      {refutation !== null && <Refuted exercise={exercise} refutation={refutation} />}
      <Narration text={text(question.why)} />
      <div className="note">
        <Narration text={text(why)} />
      </div>
    </>
  )
}

/** The refutation of an answer by the run: the event, or the end until which it had not come true. */
function Refuted({
  exercise: { question },
  refutation,
}: {
  readonly exercise: PredictionExercise
  readonly refutation: Refutation
}) {
  const text = useText()
  const time = useTimeFormat()
  if (refutation.type === 'event')
    return (
      <button type="button" className="button" onClick={() => void goToDecision(refutation.place)}>
        {text(texts.refutedHere)}
      </button>
    )
  const { at, instead } = refutation
  const unit = question.type === 'number' ? question.unit : undefined
  return (
    <>
      <p>
        {text(
          refutation.type === 'absence'
            ? absentText(time(at))
            : countedText(time(at), numberWithUnit(refutation.count, unit)),
        )}
      </p>
      {refutation.type === 'absence' && (
        <details className="note">
          <summary>{text(texts.exact)}</summary>
          <ul>
            {refutation.missing.map(check => {
              const sentence = describeCheck(check)
              return <li key={sentence.en}>{text(sentence)}</li>
            })}
          </ul>
        </details>
      )}
      <div className="exercise-buttons">
        <button type="button" className="button" onClick={() => void scrubTo(at)}>
          {text(texts.showMoment)}
        </button>
        {instead !== null && (
          <button type="button" className="button" onClick={() => void goToDecision(instead)}>
            {text(texts.insteadHere)}
          </button>
        )}
      </div>
    </>
  )
}
