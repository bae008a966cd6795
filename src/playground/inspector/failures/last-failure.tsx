import type { FailureView } from '../../../trace/index.ts'
import { useTimeFormat } from '../../controls/virtual-time.ts'
import { select } from '../../store/selection.ts'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { compareStates } from './compare-states.ts'
import { ComparedLines } from './compared-lines.tsx'
import './last-failure.css'

/** The last failure with the state before it and after its decision. */
export function LastFailure({ failure }: { readonly failure: FailureView }) {
  const t = useDeferredTexts('failures')
  const time = useTimeFormat()
  const { stateBefore, stateAfter, decision } = failure
  return (
    <section className="last-failure" aria-label={t('last')}>
      <h3>
        {t('last')} <span className="when tabular">{time(failure.at)}</span>
      </h3>
      <p className="failure-line">
        <button
          type="button"
          className="failure-name"
          onClick={() => select({ type: 'event', id: failure.event })}
        >
          {failure.name}
        </button>
        <span aria-hidden="true">→</span>
        <strong>{t(`decision.${decision}`)}</strong>
        <RestartCount failure={failure} />
      </p>
      <p className="note">
        {failure.message !== undefined && (
          <>
            <code>{failure.message}</code>{' '}
          </>
        )}
        {failure.label === null ? t('atStart') : t('lost', { label: failure.label })}
        {failure.exhausted.length > 0 && ` ${t('exhausted', { error: failure.exhausted[0]!.error })}`}
      </p>
      {stateBefore !== null && (stateAfter !== null || decision === 'stop' || decision === 'escalate') && (
        <BeforeAfter before={stateBefore} after={stateAfter} />
      )}
    </section>
  )
}

/** The number of the restart, of those that the rule allows. */
function RestartCount({ failure: { count, decidedBy } }: { readonly failure: FailureView }) {
  const t = useDeferredTexts('failures')
  if (count === null || decidedBy === null || !('maxRestarts' in decidedBy.strategy)) return null
  return <span className="note">{t('count', { count, of: decidedBy.strategy.maxRestarts ?? 0 })}</span>
}

function BeforeAfter({ before, after }: { readonly before: string; readonly after: string | null }) {
  const t = useDeferredTexts('failures')
  const compared = after === null ? null : compareStates(before, after)
  const unchanged = compareStates(before, before).before
  return (
    <>
      <div className="before-after">
        <figure>
          <figcaption>{t('before')}</figcaption>
          <ComparedLines lines={compared?.before ?? unchanged} mark="−" spokenMark={t('removedLines')} />
        </figure>
        <figure>
          <figcaption>{t('after')}</figcaption>
          {compared === null ? (
            <p className="data no-after">{t('noStateAfter')}</p>
          ) : (
            <ComparedLines lines={compared.after} mark="+" spokenMark={t('new')} />
          )}
        </figure>
      </div>
      {compared?.same && <p className="note">{t('same')}</p>}
    </>
  )
}
