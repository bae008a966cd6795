import { useMemo, useState } from 'react'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'
import { EventDetail, SnapshotDetail } from './event-detail.tsx'
import { replaysAt } from './journal-book.ts'
import { JournalList } from './journal-list.tsx'
import { type JournalRow, rowsOf, type StreamContent } from './journal-rows.ts'
import { StorageSection } from './storage-section.tsx'
import { useJournalBook } from './use-journal-book.ts'
import { WaysSection } from './ways-section.tsx'
import '../inspector/inspector.css'
import './journal.css'

/** The journal at the cursor: streams, their events and snapshots, and what an event changed. */
export default function JournalView() {
  const t = useOwnTexts(journalTexts)
  const hasDatabase = useScenario().participants.some(({ kind }) => kind === 'database')
  return hasDatabase ? <Browser /> : <p className="note journal-none">{t('none')}</p>
}

function Browser() {
  const t = useOwnTexts(journalTexts)
  const { book, ways, isComplete } = useJournalBook()
  const shown = useRun(({ throttled }) => throttled.events)
  const journal = useRun(({ throttled }) => throttled.journal)
  const [wanted, setWanted] = useState<string | null>(null)
  const [comparing, setComparing] = useState(false)
  const [chosen, setChosen] = useState<{ readonly id: string; readonly row: JournalRow } | null>(null)
  const ids = Object.keys(journal).sort()
  const id = wanted !== null && ids.includes(wanted) ? wanted : (ids[0] ?? null)
  const stream = id === null ? undefined : book.stream(id)
  // The book grows in place, so its lengths say whether it has changed.
  const { events, snapshots, deletions } = stream ?? nothing
  const size = `${events.length} ${snapshots.length} ${deletions.length}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `size` stands for the content of `stream`
  const rows = useMemo(() => rowsOf(stream ?? nothing, shown), [stream, shown, size])
  if (id === null)
    return (
      <div className="journal-view journal-empty" tabIndex={-1}>
        <p className="note">{t(isComplete ? 'empty' : 'reading')}</p>
        <StorageSection />
      </div>
    )
  const counts = journal[id]!
  const compares = comparing && ways !== null
  const index = chosen?.id === id ? rows.indexOf(chosen.row) : -1
  const selected = rows.at(index)
  return (
    <div className="journal-view" tabIndex={-1}>
      <section className="journal-streams" aria-label={t('streams')}>
        <ul>
          {ids.map(each => (
            <li key={each}>
              <button
                type="button"
                aria-pressed={each === id && !compares}
                title={each}
                onClick={() => {
                  setWanted(each)
                  setComparing(false)
                  setChosen(null)
                }}
              >
                <bdi className="mono">{each}</bdi>
                <small>
                  {t('counts', { events: journal[each]!.events, highest: journal[each]!.highestSequenceNr })}
                </small>
              </button>
            </li>
          ))}
          {ways !== null && (
            <li>
              <button type="button" aria-pressed={compares} onClick={() => setComparing(true)}>
                <span>{t('ways')}</span>
                <small>{t('waysAbout')}</small>
              </button>
            </li>
          )}
        </ul>
        <StorageSection />
      </section>
      {compares ? (
        <WaysSection ways={ways} />
      ) : (
        <>
          <section className="journal-rows" aria-label={t('rows', { id })}>
            {!isComplete && <p className="note">{t('reading')}</p>}
            {isComplete && rows.listed < counts.events && (
              <p className="note">{t('lost', { count: counts.events - rows.listed })}</p>
            )}
            <JournalList
              key={id}
              persistenceId={id}
              rows={rows}
              replays={stream === undefined ? [] : replaysAt(stream, shown)}
              selected={index}
              onSelect={row => setChosen({ id, row })}
            />
          </section>
          <section className="journal-detail" aria-live="polite">
            {selected?.type === 'event' && stream !== undefined ? (
              <EventDetail stream={stream} event={selected.event} />
            ) : selected?.type === 'snapshot' && stream !== undefined ? (
              <SnapshotDetail stream={stream} snapshot={selected.snapshot} />
            ) : (
              <p className="note">{t('choose')}</p>
            )}
          </section>
        </>
      )}
    </div>
  )
}

const nothing: StreamContent = { events: [], snapshots: [], deletions: [], ascending: true }
