import { useTranslations } from 'use-intl'
import type { Notice } from '../../browser/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useStorageReason } from './use-storage-reason.ts'

/** Words a notice in the page's language. */
export function useNoticeSentence(): (notice: Notice) => string {
  const t = useTranslations('banners')
  const storage = useTranslations('storage')
  const reason = useStorageReason()
  const time = useTimeFormat()
  return notice => {
    switch (notice.code) {
      case 'recording-differs':
        return notice.text
      case 'run-lost':
        return `${reason(notice.reason)} ${storage('lost')}`
      case 'run-incomplete':
        return `${reason(notice.reason)} ${storage('incomplete', { until: time(notice.until) })}`
      default:
        return t(notice.code)
    }
  }
}
