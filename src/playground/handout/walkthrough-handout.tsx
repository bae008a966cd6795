import { useFormatter } from 'use-intl'
import type { Walkthrough } from '../../lessons/index.ts'
import { chaptersOf } from '../lessons/chapters.ts'
import { Narration } from '../lessons/narration.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { HandoutHead } from './handout-head.tsx'
import { Prediction, RightAnswer } from './questions.tsx'

interface WalkthroughProps {
  readonly walkthrough: Walkthrough
}

/** The steps of a walkthrough with room for predictions, and the answers on a page of their own. */
export function WalkthroughHandout({
  walkthrough,
  link,
}: WalkthroughProps & { readonly link: string | null }) {
  const t = useDeferredTexts('handout')
  const format = useFormatter()
  const text = useText()
  const { title, about, minutes, scenario, seed } = walkthrough
  return (
    <>
      <HandoutHead title={text(title)} about={text(about)} link={link}>
        <p className="note">
          {t('facts', { minutes, scenario, seed: format.number(seed, { useGrouping: false }) })}
        </p>
      </HandoutHead>
      <Chapters walkthrough={walkthrough} />
      <Answers walkthrough={walkthrough} />
    </>
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

function Answers({ walkthrough: { steps } }: WalkthroughProps) {
  const t = useDeferredTexts('handout')
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
              <RightAnswer ask={ask} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
