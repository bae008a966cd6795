import { Camera, Trash2 } from 'lucide-react'
import { nameOfActor } from '../../narration/index.ts'
import { type EventLog, eventId } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { scrubToEvent } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'
import { VirtualRows } from '../ui/virtual-rows.tsx'
import { contentOf, factsOf } from './facts-of.ts'
import type { BookedEvent, replaysAt } from './journal-book.ts'
import { type JournalRow, type JournalRows, keyOfRow, positionOf } from './journal-rows.ts'

interface JournalListProps {
  readonly persistenceId: string
  readonly rows: JournalRows
  readonly replays: ReturnType<typeof replaysAt>
  /** Number of the selected row; −1: none. */
  readonly selected: number
  readonly onSelect: (row: JournalRow) => void
}

/** The rows of a stream. A click or Enter goes to the instant of a row; the arrow keys only select. */
export function JournalList({ persistenceId, rows, replays, selected, onSelect }: JournalListProps) {
  const t = useOwnTexts(journalTexts)
  const log = useRun(({ log }) => log)
  const shown = useRun(({ throttled }) => throttled.events)
  const view = useRun(({ throttled }) => throttled)
  const names = useNames()
  const readers = replays.map(({ node, actor, reads }) => ({
    reads,
    name: nameOfActor(names(view), actor, node),
  }))
  const readersAt = (index: number): readonly string[] => {
    const row = rows.at(index)
    if (row?.type !== 'event' || readers.length === 0) return []
    const { sequenceNr } = row.event
    // An actor that begins with deleted events stands at the first one that is left.
    const isFirst = rows.firstEvent === index
    return readers
      .filter(({ reads }) => reads === sequenceNr || (isFirst && reads > 0 && reads < sequenceNr))
      .map(({ name }) => name)
  }
  const look = (index: number): void => {
    const row = rows.at(index)
    if (row !== undefined) onSelect(row)
  }
  return (
    <>
      {readers
        .filter(({ reads }) => reads === 0)
        .map(({ name }) => (
          <p key={name} className="note">
            {t('readsAll', { actor: name })}
          </p>
        ))}
      <VirtualRows
        label={t('rows', { id: persistenceId })}
        count={rows.length}
        empty={t('emptyStream')}
        rowClass="journal-row"
        idOf={index => {
          const row = rows.at(index)
          return row === undefined ? null : `journal-${keyOfRow(row)}`
        }}
        isSelected={index => index === selected}
        onMove={look}
        onChoose={index => {
          look(index)
          const row = rows.at(index)
          const event = row === undefined ? undefined : log.at(instantOf(row))
          if (event !== undefined) void scrubToEvent(eventId(event))
        }}
        row={index => <Row log={log} shown={shown} row={rows.at(index)!} readers={readersAt(index)} />}
      />
    </>
  )
}

/** The position at which everything about the row is known that is known at that instant. */
const instantOf = (row: JournalRow): number => (row.type === 'event' ? lastOf(row.event) : positionOf(row))

export const lastOf = ({ position, persisted, state }: BookedEvent): number => state ?? persisted ?? position

interface RowProps {
  readonly log: EventLog
  /** Number of shown events of the run. */
  readonly shown: number
  readonly row: JournalRow
  /** The names of the recovering actors that read this event next. */
  readonly readers: readonly string[]
}

function Row({ log, shown, row, readers }: RowProps) {
  const t = useOwnTexts(journalTexts)
  const time = useTimeFormat()
  if (row.type === 'deleted')
    return (
      <>
        <Trash2 size={14} aria-hidden="true" />
        <span className="journal-wide">{t('deleted', { to: row.to })}</span>
      </>
    )
  if (row.type === 'snapshot')
    return (
      <>
        <Camera size={14} aria-hidden="true" />
        <span className="journal-wide">{t('snapshot', { nr: row.snapshot.sequenceNr })}</span>
      </>
    )
  const { event } = row
  const facts = factsOf(log, event)
  const isAcknowledged = facts?.imported === true || (event.persisted !== null && event.persisted < shown)
  return (
    <>
      <strong className="journal-nr">{event.sequenceNr}</strong>
      <span className="when">{facts === null ? '' : time(facts.at)}</span>
      <span className="journal-label mono">{facts?.label ?? ''}</span>
      <span className="journal-payload mono">
        {readers.map(actor => (
          <mark key={actor}>{t('reads', { actor })}</mark>
        ))}
        {!isAcknowledged && <em>{t('unacknowledged')}</em>} {facts === null ? '' : contentOf(facts)}
      </span>
      <span className="journal-tags">{facts?.tags.join(', ')}</span>
      <span className="journal-writer mono" title={facts?.writer ?? ''}>
        {facts?.writer?.slice(0, 4)}
      </span>
    </>
  )
}
