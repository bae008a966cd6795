import { SkipForward } from 'lucide-react'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useIsNarrow } from '../layout/use-is-narrow.ts'
import { goToNow } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

/** Says that the page shows the past, where an act grows a branch, and leads back. */
export default function PastBanner() {
  const t = useDeferredTexts('past')
  const time = useTimeFormat()
  const narrow = useIsNarrow()
  const frontier = useRun(({ throttledClock }) => throttledClock.now)
  const heldFrom = useRun(({ log, throttledCursor }) =>
    log.firstHeld > 0 && throttledCursor.at <= log.heldFrom ? log.heldFrom : null,
  )
  return (
    <div className="banner past">
      <span role="status" title={narrow ? t('shown', { now: time(frontier) }) : undefined}>
        {t(narrow ? 'shownInShort' : 'shown', { now: time(frontier) })}
        {heldFrom !== null && ` ${t('notHeld', { time: time(heldFrom) })}`}
      </span>
      <button type="button" className="button primary" onClick={goToNow}>
        <SkipForward size={15} aria-hidden="true" /> {t('now')}
      </button>
    </div>
  )
}
