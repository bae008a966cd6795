import { useTranslations } from 'use-intl'
import { scenarioCards } from '../../scenarios/cards.ts'
import { openRun } from '../store/open-run.ts'
import './states.css'

/** Shown instead of a run that could not be opened. */
export function RefusedScreen({ sentence }: { readonly sentence: string }) {
  const t = useTranslations('states')
  const first = scenarioCards[0]
  return (
    <main className="state-screen" id="content">
      <h2>{t('refused')}</h2>
      <p role="alert">{sentence}</p>
      {first !== undefined && (
        <button type="button" className="button primary" onClick={() => void openRun({ scenario: first.id })}>
          {t('tryAgain')}
        </button>
      )}
    </main>
  )
}
