import { useTranslations } from 'use-intl'
import { openDialog } from '../store/selection.ts'

/** Opens the list of stored runs. */
export function StoredRunsButton() {
  const t = useTranslations('runs')
  return (
    <button type="button" className="button" onClick={() => openDialog('runs')}>
      {t('open')}
    </button>
  )
}
