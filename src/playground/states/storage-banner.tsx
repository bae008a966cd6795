import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { saveRunFile } from '../store/save-run-file.ts'
import { useStorageReason } from './use-storage-reason.ts'

/** Says that the run is kept in memory only, why, and offers to save it as a file. */
export function StorageBanner() {
  const t = useTranslations('storage')
  const reason = useStorageReason()
  const banners = useTranslations('banners')
  const time = useTimeFormat()
  const session = useRun(({ session }) => session)
  // Single values, because each batch of events brings an equal failure as a new object.
  const kind = useRun(({ clock }) => clock.storageFailure?.kind)
  const error = useRun(({ clock }) => clock.storageFailure?.error)
  const storedUntil = useRun(({ clock }) => clock.storageFailure?.storedUntil)
  const [dismissed, setDismissed] = useState<object | null>(null)
  if (kind === undefined || session === null || dismissed === session) return null
  return (
    <div className="banner bad" role="status">
      <span>
        {reason(kind, error)}{' '}
        {storedUntil == null ? t('neverStored') : t('storedUntil', { until: time(storedUntil) })}
      </span>
      <button type="button" className="button primary" onClick={() => void saveRunFile()}>
        {t('save')}
      </button>
      <button type="button" className="button quiet" onClick={() => setDismissed(session)}>
        {banners('dismiss')}
      </button>
    </div>
  )
}
