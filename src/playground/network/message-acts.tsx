import { useState } from 'react'
import { nameOfActor } from '../../narration/index.ts'
import type { EventId, MessageAction } from '../../trace/index.ts'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { WhyButton } from '../why/why-button.tsx'
import { messagePlaceOf } from './message-place.ts'
import './message-acts.css'

const defaultDelayMs = 1000

/** The place of a message that was not handled yet, and the acts on it. Nothing for a message that was handled. */
export function MessageActs({ id }: { readonly id: EventId }) {
  const t = useDeferredTexts('messageActs')
  const names = useNames()
  const view = useRun(({ throttled }) => throttled)
  const at = useRun(({ throttledCursor }) => throttledCursor.at)
  const [delayMs, setDelayMs] = useState(defaultDelayMs)
  const place = messagePlaceOf(view, at, id)
  if (place === null) return null
  const { participant, held, others } = place
  const on = { participant, message: id }
  const perform = (action: MessageAction) => {
    void act(action)
  }
  const actor = nameOfActor(names(view), place.actor, participant)
  const where = t(held ? 'held' : place.inFlight ? 'inFlight' : 'inMailbox', { actor, participant })
  const simple = [
    held ? (['release', { type: 'Release', ...on }] as const) : (['hold', { type: 'Hold', ...on }] as const),
    ['deliverNow', { type: 'DeliverNow', ...on }] as const,
    ['duplicate', { type: 'Duplicate', ...on }] as const,
    ['drop', { type: 'Drop', ...on }] as const,
  ] as const
  return (
    <section className="message-acts">
      <h3>{t('title')}</h3>
      <p>
        {where} <WhyButton fact={{ type: 'event', id }} about={where} />
      </p>
      <fieldset className="message-act-row" aria-label={t('title')}>
        {simple.map(([name, action]) => (
          <button
            key={name}
            type="button"
            className="button"
            data-message-act={name}
            title={t(`help.${name}`)}
            onClick={() => perform(action)}
          >
            {t(name)}
          </button>
        ))}
      </fieldset>
      <form
        className="message-act-row"
        onSubmit={event => {
          event.preventDefault()
          perform({ type: 'Delay', ...on, forMs: delayMs })
        }}
      >
        <label className="inline-field">
          <span>{t('delayMs')}</span>
          <input
            type="number"
            min={1}
            max={600_000}
            step={1}
            value={delayMs}
            onChange={({ target }) => setDelayMs(target.valueAsNumber)}
          />
        </label>
        <button type="submit" className="button" disabled={!Number.isInteger(delayMs) || delayMs < 1}>
          {t('delay')}
        </button>
      </form>
      {others.length > 0 && (
        <label className="inline-field">
          <span>{t('moveBefore')}</span>
          <select
            value=""
            onChange={({ target }) => perform({ type: 'MoveBefore', ...on, before: target.value })}
          >
            <option value="">{t('chooseMessage')}</option>
            {others.map(other => (
              <option key={other.id} value={other.id}>
                {other.label} ({other.id})
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  )
}
