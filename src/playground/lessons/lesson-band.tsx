import { ArrowLeft, ArrowRight, GraduationCap, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { type PlayerState, type WalkthroughPlayer, walkthroughs } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import type { Check, Verdict } from '../../trace/index.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useScenario } from '../store/scenario.ts'
import { useText } from '../ui/use-text.ts'
import { beginLesson, endLesson, useLesson } from './use-player.ts'
import './lesson-band.css'

/** The walkthrough above the canvas; before it starts, the list of walkthroughs. */
export default function LessonBand() {
  const t = useTranslations('lesson')
  const open = usePreferences(({ lessonOpen }) => lessonOpen)
  const { player, state } = useLesson()
  if (!open) return null
  return (
    <section className="lesson" aria-label={t('title')} data-playing={state !== null || undefined}>
      {player === null || state === null ? (
        <WalkthroughList />
      ) : (
        <CurrentStep player={player} state={state} />
      )}
      <button
        type="button"
        className="icon-button lesson-close"
        aria-label={t('close')}
        onClick={() => {
          endLesson()
          prefer({ lessonOpen: false })
        }}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  )
}

/** The walkthrough of the open scenario with its summary, and the titles of the others. */
function WalkthroughList() {
  const t = useTranslations('lesson')
  const text = useText()
  const scenario = useScenario()
  const first = walkthroughs.find(walkthrough => walkthrough.scenario === scenario.id) ?? walkthroughs[0]
  if (first === undefined) return null
  const others = walkthroughs.filter(walkthrough => walkthrough !== first)
  return (
    <>
      <GraduationCap size={18} className="lesson-mark" aria-hidden="true" />
      <p className="lesson-about">
        <strong>{text(first.title)}</strong> {text(first.about)}
      </p>
      <div className="lesson-steps">
        <button
          type="button"
          className="button primary"
          title={t('startsNewRun')}
          onClick={() => beginLesson(first.id)}
        >
          {t('begin')}
        </button>
        {others.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="button lesson-other"
            title={t('startsNewRun')}
            onClick={() => beginLesson(id)}
          >
            {text(title)}
          </button>
        ))}
      </div>
    </>
  )
}

function CurrentStep({ player, state }: { readonly player: WalkthroughPlayer; readonly state: PlayerState }) {
  const t = useTranslations('lesson')
  const format = useFormatter()
  const text = useText()
  const locale = useLocale()
  const words = useRef<HTMLParagraphElement>(null)
  const { step, index, status, verdicts, problem } = state
  const count = player.walkthrough.steps.length
  const atRest = status !== 'loading' && status !== 'running'
  const last = index === count - 1
  const waiting =
    step.await === undefined
      ? t('playing')
      : t('waitingFor', { what: describeCheck(step.await.check)[locale] })
  // A new step is read from its beginning.
  useEffect(() => {
    if (index >= 0) words.current?.scrollTo({ top: 0 })
  }, [index])
  return (
    <>
      <div className="lesson-progress">
        <span className="tabular">
          {t('progress', { step: format.number(index + 1), of: format.number(count) })}
        </span>
        <progress value={index + (atRest ? 1 : 0.5)} max={count} aria-label={t('title')} />
      </div>
      <div className="lesson-words">
        <p ref={words} aria-live="polite">
          {text(step.say)}
        </p>
        <div className="lesson-now">
          {problem !== null && <span className="complaint">{problem}</span>}
          {problem === null && status === 'missed' && step.await !== undefined && (
            <span className="complaint">
              {t('missed', { what: describeCheck(step.await.check)[locale] })}
            </span>
          )}
          {!atRest && (
            <span className="lesson-waiting" title={waiting}>
              {waiting}
            </span>
          )}
          {atRest && last && problem === null && status === 'reached' && t('done')}
          {verdicts.map((verdict, index) => {
            const check = step.checks?.[index]
            return (
              check !== undefined && (
                <span key={describeCheck(check).en} className="lamp" data-verdict={lampOf(check, verdict)}>
                  <span aria-hidden="true">{lampMarks[lampOf(check, verdict)]}</span>
                  {describeCheck(check)[locale]}
                </span>
              )
            )
          })}
        </div>
      </div>
      <div className="lesson-steps">
        <button
          type="button"
          className="button"
          aria-disabled={!player.canGoBack}
          onClick={() => void player.back()}
        >
          <ArrowLeft size={15} aria-hidden="true" /> {t('back')}
        </button>
        <button
          type="button"
          className="button primary"
          aria-disabled={!player.canGoNext}
          onClick={() => void player.next()}
        >
          {t('next')} <ArrowRight size={15} aria-hidden="true" />
        </button>
      </div>
    </>
  )
}

const lampMarks = { true: '✓', false: '✕', open: '○' } as const

/** An open check of kind `never`, `always` or `atMostOne` counts as true, because it has not been violated. */
const lampOf = (check: Check, verdict: Verdict): Verdict =>
  verdict === 'open' && (check.type === 'never' || check.type === 'always' || check.type === 'atMostOne')
    ? 'true'
    : verdict
