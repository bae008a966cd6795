import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type ArrivalHold, arrivalHolds, type ParticipantId } from '../../trace/index.ts'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { Choices } from '../ui/choices.tsx'
import { Modal } from '../ui/modal.tsx'
import { LinkActs, LinkProperties } from './link-acts.tsx'
import { changedLinksOf, linkStateOf } from './link-state.ts'
import { LinkWords } from './link-words.tsx'
import './network-dialog.css'

type Side = 'none' | 'a' | 'b'

/** Partitions, links, pauses and held arrivals of the whole cluster, by keyboard too. */
export function NetworkDialog() {
  const t = useTranslations('network')
  const participants = useRun(({ throttled }) => throttled.participants)
  const ids = Object.keys(participants).sort()
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <Partition ids={ids} />
      <OneLink ids={ids} />
      <AllLinks />
      <Pauses ids={ids} />
      <Arrivals />
    </Modal>
  )
}

function Partition({ ids }: { readonly ids: readonly ParticipantId[] }) {
  const t = useTranslations('network')
  const anyCut = useRun(({ throttled }) => Object.values(throttled.links).some(({ cut }) => cut))
  const [sides, setSides] = useState<Readonly<Record<ParticipantId, Side>>>({})
  const on = (side: Side) => ids.filter(id => sides[id] === side)
  const ready = on('a').length > 0 && on('b').length > 0
  return (
    <fieldset className="network-part">
      <legend>{t('partition')}</legend>
      <p className="note">{t('partitionHelp')}</p>
      {ids.map(id => (
        <Choices
          key={id}
          label={id}
          labelled
          options={(['none', 'a', 'b'] as const).map(side => ({ id: side, label: t(`side.${side}`) }))}
          chosen={sides[id] ?? 'none'}
          onChoose={side => setSides(before => ({ ...before, [id]: side }))}
        />
      ))}
      <div className="message-act-row">
        <button
          type="button"
          className="button primary"
          aria-disabled={!ready}
          onClick={() => {
            if (ready) void act({ type: 'Partition', sides: [on('a'), on('b')] })
          }}
        >
          {t('cutSides')}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={!anyCut}
          onClick={() => {
            if (anyCut) void act({ type: 'Heal' })
          }}
        >
          {t('healAll')}
        </button>
      </div>
      {!ready && <p className="note">{t('chooseSides')}</p>}
    </fieldset>
  )
}

function OneLink({ ids }: { readonly ids: readonly ParticipantId[] }) {
  const t = useTranslations('network')
  const view = useRun(({ throttled }) => throttled)
  const [from, setFrom] = useState(ids[0] ?? '')
  const [to, setTo] = useState(ids[1] ?? '')
  const changed = changedLinksOf(view)
  const ends = [
    ['end1', from, setFrom, to],
    ['end2', to, setTo, from],
  ] as const
  return (
    <fieldset className="network-part">
      <legend>{t('oneLink')}</legend>
      <div className="message-act-row">
        {ends.map(([name, value, set, other]) => (
          <label key={name} className="inline-field">
            <span>{t(name)}</span>
            <select value={value} onChange={({ target }) => set(target.value)}>
              {ids
                .filter(id => id !== other)
                .map(id => (
                  <option key={id}>{id}</option>
                ))}
            </select>
          </label>
        ))}
      </div>
      <LinkWords state={linkStateOf(view, from, to)} />
      <LinkActs state={linkStateOf(view, from, to)} />
      {changed.length > 0 && (
        <>
          <h3>{t('changedLinks')}</h3>
          <ul className="changed-links">
            {changed.map(({ from: one, to: other }) => (
              <li key={`${one} ${other}`}>
                <button
                  type="button"
                  className="button quiet"
                  onClick={() => {
                    setFrom(one)
                    setTo(other)
                  }}
                >
                  {t('link', { from: one, to: other })}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  )
}

function AllLinks() {
  const t = useTranslations('network')
  return (
    <fieldset className="network-part">
      <legend>{t('allLinks')}</legend>
      <LinkProperties links={undefined} />
    </fieldset>
  )
}

function Pauses({ ids }: { readonly ids: readonly ParticipantId[] }) {
  const t = useTranslations('network')
  const view = useRun(({ throttled }) => throttled)
  const running = ids.filter(id => view.participants[id]?.running)
  const [chosen, setChosen] = useState(running[0] ?? '')
  const [seconds, setSeconds] = useState('5')
  const ms = Math.round(Number(seconds) * 1000)
  const timed = seconds.trim() !== ''
  const valid = !timed || (ms >= 1 && ms <= 600_000)
  const frozen = view.participants[chosen]?.frozenSince != null
  const canBlock = view.participants[chosen]?.kind !== 'database' && timed && valid
  const perform = (action: Parameters<typeof act>[0], allowed: boolean) => {
    if (allowed) void act(action)
  }
  return (
    <fieldset className="network-part">
      <legend>{t('pauses')}</legend>
      <p className="note">{t('pausesHelp')}</p>
      <div className="message-act-row">
        <label className="inline-field">
          <span>{t('participant')}</span>
          <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
            {running.map(id => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <label className="inline-field">
          <span>{t('seconds')}</span>
          <input
            type="number"
            min={0.001}
            max={600}
            step="any"
            value={seconds}
            onChange={({ target }) => setSeconds(target.value)}
          />
        </label>
        <button
          type="button"
          className="button"
          aria-disabled={frozen || !valid}
          onClick={() =>
            perform(
              { type: 'Freeze', participant: chosen, ...(timed ? { forMs: ms } : {}) },
              !frozen && valid,
            )
          }
        >
          {t('freeze')}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={!frozen}
          onClick={() => perform({ type: 'Thaw', participant: chosen }, frozen)}
        >
          {t('thaw')}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={!canBlock}
          onClick={() => perform({ type: 'Block', participant: chosen, forMs: ms }, canBlock)}
        >
          {t('block')}
        </button>
      </div>
    </fieldset>
  )
}

function Arrivals() {
  const t = useTranslations('network')
  const hold = useRun(({ throttled }) => throttled.arrivalHold)
  return (
    <fieldset className="network-part">
      <legend>{t('arrivals')}</legend>
      <p className="note">{t('arrivalsHelp')}</p>
      <Choices<ArrivalHold>
        label={t('arrivals')}
        options={arrivalHolds.map(id => ({ id, label: t(`hold.${id}`) }))}
        chosen={hold}
        onChoose={chosen => void act({ type: 'HoldArrivals', hold: chosen })}
      />
    </fieldset>
  )
}
