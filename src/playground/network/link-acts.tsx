import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Action, Link } from '../../trace/index.ts'
import { act } from '../store/acts.ts'
import { cutDirectionsOf, type LinkState } from './link-state.ts'
import './message-acts.css'

/** The acts on one link: cut one or both directions, heal, and change its latency and loss. */
export function LinkActs({ state }: { readonly state: LinkState }) {
  const t = useTranslations('network')
  const { from, to } = state
  const cut = cutDirectionsOf(state)
  const perform = (action: Action) => {
    void act(action)
  }
  const cuts: readonly (readonly [name: 'cutBoth' | 'cutThere' | 'cutBack', link: Link, done: boolean])[] = [
    ['cutBoth', { from, to }, cut === 'both'],
    ['cutThere', { from, to, oneWay: true }, cut === 'both' || cut === 'there'],
    ['cutBack', { from: to, to: from, oneWay: true }, cut === 'both' || cut === 'back'],
  ]
  return (
    <section>
      <fieldset className="message-act-row" aria-label={t('link', { from, to })}>
        {cuts.map(([name, link, done]) => (
          <button
            key={name}
            type="button"
            className="button"
            data-link-act={name}
            aria-disabled={done}
            onClick={() => {
              if (!done) perform({ type: 'Cut', links: [link] })
            }}
          >
            {t(name, { from, to })}
          </button>
        ))}
        <button
          type="button"
          className="button primary"
          data-link-act="heal"
          aria-disabled={cut === 'none'}
          onClick={() => {
            if (cut !== 'none') perform({ type: 'Heal', links: [{ from, to }] })
          }}
        >
          {t('heal')}
        </button>
      </fieldset>
      <LinkProperties links={[{ from, to }]} />
    </section>
  )
}

/** A form for latency and loss of some links; undefined: of all links. */
export function LinkProperties({ links }: { readonly links: readonly Link[] | undefined }) {
  const t = useTranslations('network')
  const [min, setMin] = useState(200)
  const [max, setMax] = useState(300)
  const [loss, setLoss] = useState(0)
  const valid =
    Number.isInteger(min) && Number.isInteger(max) && Number.isInteger(loss) && min >= 1 && max >= min
  const target = links === undefined ? {} : { links }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!valid) return
    void act({ type: 'SetLinks', ...target, latency: { minMs: min, maxMs: max }, lossPercent: loss })
  }
  const numbers = [
    ['minMs', min, setMin, 1, 600_000],
    ['maxMs', max, setMax, 1, 600_000],
    ['loss', loss, setLoss, 0, 100],
  ] as const
  return (
    <form className="message-act-row" onSubmit={submit} aria-label={t('properties')}>
      {numbers.map(([name, value, set, least, most]) => (
        <label key={name} className="inline-field">
          <span>{t(name)}</span>
          <input
            type="number"
            min={least}
            max={most}
            step={1}
            value={Number.isNaN(value) ? '' : value}
            onChange={({ target: input }) => set(input.valueAsNumber)}
          />
        </label>
      ))}
      <button type="submit" className="button" aria-disabled={!valid}>
        {t('apply')}
      </button>
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          void act({ type: 'SetLinks', ...target, latency: null, lossPercent: 0 })
        }}
      >
        {t('usual')}
      </button>
      {!valid && <p className="note">{t('invalid')}</p>}
    </form>
  )
}
