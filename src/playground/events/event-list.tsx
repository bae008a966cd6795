import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import {
  describeEvent,
  type EventFamily,
  eventFamilies,
  familyNames,
  familyOf,
} from '../../narration/index.ts'
import { protocolOf, type TraceEvent } from '../../trace/index.ts'
import { bySeatOrder } from '../canvas/seats.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { EventRows } from './event-rows.tsx'
import { usePositions } from './use-positions.ts'
import './event-list.css'

/** Everything that happened, in order: the real document, of which the canvas is the illustration. */
export default function EventList() {
  const t = useTranslations('events')
  const locale = useLocale()
  const time = useTimeFormat()
  const format = useFormatter()
  const [hidden, setHidden] = useState<readonly EventFamily[]>([])
  const [participant, setParticipant] = useState('')
  const [text, setText] = useState('')
  const [routine, setRoutine] = useState(false)
  const participants = useRun(useShallow(({ view }) => Object.keys(view.participants).sort(bySeatOrder)))
  const dropped = useRun(({ book }) => book.dropped)
  const view = useRun(({ throttled: calm }) => calm)
  const positions = usePositions(JSON.stringify([hidden, participant, text, routine]), {
    families: new Set(eventFamilies.filter(family => !hidden.includes(family))),
    ...(participant === '' ? {} : { participants: new Set([participant]) }),
    text,
    verbosity: routine ? 3 : 2,
  })
  const toggle = (family: EventFamily) =>
    setHidden(hidden.includes(family) ? hidden.filter(one => one !== family) : [...hidden, family])
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
        <fieldset className="chips">
          <legend className="visually-hidden">{t('families')}</legend>
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
        </fieldset>
        {dropped > 0 && <p className="note">{t('dropped', { count: format.number(dropped) })}</p>}
      </div>
      <EventRows
        label={t('title')}
        positions={positions}
        empty={t('empty')}
        row={event => (
          <>
            <span className="when">{time(event.at)}</span>
            <span className="who">{event.node}</span>
            <span className="dot" style={dotOf(event)} />
            <span>{describeEvent(event, view)[locale]}</span>
          </>
        )}
      />
    </div>
  )
}

const dotOf = (event: TraceEvent) => {
  if (event.type === 'MessageSent') return { background: `var(--${protocolOf(event)})` }
  return familyOf(event) === 'run' ? { background: 'var(--accent)' } : {}
}
