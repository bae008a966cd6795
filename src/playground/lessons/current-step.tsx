import { ArrowLeft, ArrowRight, FastForward, Play, Presentation, RotateCcw } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Answer, PlayerState, WalkthroughPlayer } from '../../lessons/index.ts'
import { useIsNarrow } from '../layout/use-is-narrow.ts'
import { openPresenter } from '../presenter/open-presenter.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { useAutoPlay } from './auto-play.ts'
import { Narration } from './narration.tsx'
import { QuestionForm, QuestionReveal } from './question-form.tsx'
import { StepDetails, StepOutcome } from './step-outcome.tsx'
import { StepProgress } from './step-progress.tsx'
import { useStepPointers } from './use-step-pointers.ts'
import { YourTurn } from './your-turn.tsx'

interface CurrentStepProps {
  readonly player: WalkthroughPlayer
  readonly state: PlayerState
}

/** The shown step: its text, its question, what is to be done and what has come true, and its controls. */
export default function CurrentStep({ player, state }: CurrentStepProps) {
  const text = useText()
  const words = useRef<HTMLDivElement>(null)
  const narrow = useIsNarrow()
  const { step, index, status } = state
  const ended = status === 'reached' || status === 'missed'
  useStepPointers(state)
  // A new step is read from its beginning. Its outcome below is brought into view.
  useEffect(() => {
    if (index >= 0 && status === 'shown') words.current?.scrollTo({ top: 0 })
    const outcome = words.current?.querySelector<HTMLElement>(
      '.question-reveal, .complaint, .lesson-after, .lamp',
    )
    // Not scrollIntoView, which would scroll the page, too.
    if (ended && outcome) words.current?.scrollTo({ top: outcome.offsetTop - words.current.offsetTop })
  }, [index, status, ended])
  const onAnswer = useCallback((answer: Answer) => player.answer(answer), [player])
  return (
    <>
      <StepProgress player={player} state={state} />
      {!narrow && <StepDetails key={`details ${index}`} step={step} />}
      <div className="lesson-words" ref={words}>
        <div className="lesson-say" aria-live="polite">
          <Narration text={text(step.say)} />
        </div>
        {step.ask !== undefined && status === 'shown' && (
          <QuestionForm key={index} question={step.ask} answer={state.answer} onAnswer={onAnswer} />
        )}
        {step.ask !== undefined && ended && <QuestionReveal question={step.ask} answer={state.answer} />}
        {status === 'shown' && <YourTurn player={player} state={state} />}
        <StepOutcome player={player} state={state} />
        {narrow && <StepDetails key={`details ${index}`} step={step} />}
      </div>
      <StepControls player={player} state={state} />
    </>
  )
}

function StepControls({ player, state }: CurrentStepProps) {
  const t = useTranslations('lesson')
  const presenter = useDeferredTexts('presenter')
  const [autoPlay, setAutoPlay] = useAutoPlay(player, state)
  const { step, status, detour, answer } = state
  const textShown = status === 'shown'
  const waitsForAnswer = textShown && step.ask !== undefined && answer === null
  const action = !textShown ? 'next' : detour !== null && step.actions !== undefined ? 'doItForMe' : 'watch'
  return (
    <Toolbar className="lesson-steps" label={t('steps')} first=".lesson-primary">
      <button
        type="button"
        className="button"
        title={`${t('back')} (PageUp)`}
        aria-disabled={!player.canGoBack}
        onClick={() => void player.back()}
      >
        <ArrowLeft size={15} aria-hidden="true" /> <span className="lesson-back">{t('back')}</span>
      </button>
      <button
        type="button"
        className={`button lesson-primary${waitsForAnswer ? '' : ' primary'}`}
        title={`${waitsForAnswer ? t('watchUnanswered') : t(action)} (PageDown)`}
        aria-disabled={!player.canGoNext}
        onClick={() => void player.next()}
      >
        {textShown && <Play size={15} aria-hidden="true" />}
        {t(action)}
        {!textShown && <ArrowRight size={15} aria-hidden="true" />}
      </button>
      <span className="lesson-small">
        <IconButton
          label={t('replay')}
          aria-disabled={!player.canReplay}
          onClick={() => void player.replay()}
        >
          <RotateCcw size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t('autoPlay')} aria-pressed={autoPlay} onClick={() => setAutoPlay(!autoPlay)}>
          <FastForward size={16} aria-hidden="true" />
        </IconButton>
        <IconButton className="lesson-presenter" label={presenter('open')} onClick={openPresenter}>
          <Presentation size={16} aria-hidden="true" />
        </IconButton>
      </span>
    </Toolbar>
  )
}
