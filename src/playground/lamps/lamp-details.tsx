import { Crosshair, Hammer, Pause, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { describeCheck, describeFact } from '../../narration/index.ts'
import { eventId, type TraceEvent } from '../../trace/index.ts'
import { breakWords } from '../breaking/break-words.ts'
import { breakLamp } from '../breaking/breaking.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { useText } from '../ui/use-text.ts'
import { WhyButton } from '../why/why-button.tsx'
import { LampName } from './lamp-name.tsx'
import { decisionAt, idlenessOf, type LampStatus } from './lamp-status.ts'
import { goToDecision, type Lamp, removeLamp, toggleStop } from './lamps.ts'
import { useRedSentence } from './use-red-sentence.ts'

/** A lamp in words: what it watches, what made it red, and what a person can do with it. */
export default function LampDetails({ lamp, status }: { readonly lamp: Lamp; readonly status: LampStatus }) {
  const t = useTranslations('lamps')
  const locale = useLocale()
  const text = useText()
  const redSentence = useRedSentence()
  const cursor = useRun(({ cursor }) => cursor)
  const decision = decisionAt(lamp, cursor)
  const isRed = status === 'broken' && decision !== null
  const cause = decision?.event ?? decision?.since ?? null
  return (
    <>
      <LampName key={lamp.id} lamp={lamp} status={status} />
      {lamp.about !== null && <p>{text(lamp.about)}</p>}
      <Idle lamp={lamp} />
      {isRed && (
        <p className="lamp-red">
          {redSentence(decision)}{' '}
          {cause !== null && (
            <WhyButton fact={{ type: 'event', id: eventId(cause) }} about={text(lamp.title)} />
          )}
        </p>
      )}
      {isRed && decision.event !== null && decision.since !== null && <Before event={decision.since} />}
      <div className="lamp-acts">
        {isRed && (
          <button type="button" className="button primary" onClick={() => void goToDecision(decision)}>
            <Crosshair size={15} aria-hidden="true" /> {t('goThere')}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-pressed={lamp.stops}
          title={t('stopHelp')}
          onClick={() => void toggleStop(lamp)}
        >
          <Pause size={15} aria-hidden="true" /> {t('stop')}
        </button>
        <button
          type="button"
          className="button"
          title={breakWords[locale].breakItHelp}
          onClick={() => breakLamp(lamp)}
        >
          <Hammer size={15} aria-hidden="true" /> {breakWords[locale].breakIt}
        </button>
        {lamp.own && (
          <button type="button" className="button" onClick={() => void removeLamp(lamp.id)}>
            <Trash2 size={15} aria-hidden="true" /> {t('remove')}
          </button>
        )}
      </div>
      <details>
        <summary>{t('exact')}</summary>
        <p>{describeCheck(lamp.check)[locale]}</p>
      </details>
    </>
  )
}

/** The conditions that do not hold at the shown instant, so that the lamp does not judge it, or judges only a part of it. */
function Idle({ lamp }: { readonly lamp: Lamp }) {
  const t = useTranslations('lamps')
  const locale = useLocale()
  const view = useRun(({ throttled }) => throttled)
  const { conditions, whole } = idlenessOf(lamp.check, view)
  const [condition] = conditions
  if (condition === undefined) return null
  return <p>{t('idleNow', { part: whole ? 'whole' : 'part', condition: describeFact(condition)[locale] })}</p>
}

/** The earlier event with which the deciding one does not agree. */
function Before({ event }: { readonly event: TraceEvent }) {
  const t = useTranslations('lamps')
  const time = useTimeFormat()
  return (
    <p>
      <button type="button" className="link" onClick={() => select({ type: 'event', id: eventId(event) })}>
        {t('before', { time: time(event.at) })}
      </button>
    </p>
  )
}
