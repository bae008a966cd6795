import { CircleSlash, OctagonPause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Bilingual } from '../../narration/index.ts'
import type { EventPattern } from '../../trace/index.ts'
import { addLamp } from './lamps.ts'
import './watch-buttons.css'

interface WatchButtonsProps {
  readonly what: EventPattern
  /** The event in words, as a clause. */
  readonly words: Bilingual
  /** The subject of the buttons, where it is not the event beside them. */
  readonly about?: string
}

/** Adds a lamp for the next event like this one. */
export function WatchButtons({ what, words, about }: WatchButtonsProps) {
  const t = useTranslations('lamps')
  const title: Bilingual = { en: `Never again: ${words.en}`, ja: `二度と起きない:${words.ja}` }
  const add = (stops: boolean) => void addLamp(title, { type: 'never', what }, stops)
  return (
    <fieldset className="watch-buttons" aria-label={about ?? t('watch')}>
      {about !== undefined && <span>{about}</span>}
      <button type="button" className="button" title={t('neverAgainHelp')} onClick={() => add(false)}>
        <CircleSlash size={15} aria-hidden="true" /> {t('neverAgain')}
      </button>
      <button type="button" className="button" title={t('stopWhenHelp')} onClick={() => add(true)}>
        <OctagonPause size={15} aria-hidden="true" /> {t('stopWhen')}
      </button>
    </fieldset>
  )
}
