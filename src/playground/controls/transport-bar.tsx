import { Pause, Play, StepForward } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { setSpeed, step, togglePlay } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { sliderEnd, speedAt, stepOf } from './speed.ts'
import { useVirtualTime } from './virtual-time.ts'
import './transport-bar.css'

/** The controls of virtual time. Play and pause are one button, so that it never moves. */
export function TransportBar() {
  const t = useTranslations('transport')
  const format = useFormatter()
  const playing = useRun(({ clock }) => clock.playing)
  const speed = useRun(({ clock }) => clock.speed)
  // Two digits, so that the text does not flicker.
  const achieved = useRun(({ throttledClock }) => Number(throttledClock.achieved.toPrecision(2)))
  const ready = useRun(({ session }) => session !== null)
  const now = useVirtualTime()
  const times = (factor: number) =>
    Number.isFinite(factor) ? t('times', { factor: format.number(factor) }) : t('max')
  return (
    <section className="transport" aria-label={t('label')}>
      <button
        type="button"
        className="play"
        disabled={!ready}
        aria-label={playing ? t('pause') : t('play')}
        title={`${playing ? t('pause') : t('play')} (Space)`}
        onClick={() => void togglePlay()}
      >
        {playing ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
      </button>
      <button
        type="button"
        className="step"
        disabled={!ready}
        aria-label={t('step')}
        title={`${t('step')} (Alt+→)`}
        onClick={() => void step()}
      >
        <StepForward size={17} aria-hidden="true" />
      </button>
      <output className="time tabular" aria-label={t('time')} title={t('timeHelp')}>
        {now}
      </output>
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
      <output className="achieved tabular" title={t('achievedHelp')}>
        <strong>{times(speed)}</strong>
        <span>{playing ? t('actual', { factor: format.number(achieved) }) : t('paused')}</span>
      </output>
    </section>
  )
}
