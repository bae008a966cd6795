import { ArrowLeft, ArrowRight, GraduationCap, Play, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { type PlayerState, type Step, type WalkthroughPlayer, walkthroughs } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import { lampOf } from '../lamps/lamp-status.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useScenario } from '../store/scenario.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { useLesson } from './lesson-state.ts'
import { beginLesson, endLesson } from './use-player.ts'
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
      <Toolbar className="lesson-steps" label={t('steps')} first=".primary">
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
      </Toolbar>
    </>
  )
}

function CurrentStep({ player, state }: { readonly player: WalkthroughPlayer; readonly state: PlayerState }) {
  const t = useTranslations('lesson')
  const format = useFormatter()
  const text = useText()
  const words = useRef<HTMLParagraphElement>(null)
  const { step, index, status } = state
  const count = player.walkthrough.steps.length
  const textShown = status === 'shown'
  const ended = !textShown && status !== 'loading' && status !== 'running'
  // A new step is read from its beginning.
  useEffect(() => {
    if (index >= 0) words.current?.scrollTo({ top: 0 })
  }, [index])
  return (
    <>
      <div className="lesson-progress" data-step={index} data-status={status}>
        <span className="tabular">
          {t('progress', { step: format.number(index + 1), of: format.number(count) })}
        </span>
        <progress value={index + (ended ? 1 : 0.5)} max={count} aria-label={t('title')} />
      </div>
      <div className="lesson-words">
        <p ref={words} aria-live="polite">
          {text(step.say)}
        </p>
        <StepOutcome state={state} last={index === count - 1} />
      </div>
      <Toolbar className="lesson-steps" label={t('steps')} first=".primary">
        <button
          type="button"
          className="button"
          title={`${t('back')} (PageUp)`}
          aria-disabled={!player.canGoBack}
          onClick={() => void player.back()}
        >
          <ArrowLeft size={15} aria-hidden="true" /> {t('back')}
        </button>
        <button
          type="button"
          className="button primary"
          title={`${textShown ? t('watch') : t('next')} (PageDown)`}
          aria-disabled={!player.canGoNext}
          onClick={() => void player.next()}
        >
          {textShown ? (
            <>
              <Play size={15} aria-hidden="true" /> {t('watch')}
            </>
          ) : (
            <>
              {t('next')} <ArrowRight size={15} aria-hidden="true" />
            </>
          )}
        </button>
      </Toolbar>
    </>
  )
}

/** The condition that the step waits for or has shown, in the author's words; the exact condition on demand. */
function StepOutcome({ state, last }: { readonly state: PlayerState; readonly last: boolean }) {
  const t = useTranslations('lesson')
  const text = useText()
  const sentence = useSentence()
  const { step, status, problem, verdicts } = state
  const waiting = step.await === undefined ? null : text(step.await.waiting)
  return (
    <div className="lesson-now">
      {problem !== null && <span className="complaint">{sentence(problem)}</span>}
      {problem === null && status === 'missed' && waiting !== null && (
        <span className="complaint">{t('missed', { what: waiting })}</span>
      )}
      {(status === 'loading' || status === 'running') && (
        <span className="lesson-waiting">
          {waiting === null ? t('playing') : t('waitingFor', { what: waiting })}
        </span>
      )}
      {status === 'reached' && last && t('done')}
      {verdicts.map((verdict, index) => {
        const lamp = step.lamps?.[index]
        if (lamp === undefined) return null
        const shown = lampOf(lamp.check, verdict)
        return (
          <span key={lamp.words.en} className="lamp" data-verdict={shown}>
            <span aria-hidden="true">{lampMarks[shown]}</span>
            {text(lamp.words)}
          </span>
        )
      })}
      <ExactConditions step={step} />
    </div>
  )
}

/** The checks of a step as they are evaluated, shown on demand. */
function ExactConditions({ step }: { readonly step: Step }) {
  const t = useTranslations('lesson')
  const locale = useLocale()
  const checks = [
    ...(step.await === undefined ? [] : [step.await.check]),
    ...(step.lamps ?? []).map(({ check }) => check),
  ]
  if (checks.length === 0) return null
  return (
    <details className="lesson-exact">
      <summary>{t('exact')}</summary>
      <ul>
        {checks.map(check => {
          const sentence = describeCheck(check)
          return <li key={sentence.en}>{sentence[locale]}</li>
        })}
      </ul>
    </details>
  )
}

const lampMarks = { true: '✓', false: '✕', open: '○' } as const
