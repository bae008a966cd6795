import { Footprints } from 'lucide-react'
import { useMemo } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { describeEvent, nameOfPath } from '../../narration/index.ts'
import { sameText } from '../../scenarios/card.ts'
import { type EventId, eventId, patternOfEvent, type TraceEvent } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useEventScan } from '../events/use-event-scan.ts'
import { followEvent } from '../follow/following.ts'
import { WatchButtons } from '../lamps/watch-buttons.tsx'
import { MessageActs } from '../network/message-acts.tsx'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useBothLanguages, useNames } from '../ui/use-names.ts'
import { WhyOfEvent } from '../why/why-panel.tsx'
import { formatJson } from './format-json.ts'
import { ScriptLine } from './script-line.tsx'

/** An event, its content, its causes back to the action or rule that started them, and its direct effects. */
export function EventInspector({ id }: { readonly id: EventId }) {
  const t = useDeferredTexts('inspector')
  const follow = useTranslations('follow')
  const locale = useLocale()
  const time = useTimeFormat()
  const families = useTranslations('legend')
  const log = useRun(({ log }) => log)
  const view = useRun(({ throttled }) => throttled)
  const why = useTranslations('why')
  const names = useNames()
  const bothLanguages = useBothLanguages()
  const effects = useEffectsOf(id)
  const event = useMemo(() => log.byId(id), [log, id])
  if (event === null) return <p className="note">{t('eventUnknown')}</p>
  const named = names(view)
  const line = describeEvent(event, named)[locale]
  return (
    <>
      <div className="inspector-head">
        <h2>{event.type === 'MessageSent' ? event.label : line}</h2>
        {event.type === 'MessageSent' && <p>{line}</p>}
        <p className="tabular">
          {time(event.at)} · {event.node}
        </p>
      </div>
      {event.type === 'MessageSent' && (
        <dl className="facts">
          <dt>{t('family')}</dt>
          <dd>
            <span className="swatch" style={{ color: `var(--${event.protocol})`, display: 'inline-block' }} />{' '}
            {families(event.protocol)}, {event.reply ? families('reply') : families('request')}
          </dd>
          <dt>{t('from')}</dt>
          <dd title={event.from ?? undefined}>
            {event.from === null || event.from === undefined
              ? event.node
              : nameOfPath(named, event.from, event.node)}
          </dd>
          <dt>{t('to')}</dt>
          <dd title={event.to}>{nameOfPath(named, event.to, event.node)}</dd>
          {event.asker !== undefined && (
            <>
              <dt>{t('asker')}</dt>
              <dd title={event.asker ?? undefined}>
                {event.asker === null ? t('askedFromOutside') : nameOfPath(named, event.asker, event.node)}
              </dd>
            </>
          )}
          {event.dueAt !== undefined && (
            <>
              <dt>{t('due')}</dt>
              <dd className="tabular">
                {t('dueAfter', { time: time(event.dueAt), ms: event.dueAt - event.at })}
              </dd>
            </>
          )}
        </dl>
      )}
      {(event.type === 'MessageSent' || event.type === 'ActionDone') && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void followEvent(
              id,
              event.type === 'MessageSent'
                ? sameText(event.label)
                : bothLanguages(view, names => describeEvent(event, names)),
            )
          }
        >
          <Footprints size={16} aria-hidden="true" /> {follow('again')}
        </button>
      )}
      {(event.type === 'MessageSent' || event.type === 'MessageDuplicated') && <MessageActs id={id} />}
      <WatchButtons
        what={patternOfEvent(event)}
        words={bothLanguages(view, names => describeEvent(event, names))}
      />
      {event.type === 'ActionDone' && <ScriptLine action={event.action} />}
      <Body event={event} />
      <section>
        <h3>{why('heading')}</h3>
        <WhyOfEvent id={id} />
      </section>
      {effects.length > 0 && (
        <section>
          <h3>{t('effects')}</h3>
          <EventLinks events={effects} />
        </section>
      )}
    </>
  )
}

const maxEffects = 12

/** The first events with this event as their cause. */
function useEffectsOf(id: EventId): readonly TraceEvent[] {
  const log = useRun(({ log }) => log)
  const from = useMemo(() => (log.positionOf(id) ?? 0) + 1, [log, id])
  const { positions } = useEventScan({
    key: id,
    filter: { matches: event => event.cause === id },
    from,
    max: maxEffects,
  })
  return positions.map(position => log.at(position) as TraceEvent)
}

/** The event's message body or state, if it has one. */
function Body({ event }: { readonly event: TraceEvent }) {
  const t = useDeferredTexts('inspector')
  const body = 'body' in event ? event.body : 'state' in event ? event.state : undefined
  if (body === undefined) return null
  return (
    <section>
      <h3>{t('body')}</h3>
      <pre className="data">{formatJson(body)}</pre>
    </section>
  )
}

function EventLinks({ events }: { readonly events: readonly TraceEvent[] }) {
  const locale = useLocale()
  const time = useTimeFormat()
  const view = useRun(({ throttled }) => throttled)
  const named = useNames()(view)
  if (events.length === 0) return null
  return (
    <ul className="event-links">
      {events.map(event => (
        <li key={eventId(event)}>
          <button
            type="button"
            className="event-link"
            onClick={() => select({ type: 'event', id: eventId(event) })}
          >
            <span className="when">{time(event.at)}</span>
            <span>
              {describeEvent(event, named)[locale]} <span className="who">{event.node}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
