import { SkipForward } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { goToNow, usePastAttempts } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'

/** Says that the page shows the past, where no act is possible, and leads back. */
export function PastBanner() {
  const t = useTranslations('past')
  const time = useTimeFormat()
  const following = useRun(({ cursor }) => cursor.following)
  const frontier = useRun(({ throttledClock }) => throttledClock.now)
  const attempts = usePastAttempts(({ count }) => count)
  if (following) return null
  return (
    <div className="banner past">
      <span role="status">{t('shown', { now: time(frontier) })}</span>
      <span key={attempts} role="alert" className="past-attempt">
        {attempts > 0 && t('noActs')}
      </span>
      <button type="button" className="button primary" onClick={goToNow}>
        <SkipForward size={15} aria-hidden="true" /> {t('now')}
      </button>
    </div>
  )
}
