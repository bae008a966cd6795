import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useEcho } from '../store/acts.ts'
import type { Locale } from '../texts/texts.ts'
import { useAnnouncements } from './announcements.ts'

/** Speech needs time: what comes in within it is said in one breath. */
const breathMs = 1200
const atOnce = 3

/** Politely says what changed, and at once what was refused. */
export function LiveRegion() {
  const t = useTranslations('live')
  const locale = useLocale()
  const { recent, count } = useAnnouncements()
  const saidSoFar = useRef(0)
  const refused = useEcho(({ refused }) => refused)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      const fresh = count - saidSoFar.current
      saidSoFar.current = count
      const lines = recent.slice(0, atOnce).map(line => sentence(line.text[locale], locale))
      // Speech cannot keep up with all of them: the rest is told as a number.
      const more = fresh > atOnce ? [t('more', { count: fresh - atOnce })] : []
      setSaid([...more, ...lines.reverse()].join(' '))
    }, breathMs)
    return () => clearTimeout(timer)
  }, [recent, count, locale, t])
  return (
    <>
      <div className="visually-hidden" role="status" aria-label={t('label')}>
        {said}
      </div>
      <div className="visually-hidden" role="alert">
        {refused}
      </div>
    </>
  )
}

/** A voice pauses at its end. */
const sentence = (text: string, locale: Locale): string =>
  /[.!?。]$/.test(text) ? text : `${text}${locale === 'ja' ? '。' : '.'}`
