import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { PageChannel } from '../../browser/index.ts'
import { openPageChannel } from '../../browser/index.ts'
import { Narration } from '../lessons/narration.tsx'
import { prefer } from '../store/preferences.ts'
import { useText } from '../ui/use-text.ts'
import { presenterChannel } from './open-presenter.ts'
import type { FromPresenter, PresentedStep, ToPresenter } from './presented-step.ts'
import './presenter-window.css'

/** The presenter's window: the shown step with its notes, the next one, and the way on and back. */
export default function PresenterWindow({ pageKey }: { readonly pageKey: string }) {
  const t = useTranslations('presenter')
  const [step, setStep] = useState<PresentedStep | null>(null)
  const page = useRef<PageChannel<FromPresenter> | null>(null)
  useEffect(() => {
    const channel = openPageChannel<FromPresenter, ToPresenter>(presenterChannel(pageKey), message => {
      prefer({ locale: message.locale })
      setStep(message.step)
    })
    page.current = channel
    channel.send({ type: 'hello' })
    return () => channel.close()
  }, [pageKey])
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'PageDown' || key === 'ArrowRight') page.current?.send({ type: 'next' })
      if (key === 'PageUp' || key === 'ArrowLeft') page.current?.send({ type: 'back' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <main className="presenter">
      {step === null ? (
        <p>{t('nothing')}</p>
      ) : (
        <>
          <Heading step={step} />
          <Shown step={step} />
          <Following step={step} />
          <footer>
            <button
              type="button"
              className="button"
              aria-disabled={!step.canGoBack}
              onClick={() => page.current?.send({ type: 'back' })}
            >
              <ArrowLeft size={16} aria-hidden="true" /> {t('back')}
            </button>
            <Elapsed />
            <button
              type="button"
              className="button primary"
              aria-disabled={!step.canGoNext}
              onClick={() => page.current?.send({ type: 'next' })}
            >
              {t(step.status === 'shown' ? 'play' : 'next')} <ArrowRight size={16} aria-hidden="true" />
            </button>
          </footer>
        </>
      )}
    </main>
  )
}

interface StepProps {
  readonly step: PresentedStep
}

function Heading({ step: { title, chapter, index, count, status } }: StepProps) {
  const t = useTranslations('presenter')
  const text = useText()
  return (
    <header>
      <h1>{text(title)}</h1>
      <p className="note">
        {t('progress', { step: index + 1, count, status })}
        {chapter !== null && ` · ${text(chapter)}`}
      </p>
    </header>
  )
}

function Shown({ step: { say, notes, ask } }: StepProps) {
  const t = useTranslations('presenter')
  const text = useText()
  return (
    <>
      <section aria-label={t('notes')} className="presenter-notes">
        <h2>{t('notes')}</h2>
        {notes === null ? <p className="note">{t('noNotes')}</p> : <Narration text={text(notes)} />}
      </section>
      <section aria-label={t('room')}>
        <h2>{t('room')}</h2>
        <Narration text={text(say)} />
      </section>
      {ask !== null && (
        <section aria-label={t('question')}>
          <h2>{t('question')}</h2>
          <Narration text={text(ask.question)} />
          <p className="note">{text(ask.why)}</p>
        </section>
      )}
    </>
  )
}

function Following({ step: { next } }: StepProps) {
  const t = useTranslations('presenter')
  const text = useText()
  return (
    <section aria-label={t('following')} className="presenter-next">
      <h2>{t('following')}</h2>
      {next === null ? <p className="note">{t('last')}</p> : <Narration text={text(next.say)} />}
    </section>
  )
}

/** The time since this window was opened, as a talk has an end. */
function Elapsed() {
  const t = useTranslations('presenter')
  const format = useFormatter()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  const two = (value: number) => format.number(value, { minimumIntegerDigits: 2 })
  return (
    <p className="tabular" title={t('elapsed')}>
      <span className="visually-hidden">{t('elapsed')}: </span>
      {format.number(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </p>
  )
}
