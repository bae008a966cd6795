import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { bySeatOrder } from '../canvas/seats.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { EventRows } from './event-rows.tsx'
import { usePositions } from './use-positions.ts'
import './event-list.css'
import './log-view.css'

const marks = { debug: '·', info: '·', warn: '!', error: '✕' } as const

/** What the actors themselves wrote, all of it or one participant's. */
export default function LogView() {
  const t = useTranslations('log')
  const time = useTimeFormat()
  const format = useFormatter()
  const dropped = useRun(({ book }) => book.dropped)
  const [of, setOf] = useState<string | null>(null)
  const participants = useRun(useShallow(({ view }) => Object.keys(view.participants).sort(bySeatOrder)))
  const positions = usePositions(`log ${of ?? ''}`, {
    families: new Set(['log'] as const),
    ...(of === null ? {} : { participants: new Set([of]) }),
  })
  return (
    <div className="event-list">
      <div className="event-filter">
        <fieldset className="chips">
          <legend className="visually-hidden">{t('of')}</legend>
          {[null, ...participants].map(id => (
            <button
              key={id ?? ''}
              type="button"
              className="chip"
              aria-pressed={of === id}
              onClick={() => setOf(id)}
            >
              {id ?? t('everyone')}
            </button>
          ))}
        </fieldset>
        {dropped > 0 && <p className="note">{t('dropped', { count: format.number(dropped) })}</p>}
      </div>
      <EventRows
        label={t('title')}
        positions={positions}
        empty={t('empty')}
        row={event =>
          event.type === 'Logged' && (
            <>
              <span className="when">{time(event.at)}</span>
              <span className="who">{event.node}</span>
              <span className="level" data-level={event.level} title={event.level}>
                {marks[event.level]}
              </span>
              <span className="mono" title={event.actor}>
                {event.text}
              </span>
            </>
          )
        }
      />
    </div>
  )
}
