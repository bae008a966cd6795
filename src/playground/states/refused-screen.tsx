import { useTranslations } from 'use-intl'
import { firstFace } from '../../scenarios/load-face.ts'
import type { Refused } from '../../trace/index.ts'
import { openRun } from '../store/open-run.ts'
import { useSentence } from '../ui/use-sentence.ts'
import './states.css'

/** Shown instead of a run that could not be opened. */
export function RefusedScreen({ refusal }: { readonly refusal: Refused }) {
  const t = useTranslations('states')
  const sentence = useSentence()
  return (
    <main className="state-screen" id="content">
      <h2>{t('refused')}</h2>
      <p role="alert">{sentence(refusal)}</p>
      <button
        type="button"
        className="button primary"
        onClick={() => void openRun({ scenario: firstFace.card.id })}
      >
        {t('tryAgain')}
      </button>
    </main>
  )
}
