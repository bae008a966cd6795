import { useTranslations } from 'use-intl'
import type { Notice } from '../../browser/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { useStorageReason } from './use-storage-reason.ts'

/** Words a notice in the page's language. */
export function useNoticeSentence(): (notice: Notice) => string {
  const t = useTranslations('banners')
  const storage = useTranslations('storage')
  const reasonOf = useStorageReason()
  const shown = useRun(({ clock }) => clock.storageFailure?.kind)
  /** The banner of the storage gives the same reason. */
  const because = (reason: Parameters<typeof reasonOf>[0]) => (reason === shown ? '' : `${reasonOf(reason)} `)
  const time = useTimeFormat()
  return notice => {
    switch (notice.code) {
      case 'recording-differs':
        return t(notice.code, { build: notice.build })
      case 'run-lost':
        return because(notice.reason) + storage('lost')
      case 'run-incomplete':
        return because(notice.reason) + storage('incomplete', { until: time(notice.until) })
      default:
        return t(notice.code)
    }
  }
}
