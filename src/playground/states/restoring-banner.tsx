import { useFormatter, useTranslations } from 'use-intl'
import { openRun } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'

/** The share of the run before a reload that is computed again, and the way to a new run instead. */
export function RestoringBanner() {
  const t = useTranslations('states')
  const format = useFormatter()
  const phase = useRun(({ phase }) => phase)
  if (phase.type !== 'restoring') return null
  const { scenario, seed, share } = phase
  const sentence = t('restoring', { share: format.number(share, { style: 'percent' }) })
  return (
    <div className="banner">
      <label className="tabular">
        {sentence} <progress max={1} value={share} />
      </label>
      <button type="button" className="button" onClick={() => void openRun({ scenario, seed, fresh: true })}>
        {t('startNew')}
      </button>
    </div>
  )
}
