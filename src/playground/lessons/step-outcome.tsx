import { useEffect } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { PlayerState, Step, Walkthrough, WalkthroughPlayer } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import { loadProgress, useProgress } from '../exercises/progress.ts'
import { lampOf } from '../lamps/lamp-status.ts'
import { useLessonProgress } from '../learn/lesson-progress.ts'
import { exerciseAfter } from '../learn/next-exercise.ts'
import { nextLesson } from '../learn/next-lesson.ts'
import { openDialog } from '../store/selection.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { Narration } from './narration.tsx'
import { useActWords } from './use-act-words.ts'
import { beginLesson } from './use-player.ts'

/** The condition that the step waits for or has shown, in the author's words; the exact condition on demand. */
export function StepOutcome({
  player,
  state,
}: {
  readonly player: WalkthroughPlayer
  readonly state: PlayerState
}) {
  const t = useTranslations('lesson')
  const text = useText()
  const sentence = useSentence()
  const words = useActWords()
  const { step, status, problem, verdicts, detour } = state
  const last = state.index === player.walkthrough.steps.length - 1
  const waiting = step.await === undefined ? null : text(step.await.waiting)
  return (
    <div className="lesson-now">
      {problem !== null && <span className="complaint">{sentence(problem)}</span>}
      {problem === null && status === 'missed' && waiting !== null && (
        <span className="complaint">{t('missed', { what: waiting })}</span>
      )}
      {status === 'loading' && <span className="lesson-waiting">{t('loading')}</span>}
      {status === 'running' && (
        <span className="lesson-waiting">
          {waiting === null ? t('playing') : t('waitingFor', { what: waiting })}
        </span>
      )}
      {status === 'reached' && detour !== null && (
        <span className="lesson-waiting">
          {detour.type === 'run' ? t('otherRun') : t('detour', { act: words(detour.action) })}{' '}
          {t('nextReturns')}
        </span>
      )}
      {status === 'reached' && last && <AfterLesson walkthrough={player.walkthrough} />}
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
    </div>
  )
}

/** The end of a walkthrough says what to try next. */
function AfterLesson({ walkthrough }: { readonly walkthrough: Walkthrough }) {
  const t = useTranslations('lesson')
  const learn = useTranslations('learn')
  const text = useText()
  const done = useLessonProgress(progress => progress.done)
  const next = nextLesson(walkthrough.id, done)
  const byId = useProgress(({ byId }) => byId)
  const exercise = exerciseAfter(walkthrough, solved => byId[solved]?.state === 'done')
  useEffect(() => void loadProgress(), [])
  return (
    <span className="lesson-after">
      {t('done')}{' '}
      {next !== null && (
        <button type="button" className="link-button" onClick={() => beginLesson(next.id)}>
          {learn('next', { title: text(next.title) })}
        </button>
      )}{' '}
      {exercise !== null && (
        <button
          type="button"
          className="link-button"
          onClick={() =>
            void import('../exercises/run-exercise.ts').then(({ beginExercise }) =>
              beginExercise(exercise.id),
            )
          }
        >
          {learn('nextExercise', { title: text(exercise.title) })}
        </button>
      )}{' '}
      <button type="button" className="link-button" onClick={() => openDialog('learn')}>
        {learn('all')}
      </button>
    </span>
  )
}

/** The parts shown on demand: the checks of a step as they are evaluated, and the notes for the presenter. */
export function StepDetails({ step }: { readonly step: Step }) {
  const t = useTranslations('lesson')
  const text = useText()
  return (
    <div className="lesson-details">
      <ExactConditions step={step} />
      {step.notes !== undefined && (
        <details>
          <summary>{t('notes')}</summary>
          <div className="lesson-float">
            <Narration text={text(step.notes)} />
          </div>
        </details>
      )}
    </div>
  )
}

function ExactConditions({ step }: { readonly step: Step }) {
  const t = useTranslations('lesson')
  const locale = useLocale()
  const checks = [
    ...(step.await === undefined ? [] : [step.await.check]),
    ...(step.lamps ?? []).map(({ check }) => check),
  ]
  if (checks.length === 0) return null
  return (
    <details>
      <summary>{t('exact')}</summary>
      <ul className="lesson-float">
        {checks.map(check => {
          const sentence = describeCheck(check)
          return <li key={sentence.en}>{sentence[locale]}</li>
        })}
      </ul>
    </details>
  )
}

const lampMarks = { true: '✓', false: '✕', open: '○' } as const
