import { useFormatter, useTranslations } from 'use-intl'
import { describeReason, nameOfPath, stateData, stateLine } from '../../narration/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { WhyButton } from '../why/why-button.tsx'
import { groupLetters, type LetterGroup } from './group-letters.ts'
import './dead-letters.css'

/** The newest dead letters with sender, receiver and reason, newest first. */
export function DeadLetters() {
  const t = useDeferredTexts('deadLetters')
  const why = useTranslations('why')
  const format = useFormatter()
  const count = useRun(({ throttled }) => throttled.deadLetters)
  const recent = useRun(({ throttled }) => throttled.recentDeadLetters)
  return (
    <>
      <div className="inspector-head">
        <h2>{t('title')}</h2>
        <p>{count === 0 ? t('empty') : t('count', { count })}</p>
        <p className="note">{t('explanation')}</p>
      </div>
      {count > 0 && (
        <ol className="event-links" aria-label={t('title')}>
          {groupLetters(recent).map(group => (
            <li key={group.letter.id} className="dead-letter-row">
              <DeadLetter {...group} />
              <WhyButton
                fact={{ type: 'event', id: group.letter.id }}
                about={why('letter', { label: group.letter.label })}
              />
            </li>
          ))}
        </ol>
      )}
      {count > recent.length && recent.length > 0 && (
        <p className="note">{t('older', { count: format.number(count - recent.length) })}</p>
      )}
    </>
  )
}

function DeadLetter({ letter, count }: LetterGroup) {
  const t = useDeferredTexts('deadLetters')
  const text = useText()
  const time = useTimeFormat()
  const view = useRun(({ throttled }) => throttled)
  const named = useNames()(view)
  const fields = fieldsOf(letter.body)
  const from = letter.from === null ? t('noSender') : nameOfPath(named, letter.from, null)
  return (
    <button
      type="button"
      className="event-link dead-letter"
      onClick={() => select({ type: 'event', id: letter.id })}
    >
      <span className="when">{time(letter.at)}</span>
      <span>
        <span>
          <strong className="mono">{letter.label}</strong>
          {count > 1 && <span className="dead-letter-count tabular"> {t('times', { count })}</span>}
        </span>{' '}
        <span className="who">{letter.node}</span>
        <span className="dead-letter-way">
          {t('route', { from, to: nameOfPath(named, letter.to, null) })}
        </span>
        <span className="dead-letter-why">{text(describeReason(letter.why, named))}</span>
        {fields !== '' && <span className="dead-letter-body">{fields}</span>}
      </span>
    </button>
  )
}

/** The fields of a message in one line: its type is in the label, and the address of an ask is a number. */
function fieldsOf(body: string | null): string {
  const { type: _, replyTo: __, ...fields } = (body === null ? undefined : stateData(body)) ?? {}
  return stateLine(fields)
}
