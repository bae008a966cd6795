import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { switchTo } from '../store/branching.ts'
import { type Lane, restoreLane, useLanes } from '../store/lanes.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useRovingFocus } from '../ui/use-roving-focus.ts'
import { useLaneWords } from './use-lane-words.ts'
import './lane-strip.css'

/** The lanes of the run below its time line: where each grew, how far it goes, and which of them is live. */
export default function LaneStrip() {
  const t = useTranslations('branches')
  const words = useLaneWords()
  const { lanes, live, deleted } = useLanes()
  const now = useRun(({ throttledClock }) => throttledClock.now)
  const end = Math.max(1, now, ...lanes.map(({ until }) => until))
  return (
    <section className="lane-strip" aria-label={t('label')}>
      <ul {...useRovingFocus('button')}>
        {lanes.map(lane => (
          <LaneRow
            key={lane.runId}
            lane={lane}
            live={lane.runId === live}
            until={lane.runId === live ? now : lane.until}
            end={end}
          />
        ))}
      </ul>
      {deleted !== null && (
        <p className="lane-deleted" role="status">
          {t('deleted', { name: words.name(deleted) })}
          <button type="button" className="button quiet" onClick={() => void restoreLane()}>
            {t('restore')}
          </button>
          <IconButton label={t('close')} onClick={() => useLanes.setState({ deleted: null })}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </p>
      )}
    </section>
  )
}

interface LaneRowProps {
  readonly lane: Lane
  readonly live: boolean
  readonly until: number
  /** The last instant of all lanes: the width of the strip. */
  readonly end: number
}

function LaneRow({ lane, live, until, end }: LaneRowProps) {
  const t = useTranslations('branches')
  const time = useTimeFormat(1)
  const words = useLaneWords()
  const name = words.name(lane)
  const difference = words.difference(lane)
  const from = Math.max(0, lane.branch?.at ?? 0)
  const share = (at: number) => `${(100 * at) / end}%`
  const facts = [words.origin(lane), difference, t('until', { time: time(until) })].filter(
    fact => fact !== null,
  )
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (live) row.current?.scrollIntoView({ block: 'nearest' })
  }, [live])
  return (
    <li ref={row} aria-current={live || undefined}>
      <button
        type="button"
        className="lane-row"
        aria-disabled={live || undefined}
        aria-label={live ? t('isLive', { name }) : t('goLive', { name, time: time(until) })}
        title={`${name}: ${facts.join(' · ')}`}
        onClick={() => {
          if (!live) void switchTo(lane.runId).then(showRefusal)
        }}
      >
        <span className="lane-name">{name}</span>
        <span className="lane-track" aria-hidden="true">
          <svg width="100%" height="100%" aria-hidden="true">
            <line className="lane-shared" x1="0" x2={share(from)} y1="50%" y2="50%" />
            <line className="lane-own" x1={share(from)} x2={share(until)} y1="50%" y2="50%" />
            {lane.branch !== null && <circle className="lane-fork" cx={share(from)} cy="50%" r="4" />}
          </svg>
          {difference !== null && <span className="lane-difference">{difference}</span>}
        </span>
        <span className="lane-end tabular">{live ? t('live') : time(until)}</span>
      </button>
    </li>
  )
}
