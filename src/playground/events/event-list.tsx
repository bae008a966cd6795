import { useState } from 'react'
import { useFormatter, useLocale } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import {
  describeEvent,
  type EventFamily,
  eventFamilies,
  familyNames,
  familyOf,
} from '../../narration/index.ts'
import type { TraceEvent } from '../../trace/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { classesOf } from '../store/event-classes.ts'
import { useRun } from '../store/run-store.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { EventRows } from './event-rows.tsx'
import { mentionsText } from './mentions-text.ts'
import { useEventScan } from './use-event-scan.ts'
import './event-list.css'

/** All events of the run in order, with filters. */
export default function EventList() {
  const t = useDeferredTexts('events')
  const past = useDeferredTexts('past')
  const locale = useLocale()
  const time = useTimeFormat()
  const format = useFormatter()
  const [hidden, setHidden] = useState<readonly EventFamily[]>([])
  const [participant, setParticipant] = useState('')
  const [text, setText] = useState('')
  const [routine, setRoutine] = useState(false)
  const participants = useRun(useShallow(({ view }) => Object.keys(view.participants).sort(byNameAndNumber)))
  const view = useRun(({ throttled }) => throttled)
  const names = useNames()
  const named = names(view)
  const wanted = text.trim()
  const scan = useEventScan({
    key: JSON.stringify([hidden, participant, wanted, routine, locale]),
    filter: {
      classes: classesOf(
        eventFamilies.filter(family => !hidden.includes(family)),
        routine ? 3 : 2,
      ),
      ...(participant === '' ? {} : { participants: new Set([participant]) }),
      ...(wanted === ''
        ? {}
        : { matches: (event: TraceEvent) => mentionsText(event, wanted, names(useRun.getState().view)) }),
    },
  })
  const heldFrom = useRun(({ log }) => (log.firstHeld > 0 ? log.heldFrom : null))
  const toggle = (family: EventFamily) =>
    setHidden(hidden.includes(family) ? hidden.filter(other => other !== family) : [...hidden, family])
  return (
    <div className="event-list">
      <div className="event-filter">
        <input
          className="input"
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <select
          className="input"
          aria-label={t('participant')}
          value={participant}
          onChange={event => setParticipant(event.target.value)}
        >
          <option value="">{t('everyone')}</option>
          {participants.map(id => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
        <Toolbar className="chips" label={t('families')}>
          {eventFamilies.map(family => (
            <button
              key={family}
              type="button"
              className="chip"
              aria-pressed={!hidden.includes(family)}
              onClick={() => toggle(family)}
            >
              {familyNames[family][locale]}
            </button>
          ))}
          <button type="button" className="chip" aria-pressed={routine} onClick={() => setRoutine(!routine)}>
            {t('routine')}
          </button>
        </Toolbar>
        {heldFrom !== null && <p className="note">{past('notHeld', { time: time(heldFrom) })}</p>}
        {!scan.isComplete && (
          <p className="note">
            {t('searching', { share: format.number(scan.progress, { style: 'percent' }) })}
          </p>
        )}
      </div>
      <EventRows
        label={t('title')}
        positions={scan.positions}
        empty={scan.isComplete ? t('empty') : ''}
        row={event => (
          <>
            <span className="when">{time(event.at)}</span>
            <span className="who">{event.node}</span>
            <span className="dot" style={dotOf(event)} />
            <span>{describeEvent(event, named)[locale]}</span>
          </>
        )}
      />
    </div>
  )
}

const dotOf = (event: TraceEvent) => {
  if (event.type === 'MessageSent') return { background: `var(--${event.protocol})` }
  return familyOf(event) === 'run' ? { background: 'var(--accent)' } : {}
}
