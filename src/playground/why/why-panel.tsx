import { RotateCw, Waypoints } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { explain, type Fact, type WhyAnswer } from '../../narration/index.ts'
import type { EventId } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import type { Selected } from '../store/selection.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { askWhy } from './asking.ts'
import { light } from './lit-path.ts'
import { litPathOf } from './lit-path-of.ts'
import { WhyParts } from './why-parts.tsx'

/** The answer to *Why?*: chains of causes in words, lit in the time line and on the canvas. */
export function WhyPanel({ asked }: { readonly asked: Extract<Selected, { type: 'why' }> }) {
  const t = useTranslations('why')
  const text = useText()
  const time = useTimeFormat()
  const position = useRun(({ throttledCursor }) => throttledCursor.position)
  // A cursor before the question hides what it does not show yet; a later one leaves the answer as it was.
  const count = Math.min(asked.count, position)
  const answer = useAnswer(asked.fact, count)
  const log = useRun(({ log }) => log)
  useEffect(() => {
    const path = litPathOf(answer, log)
    if (path !== null) light(path)
  }, [answer, log])
  const [said, setSaid] = useState('')
  const spoken = [
    t('spoken', { steps: answer.parts.reduce((sum, { steps }) => sum + steps.length, 0) }),
    ...answer.parts
      .flatMap(({ lead, origin }) => [lead, origin?.text ?? null])
      .filter(part => part !== null)
      .map(text),
  ].join(' ')
  // Set after the region is in the page, because a screen reader says only what changes in it.
  useEffect(() => setSaid(spoken), [spoken])
  return (
    <>
      <div className="inspector-head">
        <h2>{t('title', { about: text(answer.title) })}</h2>
        <p className="why-asked tabular">
          {t('asked', { time: time(asked.at) })}
          {position > asked.count && (
            <button type="button" className="button quiet" onClick={() => askWhy(asked.fact)}>
              <RotateCw size={14} aria-hidden="true" /> {t('again')}
            </button>
          )}
        </p>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <WhyParts parts={answer.parts} />
    </>
  )
}

/** The causes of an event, beside its other details. */
export function WhyOfEvent({ id }: { readonly id: EventId }) {
  const t = useTranslations('why')
  const log = useRun(({ log }) => log)
  const count = useMemo(() => (log.positionOf(id) ?? -1) + 1, [log, id])
  const fact = useMemo((): Fact => ({ type: 'event', id }), [id])
  const { parts } = useAnswer(fact, count)
  return (
    <>
      <WhyParts parts={parts} />
      <button type="button" className="button quiet why-light" onClick={() => askWhy(fact)}>
        <Waypoints size={15} aria-hidden="true" /> {t('light')}
      </button>
    </>
  )
}

function useAnswer(fact: Fact, count: number): WhyAnswer {
  const log = useRun(({ log }) => log)
  const settings = useRun(({ session }) => session?.settings ?? null)
  const namesOf = useNames()
  // Names change with the language only, which mounts the page anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => {
    const view = log.viewAt(count)
    return explain({ log, view, count, names: namesOf(view), settings }, fact)
  }, [log, count, fact, settings])
}
