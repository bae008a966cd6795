import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useLastRefusal } from '../store/last-refusal.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useUtteranceWords } from './announcement-words.ts'
import { speech, useAnnouncements } from './announcements.ts'

/**
 * Says what happens, politely and one sentence at a time, and refused actions at once. A sentence is a new element, so
 * that a screen reader also says one that equals the last.
 */
export function LiveRegion() {
  const t = useTranslations('live')
  const locale = useLocale()
  const refusalWords = useSentence()
  const sentence = useUtteranceWords()
  const latest = useRef({ sentence, locale })
  const [said, setSaid] = useState({ count: 0, words: '', lang: locale })
  const { refused, count: answers } = useLastRefusal()
  useEffect(() => {
    latest.current = { sentence, locale }
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const say = () => {
      timer = null
      const utterance = speech.take()
      // In the language of this moment: a sentence that was said stays as it was, or it would be said again.
      const words = utterance === null ? '' : latest.current.sentence(utterance)
      if (words !== '') setSaid(({ count }) => ({ count: count + 1, words, lang: latest.current.locale }))
      schedule()
    }
    const schedule = () => {
      const delay = speech.delayMs()
      if (timer === null && delay !== null) timer = setTimeout(say, delay)
    }
    schedule()
    const unsubscribe = useAnnouncements.subscribe(schedule)
    return () => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
    }
  }, [])
  return (
    <>
      <div className="visually-hidden" role="status" aria-label={t('label')}>
        <p key={said.count} lang={said.lang}>
          {said.words}
        </p>
      </div>
      <div className="visually-hidden" role="alert">
        {refused !== null && <p key={answers}>{refusalWords(refused)}</p>}
      </div>
    </>
  )
}
