import { useMemo } from 'react'
import { nameOfActor } from '../../narration/index.ts'
import { type EventLog, eventId, lowestIndex } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { compareStates } from '../inspector/failures/compare-states.ts'
import { ComparedLines } from '../inspector/failures/compared-lines.tsx'
import { formatJson } from '../inspector/format-json.ts'
import { scrubToEvent } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'
import { factsOf } from './facts-of.ts'
import type { BookedEvent, BookedSnapshot, Stream } from './journal-book.ts'
import { lastOf } from './journal-list.tsx'

interface EventDetailProps {
  readonly stream: Stream
  readonly event: BookedEvent
}

/** One event of the journal: its content, its writer, and the state after it with what the event changed. */
export function EventDetail({ stream, event }: EventDetailProps) {
  const t = useOwnTexts(journalTexts)
  const time = useTimeFormat()
  const log = useRun(({ log }) => log)
  const view = useRun(({ throttled }) => throttled)
  const names = useNames()(view)
  const facts = factsOf(log, event)
  if (facts === null) return <p className="note">{t('notHeld')}</p>
  const { actor, writer, tags, payload } = facts
  return (
    <>
      <h2>{t('event', { nr: event.sequenceNr, label: facts.label })}</h2>
      <dl className="facts">
        <dt>{t(facts.imported ? 'storedEarlier' : 'storedAt')}</dt>
        <dd>
          {time(facts.at)}{' '}
          <button
            type="button"
            className="button small"
            onClick={() => {
              const last = log.at(lastOf(event))
              if (last !== undefined) void scrubToEvent(eventId(last))
            }}
          >
            {t('goTo')}
          </button>
        </dd>
        <dt title={t('writerHelp')}>{t('writer')}</dt>
        <dd>
          {actor !== null && `${nameOfActor(names, actor.path, actor.participant)} · `}
          <span className="mono">{writer ?? '–'}</span>
        </dd>
        {tags.length > 0 && (
          <>
            <dt>{t('tags')}</dt>
            <dd>{tags.join(', ')}</dd>
          </>
        )}
      </dl>
      <h3>{t('payload')}</h3>
      {payload === null ? (
        <p className="note">{t('notHeld')}</p>
      ) : (
        <pre className="data">{formatJson(payload)}</pre>
      )}
      <h3>{t('stateAfter', { nr: event.sequenceNr })}</h3>
      <StateAfter stream={stream} event={event} />
    </>
  )
}

/** A snapshot: the events that it covers, and the state that it holds. */
export function SnapshotDetail({
  stream,
  snapshot: { sequenceNr, position },
}: {
  readonly stream: Stream
  readonly snapshot: BookedSnapshot
}) {
  const t = useOwnTexts(journalTexts)
  const time = useTimeFormat()
  const log = useRun(({ log }) => log)
  const shown = useRun(({ throttled }) => throttled.events)
  const covered = stream.latest(sequenceNr)
  const state = covered === undefined ? null : stateOf(log, covered, shown)
  const saved = log.at(position)
  return (
    <>
      <h2>{t('snapshotAt', { nr: sequenceNr })}</h2>
      <p>{t('covers', { nr: sequenceNr })}</p>
      {saved !== undefined && (
        <p>
          {t('storedAt')}: {time(saved.at)}
        </p>
      )}
      <h3>{t('stateAfter', { nr: sequenceNr })}</h3>
      {state === null ? (
        <p className="note">{t('noState')}</p>
      ) : (
        <pre className="data">{formatJson(state)}</pre>
      )}
    </>
  )
}

function StateAfter({ stream, event }: Pick<EventDetailProps, 'stream' | 'event'>) {
  const t = useOwnTexts(journalTexts)
  const log = useRun(({ log }) => log)
  const shown = useRun(({ throttled }) => throttled.events)
  const after = stateOf(log, event, shown)
  const { events } = stream
  const previous = events[lowestIndex(events.length, i => events[i]!.position >= event.position) - 1]
  const before = previous === undefined ? null : stateOf(log, previous, shown)
  const compared = useMemo(
    () => (after === null ? null : compareStates(before ?? after, after)),
    [before, after],
  )
  if (compared === null) return <p className="note">{t('noState')}</p>
  const removed = compared.before.filter(({ changed }) => changed)
  return (
    <>
      <ComparedLines lines={compared.after} mark="+" spokenMark={t('added')} />
      {removed.length > 0 && (
        <>
          <p className="note">{t('removedTitle')}</p>
          <ComparedLines lines={removed} mark="−" spokenMark={t('removed')} />
        </>
      )}
      {before !== null && compared.same && <p className="note">{t('noChange')}</p>}
    </>
  )
}

/** The state after an event, if the cursor has passed it. */
function stateOf(log: EventLog, { state }: BookedEvent, shown: number): string | null {
  const changed = state === null || state >= shown ? undefined : log.at(state)
  return changed?.type === 'StateChanged' ? changed.state : null
}
