import { useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { isRefused } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { exportRun } from '../store/acts.ts'
import { openFile } from '../store/open-file.ts'
import { useRun } from '../store/run-store.ts'
import { saveRunFile } from '../store/save-run-file.ts'
import { openDialog } from '../store/selection.ts'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { StoredRunsButton } from './stored-runs-button.tsx'
import './dialogs.css'

/** Exports the run as a file, which replays it exactly, and links to a run with the same scenario and seed. */
export function ShareDialog() {
  const t = useTranslations('share')
  const format = useFormatter()
  const time = useTimeFormat()
  const session = useRun(({ session }) => session)
  const now = useRun(({ clock }) => clock.now)
  const actions = useRun(({ throttled }) => throttled.actions.length)
  const [hash, setHash] = useState<string | null>(null)
  const [copied, setCopied] = useState<'link' | 'run' | 'refused' | null>(null)
  /** The text that the browser did not let the page copy. */
  const [uncopied, setUncopied] = useState<string | null>(null)
  useEffect(() => {
    let closed = false
    void session?.traceHash().then(answer => {
      if (!closed && !isRefused(answer)) setHash(answer)
    })
    return () => {
      closed = true
    }
  }, [session])
  if (session === null) return null
  const { scenario, seed } = session.header
  const link = `${location.origin}${location.pathname}?scenario=${scenario}&seed=${seed}`

  const copy = async (source: 'link' | 'run') => {
    const text = source === 'link' ? link : await exportRun()
    if (text === null) return
    try {
      await navigator.clipboard.writeText(text)
      setCopied(source)
      setUncopied(null)
    } catch {
      // Browsers allow the clipboard only on https pages, and some only within a person's gesture.
      setCopied('refused')
      setUncopied(text)
    }
  }

  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>
        {t('explanation', {
          seed: format.number(seed, { useGrouping: false }),
          count: actions,
          time: time(now),
        })}
      </p>
      <div className="modal-actions start">
        <button type="button" className="button primary" onClick={() => void saveRunFile()}>
          {t('download')}
        </button>
        <button type="button" className="button" onClick={() => void copy('run')}>
          {t('copyRun')}
        </button>
        <OpenFileButton />
        <StoredRunsButton />
      </div>
      <Field label={t('link')}>
        <span className="row">
          <input className="input mono" readOnly value={link} onFocus={event => event.target.select()} />
          <button type="button" className="button" onClick={() => void copy('link')}>
            {t('copy')}
          </button>
        </span>
      </Field>
      <p className="note" role="status">
        {copied === null ? '' : t(`copied.${copied}`)}
      </p>
      {uncopied !== null && (
        <textarea
          className="input mono"
          aria-label={t('text')}
          rows={6}
          readOnly
          value={uncopied}
          onFocus={event => event.target.select()}
        />
      )}
      <p className="note mono hash">{hash === null ? t('computingHash') : t('hash', { hash })}</p>
    </Modal>
  )
}

/** Opens a run file in place of the current run. */
function OpenFileButton() {
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
        accept=".json,application/json"
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
