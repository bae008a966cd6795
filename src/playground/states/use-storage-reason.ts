import { useTranslations } from 'use-intl'
import type { StorageFailureKind } from '../../browser/index.ts'

/** Words why a run is not stored. `error`: the name of the browser's error, if it is known. */
export function useStorageReason(): (kind: StorageFailureKind | 'not-replayable', error?: string) => string {
  const t = useTranslations('storage.reason')
  return (kind, error) => (kind === 'unknown' && error !== undefined ? t('named', { error }) : t(kind))
}
