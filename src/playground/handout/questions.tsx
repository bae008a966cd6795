import { useFormatter } from 'use-intl'
import type { Anchor, Question } from '../../lessons/index.ts'
import { Narration } from '../lessons/narration.tsx'
import { numberWithUnit } from '../lessons/number-with-unit.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'

/** A question with boxes to tick, or a line to write on. */
export function Prediction({ ask }: { readonly ask: Question }) {
  const t = useDeferredTexts('handout')
  const text = useText()
  return (
    <div className="handout-question">
      <Narration text={text(ask.ask)} />
      {ask.type === 'choice' ? (
        <ul>
          {ask.choices.map(({ id, words }) => (
            <li key={id}>
              <span aria-hidden="true">☐</span> {text(words)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="handout-line">
          {t('prediction')} {ask.type === 'number' && ask.unit !== undefined && <span>{text(ask.unit)}</span>}
        </p>
      )}
    </div>
  )
}

/** The right answer and its reason. */
export function RightAnswer({ ask }: { readonly ask: Question }) {
  const text = useText()
  const format = useFormatter()
  const answer = () => {
    switch (ask.type) {
      case 'choice':
        return ask.choices.flatMap(({ id, words }) => (id === ask.answer ? [text(words)] : [])).join()
      case 'number':
        return text(numberWithUnit(ask.answer, ask.unit, format.number(ask.answer)))
      case 'point':
        return format.list(ask.answers.map(anchor => nameOf(anchor, text)))
    }
  }
  return (
    <>
      <p>
        <strong>{answer()}</strong>
      </p>
      <Narration text={text(ask.why)} />
    </>
  )
}

const nameOf = (anchor: Anchor, text: ReturnType<typeof useText>): string =>
  anchor.type === 'participant'
    ? anchor.participant
    : anchor.type === 'actor'
      ? `${anchor.participant}${anchor.actor}`
      : text(anchor.name)
