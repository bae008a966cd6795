import { openDialog } from '../store/selection.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

/** Opens the list of stored runs. */
export function StoredRunsButton() {
  const t = useDeferredTexts('runs')
  return (
    <button type="button" className="button" onClick={() => openDialog('runs')}>
      {t('open')}
    </button>
  )
}
