import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFormatter } from 'use-intl'
import type { PageChannel } from '../../browser/index.ts'
import { openPageChannel } from '../../browser/index.ts'
import { RightAnswer } from '../handout/questions.tsx'
import { Narration } from '../lessons/narration.tsx'
import { prefer } from '../store/preferences.ts'
import { presenterTexts } from '../texts/presenter-texts.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { presenterChannel } from './open-presenter.ts'
import type { FromPresenter, PresentedStep, ToPresenter } from './presented-step.ts'
import './presenter-window.css'

/** Keys of this window, and of the remote controls that presenters hold. */
const commands: Readonly<Record<string, FromPresenter['type']>> = {
  PageDown: 'next',
  ArrowRight: 'next',
  PageUp: 'back',
  ArrowLeft: 'back',
}

/** The presenter's window: the shown step with its notes, the next one, and the way on and back. */
export default function PresenterWindow({ pageKey }: { readonly pageKey: string }) {
  const text = useText()
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
    const onKeyDown = (event: KeyboardEvent) => {
      // With Alt, the arrow keys go back and forward in the browser.
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const type = commands[event.key]
      if (type === undefined) return
      event.preventDefault()
      if (!event.repeat) page.current?.send({ type })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <main className="presenter">
      {step === null ? (
        <p>{text(presenterTexts.nothing)}</p>
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
              <ArrowLeft size={16} aria-hidden="true" /> {text(presenterTexts.back)}
            </button>
            <Elapsed />
            <button
              type="button"
              className="button primary"
              aria-disabled={!step.canGoNext}
              onClick={() => page.current?.send({ type: 'next' })}
            >
              {text(step.status === 'shown' ? presenterTexts.play : presenterTexts.next)}{' '}
              <ArrowRight size={16} aria-hidden="true" />
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
  const t = useDeferredTexts('presenter')
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
  const text = useText()
  return (
    <>
      <section aria-label={text(presenterTexts.notes)} className="presenter-notes">
        <h2>{text(presenterTexts.notes)}</h2>
        {notes === null ? (
          <p className="note">{text(presenterTexts.noNotes)}</p>
        ) : (
          <Narration text={text(notes)} />
        )}
      </section>
      <section aria-label={text(presenterTexts.room)}>
        <h2>{text(presenterTexts.room)}</h2>
        <Narration text={text(say)} />
      </section>
      {ask !== null && (
        <section aria-label={text(presenterTexts.question)}>
          <h2>{text(presenterTexts.question)}</h2>
          <Narration text={text(ask.ask)} />
          {ask.type === 'choice' && (
            <ul>
              {ask.choices.map(({ id, words }) => (
                <li key={id}>{text(words)}</li>
              ))}
            </ul>
          )}
          <div className="note">
            <RightAnswer ask={ask} />
          </div>
        </section>
      )}
    </>
  )
}

function Following({ step: { next } }: StepProps) {
  const text = useText()
  return (
    <section aria-label={text(presenterTexts.following)} className="presenter-next">
      <h2>{text(presenterTexts.following)}</h2>
      {next === null ? <p className="note">{text(presenterTexts.last)}</p> : <Narration text={text(next)} />}
    </section>
  )
}

/** The time since this window was opened, as a talk has an end. */
function Elapsed() {
  const text = useText()
  const format = useFormatter()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  const two = (value: number) => format.number(value, { minimumIntegerDigits: 2 })
  return (
    <p className="tabular" title={text(presenterTexts.elapsed)}>
      <span className="visually-hidden">{text(presenterTexts.elapsed)}: </span>
      {format.number(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </p>
  )
}
