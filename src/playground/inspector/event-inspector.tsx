import { useLocale, useTranslations } from 'use-intl'
import { describeEvent, type EventIndex, type Why } from '../../narration/index.ts'
import { type EventId, eventId, isReply, protocolOf, type TraceEvent } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { pretty } from './pretty.ts'

/** An event, what it said, and why it happened: the chain back to the act or the rule that began it. */
export function EventInspector({ id }: { readonly id: EventId }) {
  const t = useTranslations('inspector')
  const locale = useLocale()
  const time = useTimeFormat()
  const families = useTranslations('legend')
  const index = useRun(({ book }) => book.index)
  const view = useRun(({ throttled: calm }) => calm)
  const event = index.byId(id)
  const why = index.causes(id)
  if (event === null || why === null) return <p className="note">{t('eventGone')}</p>
  const line = describeEvent(event, view)[locale]
  const effects = effectsOf(index, id)
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
            <span
              className="swatch"
              style={{ color: `var(--${protocolOf(event)})`, display: 'inline-block' }}
            />{' '}
            {families(protocolOf(event))}, {isReply(event.label) ? families('reply') : families('request')}
          </dd>
          <dt>{t('from')}</dt>
          <dd className="mono">{event.from ?? event.node}</dd>
          <dt>{t('to')}</dt>
          <dd className="mono">{event.to}</dd>
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
      <Body event={event} />
      <section>
        <h3>{t('why')}</h3>
        <p className="chain-begin">{tellOrigin(why, t)}</p>
        <EventLinks events={why.links.slice(1)} className="chain" />
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

const effectsShown = 12

/** What it led to directly, the first few. */
function effectsOf(index: EventIndex, id: EventId): readonly TraceEvent[] {
  const effects: TraceEvent[] = []
  for (
    let at = (index.positionOf(id) ?? 0) + 1;
    at < index.length && effects.length < effectsShown;
    at += 1
  ) {
    const event = index.at(at)
    if (event?.cause === id) effects.push(event)
  }
  return effects
}

function tellOrigin(why: Why, t: ReturnType<typeof useTranslations<'inspector'>>): string {
  switch (why.origin.type) {
    case 'action':
      return t('byAction')
    case 'rule':
      return t('byRule', { rule: why.origin.rule })
    case 'start':
      return t('byStart')
    case 'unknown':
      return t('byUnknown')
  }
}

/** What it carried, if anything. */
function Body({ event }: { readonly event: TraceEvent }) {
  const t = useTranslations('inspector')
  const body = 'body' in event ? event.body : 'state' in event ? event.state : undefined
  if (body === undefined) return null
  return (
    <section>
      <h3>{t('body')}</h3>
      <pre className="data">{pretty(body)}</pre>
    </section>
  )
}

interface EventLinksProps {
  readonly events: readonly TraceEvent[]
  readonly className?: string
}

function EventLinks({ events, className }: EventLinksProps) {
  const locale = useLocale()
  const time = useTimeFormat()
  const view = useRun(({ throttled: calm }) => calm)
  if (events.length === 0) return null
  return (
    <ul className={`event-links ${className ?? ''}`}>
      {events.map(event => (
        <li key={eventId(event)}>
          <button
            type="button"
            className="event-link"
            onClick={() => select({ type: 'event', id: eventId(event) })}
          >
            <span className="when">{time(event.at)}</span>
            <span>
              {describeEvent(event, view)[locale]} <span className="who">{event.node}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
