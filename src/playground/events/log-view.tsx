import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { nameOfActor } from '../../narration/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { classesOf } from '../store/event-classes.ts'
import { useRun } from '../store/run-store.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { EventRows } from './event-rows.tsx'
import { useEventScan } from './use-event-scan.ts'
import './event-list.css'
import './log-view.css'

const marks = { debug: '·', info: '·', warn: '!', error: '✕' } as const

/** Lines that actors logged, of all participants or of one. */
export default function LogView() {
  const t = useDeferredTexts('log')
  const time = useTimeFormat()
  const named = useNames()(useRun(({ throttled }) => throttled))
  const [participant, setParticipant] = useState<string | null>(null)
  const participants = useRun(useShallow(({ view }) => Object.keys(view.participants).sort(byNameAndNumber)))
  const { positions } = useEventScan({
    key: participant ?? '',
    filter: {
      classes: classesOf(['log']),
      ...(participant === null ? {} : { participants: new Set([participant]) }),
    },
  })
  return (
    <div className="event-list">
      <div className="event-filter">
        <Toolbar className="chips" label={t('of')}>
          {[null, ...participants].map(id => (
            <button
              key={id ?? ''}
              type="button"
              className="chip"
              aria-pressed={participant === id}
              onClick={() => setParticipant(id)}
            >
              {id ?? t('everyone')}
            </button>
          ))}
        </Toolbar>
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
                <span className="log-actor">{nameOfActor(named, event.actor, null)}</span> {event.text}
              </span>
            </>
          )
        }
      />
    </div>
  )
}
