import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { goToNow, goToStart, setSpeed, step, togglePlay } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { chooseStepKind, type StepKind, stepKinds, useStepKind } from '../store/step-kind.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { sliderEnd, speedAt, stepOf } from './speed.ts'
import { useVirtualTime } from './virtual-time.ts'
import './transport-bar.css'

/** The controls of the film. Play and pause are one button, so that it never moves. */
export function TransportBar() {
  const t = useTranslations('transport')
  const playing = useRun(({ cursor }) => cursor.playing)
  const following = useRun(({ cursor }) => cursor.following)
  const speed = useRun(({ clock }) => clock.speed)
  const times = useTimes()
  const kind = useStepKind(({ kind }) => kind)
  return (
    <Toolbar className="transport" label={t('label')}>
      <FilmButton label={t('start')} keys="Alt+Home" onClick={goToStart}>
        <SkipBack size={16} aria-hidden="true" />
      </FilmButton>
      <FilmButton label={t('stepBack')} keys="Alt+←" onClick={() => void step('back')}>
        <StepBack size={17} aria-hidden="true" />
      </FilmButton>
      <FilmButton
        main
        label={playing ? t('pause') : t('play')}
        keys={t('space')}
        onClick={() => void togglePlay()}
      >
        {playing ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
      </FilmButton>
      <FilmButton label={t('step')} keys="Alt+→" onClick={() => void step('forward')}>
        <StepForward size={17} aria-hidden="true" />
      </FilmButton>
      <FilmButton label={t('now')} keys="Alt+End" disabled={following} onClick={goToNow}>
        <SkipForward size={16} aria-hidden="true" />
      </FilmButton>
      <ShownTime />
      <label className="speed">
        <span className="visually-hidden">{t('speed')}</span>
        <input
          type="range"
          min={0}
          max={sliderEnd}
          step={1}
          value={stepOf(speed)}
          aria-valuetext={times(speed)}
          onChange={event => void setSpeed(speedAt(Number(event.target.value)))}
        />
      </label>
      <Pace />
      <label className="step-kind" title={t('stepKindHelp')}>
        <span className="visually-hidden">{t('stepKind')}</span>
        <select
          className="input"
          value={kind}
          onChange={event => chooseStepKind(event.target.value as StepKind)}
        >
          {stepKinds.map(kind => (
            <option key={kind} value={kind}>
              {t(`stepKinds.${kind}`)}
            </option>
          ))}
        </select>
      </label>
    </Toolbar>
  )
}

/** Returns the function that words a multiple of real time. */
function useTimes(): (factor: number) => string {
  const t = useTranslations('transport')
  const format = useFormatter()
  return factor => (Number.isFinite(factor) ? t('times', { factor: format.number(factor) }) : t('max'))
}

/** The shown instant. Apart from the bar, because it changes ten times a second. */
function ShownTime() {
  const t = useTranslations('transport')
  const past = useRun(({ cursor }) => cursor.past)
  const now = useVirtualTime()
  const output = useRef<HTMLOutputElement>(null)
  // In each frame and without rendering: tests compare what the page says with the events that it has shown.
  useEffect(() => {
    const write = () => {
      if (output.current === null) return
      const { position, waiting } = useRun.getState().cursor
      output.current.dataset.events = String(position)
      output.current.toggleAttribute('data-waiting', waiting)
    }
    write()
    return useRun.subscribe(write)
  }, [])
  return (
    <output
      ref={output}
      className="time tabular"
      aria-label={t('time')}
      aria-live="off"
      title={t('timeHelp')}
      data-past={past || undefined}
    >
      {now}
    </output>
  )
}

/** The chosen speed, and the actual one. Apart from the bar, because it changes ten times a second. */
function Pace() {
  const t = useTranslations('transport')
  const format = useFormatter()
  const times = useTimes()
  const playing = useRun(({ cursor }) => cursor.playing)
  const past = useRun(({ cursor }) => cursor.past)
  const speed = useRun(({ clock }) => clock.speed)
  const waiting = useRun(({ throttledCursor }) => throttledCursor.waiting)
  // Two digits, so that the text does not flicker.
  const achieved = useRun(({ throttledClock }) => Number(throttledClock.achieved.toPrecision(2)))
  const pace = () => {
    if (!playing) return past ? t('past') : t('paused')
    if (waiting) return t('waiting')
    return past ? t('past') : t('actual', { factor: format.number(achieved) })
  }
  return (
    <output className="achieved tabular" aria-live="off" title={t('achievedHelp')}>
      <strong>{times(speed)}</strong>
      <span>{pace()}</span>
    </output>
  )
}

interface FilmButtonProps {
  readonly label: string
  /** The keys that do the same, as shown to people. */
  readonly keys: string
  readonly main?: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function FilmButton({ label, keys, main = false, disabled = false, onClick, children }: FilmButtonProps) {
  const ready = useRun(({ session }) => session !== null)
  return (
    <button
      type="button"
      className={main ? 'play' : 'step'}
      disabled={!ready || disabled}
      aria-label={label}
      title={`${label} (${keys})`}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
