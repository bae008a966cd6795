import { useEffect, useState } from 'react'
import { useFormatter } from 'use-intl'
import { isRefused, maxLinkCharacters } from '../../trace/index.ts'
import { MakeLessonButton } from '../authoring/make-lesson-button.tsx'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { exportRun, saveJournal } from '../store/acts.ts'
import { useFilm } from '../store/film-mode.ts'
import { useLanes } from '../store/lanes.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { saveRunFile } from '../store/save-run-file.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { shareTexts } from '../texts/share-texts.ts'
import { CopyOutcome } from '../ui/copy-outcome.tsx'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { useCopy } from '../ui/use-copy.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'
import { OpenFileButton } from './open-file-button.tsx'
import { PictureButtons } from './picture-buttons.tsx'
import { type CodeForm, codeForms, codeOf, hasCode, maxCodeActions } from './run-code.ts'
import { currentRun, linkToShownInstant, pageAddress, type RunLink } from './run-link.ts'
import { saveTrace } from './save-trace.ts'
import { StoredRunsButton } from './stored-runs-button.tsx'
import './dialogs.css'

/** Saves the run as a file, which replays it exactly, links to its shown instant, and writes it as code. */
export function ShareDialog() {
  const t = useOwnTexts(shareTexts)
  const format = useFormatter()
  const time = useTimeFormat()
  const session = useRun(({ session }) => session)
  const now = useRun(({ clock }) => clock.now)
  const hasJournal = useScenario().participants.some(({ kind }) => kind === 'database')
  const actions = useRun(({ throttled }) => throttled.actions.length)
  const branches = useLanes(({ lanes }) => lanes.length - 1)
  const film = useFilm(({ open }) => open)
  const [hash, setHash] = useState<string | null>(null)
  const [shown, setShown] = useState<RunLink | null>(null)
  const { copied, uncopied, copy } = useCopy<'link' | 'run' | CodeForm>()
  useEffect(() => {
    let closed = false
    void session?.traceHash().then(answer => {
      if (!closed && !isRefused(answer)) setHash(answer)
    })
    void currentRun().then(file => {
      if (!closed && file !== null) setShown(linkToShownInstant(file))
    })
    return () => {
      closed = true
    }
  }, [session])
  if (session === null) return null
  const { seed } = session.header

  const copyRun = async () => {
    const text = await exportRun()
    if (text !== null) await copy('run', text)
  }
  const copyLink = async () => {
    const file = await currentRun()
    if (file === null) return
    const link = linkToShownInstant(file)
    setShown(link)
    if (link.link !== null) await copy('link', link.link)
  }
  const copyCode = async (form: CodeForm) => {
    const file = await currentRun()
    if (file !== null) await copy(form, codeOf(form, session, file, pageAddress()))
  }

  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>
        {t('explanation', {
          seed: format.number(seed, { useGrouping: false }),
          count: actions,
          time: time(now),
        })}{' '}
        {branches > 0 && t('withBranches', { count: branches })} {film && t('asFilm')}
      </p>
      <div className="modal-actions start">
        <button type="button" className="button primary" onClick={() => void saveRunFile()}>
          {t('download')}
        </button>
        <button type="button" className="button" onClick={() => void copyRun()}>
          {t('copyRun')}
        </button>
        <OpenFileButton />
        <MakeLessonButton />
        <StoredRunsButton />
        <button type="button" className="button" onClick={() => openDialog('room')}>
          {t('room')}
        </button>
      </div>
      {shown?.link === null ? (
        <p className="note">{t('noLink', { most: maxLinkCharacters })}</p>
      ) : (
        <Field label={t('link', { time: time(shown?.at ?? 0) })}>
          <span className="row">
            <input
              className="input mono"
              readOnly
              value={shown?.link ?? ''}
              onFocus={event => event.target.select()}
            />
            <button type="button" className="button" onClick={() => void copyLink()}>
              {t('copy')}
            </button>
          </span>
        </Field>
      )}
      {shown?.withoutBranches && (
        <p className="note">{t('linkWithoutBranches', { most: maxLinkCharacters })}</p>
      )}
      <PictureButtons />
      <section aria-labelledby="share-code">
        <h3 id="share-code">{t('code')}</h3>
        <div className="modal-actions start">
          {codeForms.map(form => (
            <button
              key={form}
              type="button"
              className="button"
              disabled={!hasCode(session, form, actions)}
              onClick={() => void copyCode(form)}
            >
              {t(`forms.${form}`)}
            </button>
          ))}
          <button type="button" className="button" onClick={() => void saveTrace(session).then(showRefusal)}>
            {t('saveTrace')}
          </button>
          {hasJournal && (
            <button type="button" className="button" onClick={() => void saveJournal()}>
              {t('saveJournal')}
            </button>
          )}
        </div>
        {actions > maxCodeActions && <p className="note">{t('noCode', { most: maxCodeActions })}</p>}
      </section>
      <CopyOutcome
        copied={copied === null || copied === 'refused' ? null : t(`copied.${copied}`)}
        uncopied={uncopied}
      />
      <p className="note mono hash">{hash === null ? t('computingHash') : t('hash', { hash })}</p>
    </Modal>
  )
}
