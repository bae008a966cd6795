import { Check, X } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { type Anchor, type Answer, isRight, type Question } from '../../lessons/index.ts'
import { numberInDecimal } from '../../trace/index.ts'
import { useFocus } from '../store/selection.ts'
import { useText } from '../ui/use-text.ts'
import { Narration } from './narration.tsx'
import { anchorOf, useThingName } from './things.ts'
import './question-form.css'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { numberWithUnit } from './number-with-unit.ts'

interface QuestionFormProps {
  readonly question: Question
  readonly answer: Answer | null
  readonly onAnswer: (answer: Answer) => void
}

/** A prediction that is asked before a run shows the answer. It can be changed until then. */
export function QuestionForm({ question, answer, onAnswer }: QuestionFormProps) {
  const t = useDeferredTexts('question')
  const text = useText()
  const id = useId()
  return (
    <fieldset className="question" data-type={question.type}>
      <legend>
        <span className="question-mark">{t('predict')}</span> {text(question.ask)}
      </legend>
      {question.type === 'choice' && (
        <div className="question-choices">
          {question.choices.map(choice => (
            <label key={choice.id} className="question-choice">
              <input
                type="radio"
                name={id}
                checked={answer?.type === 'choice' && answer.choice === choice.id}
                onChange={() => onAnswer({ type: 'choice', choice: choice.id })}
              />
              <span>{text(choice.words)}</span>
            </label>
          ))}
        </div>
      )}
      {question.type === 'number' && <NumberField question={question} answer={answer} onAnswer={onAnswer} />}
      {question.type === 'point' && <PointedThing answer={answer} onAnswer={onAnswer} />}
    </fieldset>
  )
}

function NumberField({
  question,
  answer,
  onAnswer,
}: QuestionFormProps & { readonly question: Extract<Question, { type: 'number' }> }) {
  const t = useDeferredTexts('question')
  const text = useText()
  const [typed, setTyped] = useState(answer?.type === 'number' ? String(answer.number) : '')
  return (
    <label className="question-number">
      <input
        className="input tabular"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('number')}
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          const number = numberInDecimal(event.target.value.trim())
          if (Number.isFinite(number)) onAnswer({ type: 'number', number })
        }}
      />
      {question.unit !== undefined && <span>{text(question.unit)}</span>}
    </label>
  )
}

/** The answer is the next thing on the canvas that the person clicks. */
export function PointedThing({ answer, onAnswer }: Pick<QuestionFormProps, 'answer' | 'onAnswer'>) {
  const t = useDeferredTexts('question')
  const nameOf = useThingName()
  useEffect(
    () =>
      useFocus.subscribe(({ selected }, before) => {
        const thing = selected === before.selected ? null : anchorOf(selected)
        if (thing !== null) onAnswer({ type: 'point', thing })
      }),
    [onAnswer],
  )
  return (
    <p className="question-point">
      {answer?.type === 'point' ? t('pointed', { thing: nameOf(answer.thing) }) : t('point')}
    </p>
  )
}

interface QuestionRevealProps {
  readonly question: Question
  readonly answer: Answer | null
}

/** The right answer after the run has shown it, and why it is right. */
export function QuestionReveal({ question, answer }: QuestionRevealProps) {
  const t = useDeferredTexts('question')
  const text = useText()
  const nameOf = useThingName()
  const right = answer !== null && isRight(question, answer)
  const chosen =
    question.type === 'choice' && answer?.type === 'choice'
      ? question.choices.find(({ id }) => id === answer.choice)
      : undefined
  const verdict = answer === null ? 'skipped' : right ? 'right' : 'wrong'
  const why = [chosen?.reply, question.why].flatMap(part => (part === undefined ? [] : [text(part)]))
  return (
    <div className="question-reveal" data-verdict={verdict}>
      <span className="question-verdict">
        {verdict === 'right' && <Check size={16} aria-hidden="true" />}
        {verdict === 'wrong' && <X size={16} aria-hidden="true" />}
        {verdict === 'skipped' || verdict === 'wrong'
          ? t(verdict, { answer: rightAnswer(question, text, nameOf) })
          : t('right')}
      </span>
      <Narration text={why.join('\n\n')} />
    </div>
  )
}

function rightAnswer(
  question: Question,
  text: ReturnType<typeof useText>,
  nameOf: (thing: Anchor) => string,
): string {
  switch (question.type) {
    case 'choice': {
      const choice = question.choices.find(({ id }) => id === question.answer)
      return choice === undefined ? '' : text(choice.words)
    }
    case 'number':
      return text(numberWithUnit(question.answer, question.unit))
    case 'point':
      return question.answers.map(nameOf).join(', ')
  }
}
