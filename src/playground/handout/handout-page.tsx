import { Printer } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { type Question, type Walkthrough, walkthroughs } from '../../lessons/index.ts'
import { QrCode } from '../dialogs/qr-code.tsx'
import { pageAddress } from '../dialogs/run-link.ts'
import { chaptersOf } from '../lessons/chapters.ts'
import { Narration } from '../lessons/narration.tsx'
import { useText } from '../ui/use-text.ts'
import './handout-page.css'

/** A walkthrough on paper: its steps with room for predictions, and the answers on a page of their own. */
export default function HandoutPage({ lesson }: { readonly lesson: string }) {
  const t = useTranslations('handout')
  const walkthrough = walkthroughs.find(({ id }) => id === lesson)
  if (walkthrough === undefined) {
    return (
      <main className="handout">
        <p>{t('unknown', { lesson, known: walkthroughs.map(({ id }) => id).join(', ') })}</p>
      </main>
    )
  }
  return (
    <main className="handout">
      <button type="button" className="button primary handout-print" onClick={() => window.print()}>
        <Printer size={16} aria-hidden="true" /> {t('print')}
      </button>
      <Heading walkthrough={walkthrough} />
      <Chapters walkthrough={walkthrough} />
      <Answers walkthrough={walkthrough} />
    </main>
  )
}

interface WalkthroughProps {
  readonly walkthrough: Walkthrough
}

function Heading({ walkthrough: { id, title, about, minutes, scenario, seed } }: WalkthroughProps) {
  const t = useTranslations('handout')
  const format = useFormatter()
  const text = useText()
  const link = `${pageAddress()}?lesson=${id}`
  return (
    <header>
      <div>
        <h1>{text(title)}</h1>
        <p>{text(about)}</p>
        <p className="note">
          {t('facts', { minutes, scenario, seed: format.number(seed, { useGrouping: false }) })}
        </p>
        <p className="mono">{link}</p>
      </div>
      <QrCode text={link} label={t('code')} />
    </header>
  )
}

function Chapters({ walkthrough: { steps } }: WalkthroughProps) {
  const text = useText()
  return chaptersOf(steps).map(({ title, first, count }) => (
    <section key={first}>
      {title !== undefined && <h2>{text(title)}</h2>}
      <ol className="handout-steps" start={first + 1}>
        {steps.slice(first, first + count).map(({ id, say, ask }) => (
          <li key={id}>
            <Narration text={text(say)} />
            {ask !== undefined && <Prediction ask={ask} />}
          </li>
        ))}
      </ol>
    </section>
  ))
}

/** A question with boxes to tick, or a line to write on. */
function Prediction({ ask }: { readonly ask: Question }) {
  const t = useTranslations('handout')
  const text = useText()
  return (
    <div className="handout-question">
      <Narration text={text(ask.ask)} />
      {ask.type === 'choice' ? (
        <ul>
          {ask.choices.map(({ id, words }) => (
            <li key={id}>
              <span aria-hidden="true">☐</span> {text(words)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="handout-line">
          {t('prediction')} {ask.type === 'number' && ask.unit !== undefined && <span>{text(ask.unit)}</span>}
        </p>
      )}
    </div>
  )
}

function Answers({ walkthrough: { steps } }: WalkthroughProps) {
  const t = useTranslations('handout')
  const format = useFormatter()
  const text = useText()
  const asked = steps.flatMap(({ id, ask }, place) => (ask === undefined ? [] : [{ id, ask, place }]))
  if (asked.length === 0) return null
  return (
    <section className="handout-answers" aria-label={t('answers')}>
      <h2>{t('answers')}</h2>
      <dl>
        {asked.map(({ id, ask, place }) => (
          <div key={id}>
            <dt>{t('step', { step: place + 1 })}</dt>
            <dd>
              {ask.type === 'choice' && (
                <strong>
                  {ask.choices.filter(({ id }) => id === ask.answer).map(({ words }) => text(words))}
                </strong>
              )}
              {ask.type === 'number' && (
                <strong>
                  {format.number(ask.answer)} {ask.unit !== undefined && text(ask.unit)}
                </strong>
              )}{' '}
              {text(ask.why)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
