import { SkipForward } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { goToNow, usePastAttempts } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'

/** Says that the page shows the past, where no act is possible, and leads back. */
export const PastBanner = () => useRun(({ cursor }) => cursor.past) && <Past />

function Past() {
  const t = useTranslations('past')
  const time = useTimeFormat()
  const frontier = useRun(({ throttledClock }) => throttledClock.now)
  const heldFrom = useRun(({ log, throttledCursor }) =>
    log.firstHeld > 0 && throttledCursor.at <= log.heldFrom ? log.heldFrom : null,
  )
  const attempts = usePastAttempts(({ count }) => count)
  // Attempts during an earlier visit to the past need no answer now.
  const [before] = useState(attempts)
  return (
    <div className="banner past">
      <span role="status">
        {t('shown', { now: time(frontier) })}
        {heldFrom !== null && ` ${t('notHeld', { time: time(heldFrom) })}`}
      </span>
      <span key={attempts} role="alert" className="past-attempt">
        {attempts > before && t('noActs')}
      </span>
      <button type="button" className="button primary" onClick={goToNow}>
        <SkipForward size={15} aria-hidden="true" /> {t('now')}
      </button>
    </div>
  )
}
