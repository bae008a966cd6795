import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { openFile } from '../store/open-file.ts'
import { openDialog } from '../store/selection.ts'

/** Opens a run file in place of the current run. */
export function OpenFileButton() {
  const t = useTranslations('openFile')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="button" title={t('help')} onClick={() => input.current?.click()}>
        {t('open')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,.jsonl,application/json"
        aria-label={t('open')}
        hidden
        onChange={event => {
          const file = event.target.files?.[0]
          if (file === undefined) return
          openDialog(null)
          void openFile(file)
        }}
      />
    </>
  )
}
