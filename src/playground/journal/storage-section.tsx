import { useEffect, useState } from 'react'
import { useFormatter } from 'use-intl'
import { type StoredContent, storedContentOf } from '../../browser/index.ts'
import { saveJournal } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'

const megabyte = 1_000_000

/** The real content of IndexedDB for the shown run. It is read when the panel opens, when the run pauses and when a person asks. */
export function StorageSection() {
  const t = useOwnTexts(journalTexts)
  const format = useFormatter()
  const runId = useRun(({ session }) => session?.runId ?? null)
  const [reads, setReads] = useState(0)
  // While the run plays, the numbers would be old at once.
  const content = useRun(({ clock, view }) => (clock.playing ? null : view.journal))
  const [stored, setStored] = useState<StoredContent | null | 'reading'>('reading')
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press reads again, and so does each change of the journal
  useEffect(() => {
    let closed = false
    if (runId !== null)
      void storedContentOf(runId).then(found => {
        if (!closed) setStored(found)
      })
    return () => {
      closed = true
    }
  }, [runId, reads, content])
  const inMegabytes = (bytes: number): string =>
    format.number(bytes / megabyte, { maximumFractionDigits: bytes < 100 * megabyte ? 1 : 0 })
  return (
    <section className="journal-storage" aria-labelledby="journal-storage">
      <h3 id="journal-storage">{t('storage')}</h3>
      <div role="status">
        {stored === 'reading' ? null : stored === null ? (
          <p>{t('notStored')}</p>
        ) : (
          <>
            <p>
              {t('stored', {
                commits: stored.commits,
                events: stored.events,
                snapshots: stored.snapshots,
                size: format.number(Math.ceil(stored.characters / 1000)),
              })}
            </p>
            {stored.usage !== null && stored.quota !== null && (
              <p>{t('quota', { used: inMegabytes(stored.usage), quota: inMegabytes(stored.quota) })}</p>
            )}
          </>
        )}
      </div>
      <p className="note">{t('storageHelp')}</p>
      <div className="journal-buttons">
        <button type="button" className="button" onClick={() => setReads(reads + 1)}>
          {t('readAgain')}
        </button>
        <button type="button" className="button" onClick={() => void saveJournal()}>
          {t('save')}
        </button>
      </div>
    </section>
  )
}
