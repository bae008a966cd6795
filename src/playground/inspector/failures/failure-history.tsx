import { useFormatter } from 'use-intl'
import type { FailureView } from '../../../trace/index.ts'
import { useTimeFormat } from '../../controls/virtual-time.ts'
import { select } from '../../store/selection.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { useStrategyWords } from '../supervision/use-strategy-words.ts'

interface FailureHistoryProps {
  /** The newest failures, oldest first. */
  readonly failures: readonly FailureView[]
  /** All failures, also those that are not in `failures` any more. */
  readonly count: number
}

/** Failures, newest first, with the message, the rule and the decision; older ones are counted. */
export function FailureHistory({ failures, count }: FailureHistoryProps) {
  const t = useDeferredTexts('failures')
  const format = useFormatter()
  const time = useTimeFormat()
  const words = useStrategyWords()
  return (
    <Disclosure name="failures" title={t('history')} note={format.number(count)}>
      <p className="note">{t('historyHelp')}</p>
      <ol className="event-links" aria-label={t('history')}>
        {failures.toReversed().map(failure => (
          <li key={failure.event}>
            <button
              type="button"
              className="event-link"
              onClick={() => select({ type: 'event', id: failure.event })}
            >
              <span className="when">{time(failure.at)}</span>
              <span>
                <span className="mono">{failure.name}</span>
                <span aria-hidden="true"> → </span>
                <strong>{t(`decision.${failure.decision}`)}</strong>
                <br />
                <span className="who">
                  {failure.label === null ? t('atStart') : t('lost', { label: failure.label })}{' '}
                  {failure.decidedBy === null
                    ? t('byNobody')
                    : t('by', {
                        error: failure.decidedBy.error,
                        strategy: words.name(failure.decidedBy.strategy),
                      })}
                  {failure.exhausted.length > 0 &&
                    ` ${t('exhausted', { error: failure.exhausted[0]!.error })}`}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {count > failures.length && (
        <p className="note">{t('historyOlder', { count: format.number(count - failures.length) })}</p>
      )}
    </Disclosure>
  )
}
