import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useLastRefusal } from '../store/acts.ts'
import type { Locale } from '../texts/texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useAnnouncements } from './announcements.ts'

/** Announcements within this time are spoken together, because a screen reader interrupts itself at each change. */
const gatherMs = 1200
/** Announcements that are spoken in full; the others are only counted. */
const maxSpoken = 3

/** Announces changes of the cluster politely, and refused actions assertively. */
export function LiveRegion() {
  const t = useTranslations('live')
  const locale = useLocale()
  const { recent, count } = useAnnouncements()
  const announcedCount = useRef(0)
  const refused = useLastRefusal(({ refused }) => refused)
  const sentence = useSentence()
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      const added = count - announcedCount.current
      announcedCount.current = count
      const lines = recent.slice(0, maxSpoken).map(line => endSentence(line.text[locale], locale))
      const more = added > maxSpoken ? [t('more', { count: added - maxSpoken })] : []
      setSpoken([...more, ...lines.reverse()].join(' '))
    }, gatherMs)
    return () => clearTimeout(timer)
  }, [recent, count, locale, t])
  return (
    <>
      <div className="visually-hidden" role="status" aria-label={t('label')}>
        {spoken}
      </div>
      <div className="visually-hidden" role="alert">
        {refused !== null && sentence(refused)}
      </div>
    </>
  )
}

/** Adds a full stop, because a voice pauses there. */
const endSentence = (text: string, locale: Locale): string =>
  /[.!?。]$/.test(text) ? text : `${text}${locale === 'ja' ? '。' : '.'}`
