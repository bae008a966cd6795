import { ChevronDown, ChevronsLeft, ChevronsRight, ChevronUp, Clapperboard, Maximize2 } from 'lucide-react'
import { type KeyboardEvent, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BranchesButton, UndoButton } from '../branches/branch-tools.tsx'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { goToDecision } from '../lamps/lamps.ts'
import { goToNow, scrubTo, step } from '../store/acts.ts'
import { showFilm, useFilm } from '../store/film-mode.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { scrubWithPointer } from './scrub-with-pointer.ts'
import { TimelineView } from './timeline-view.ts'
import './timeline.css'

const DiagramTools = deferredPart(() => import('./diagram-tools.tsx'))
const ChapterMarks = deferredPart(() => import('../film/chapter-marks.tsx'))

/** Keys move the cursor by this share of the window. */
const pageShare = 0.1

/**
 * The recording as a strip: a lane for each participant, its status as a band, messages as slanted lines. Dragging moves
 * the cursor, the wheel zooms, a click on a mark or a line goes there and selects it.
 */
export function Timeline() {
  const t = useTranslations('timeline')
  const short = useTimeFormat(1)
  const format = useFormatter()
  const tall = usePreferences(({ timelineTall }) => timelineTall)
  const film = useFilm(({ open }) => open)
  const chosen = useRun(({ session }) => session?.chapters != null)
  const [drawn, setDrawn] = useState<TimelineView | null>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<TimelineView | null>(null)
  const lanes = useRun(({ throttled }) => Object.keys(throttled.participants).length)

  useEffect(() => {
    const shown = new TimelineView(canvas.current!)
    view.current = shown
    setDrawn(shown)
    const stopScrubbing = scrubWithPointer(canvas.current!, shown)
    return () => {
      stopScrubbing()
      shown.end()
    }
  }, [])
  useEffect(() => {
    if (view.current === null) return
    view.current.timeText = short
    view.current.countText = count => format.number(count, { notation: 'compact' })
    view.current.tall = tall
  })

  const jumpToMark = (direction: 1 | -1) => {
    const { mark, lamp } = view.current?.stopFrom(direction) ?? {}
    if (lamp !== undefined) void goToDecision(lamp)
    if (mark === undefined) return
    void scrubTo(mark.at)
    select({ type: 'event', id: mark.event })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const { at } = useRun.getState().cursor
    const page = (view.current?.window.span ?? 0) * pageShare
    switch (event.key) {
      case 'ArrowLeft':
        void step('back')
        break
      case 'ArrowRight':
        void step('forward')
        break
      case 'PageUp':
        void scrubTo(at - page)
        break
      case 'PageDown':
        void scrubTo(at + page)
        break
      case 'Home':
        void scrubTo(0)
        break
      case 'End':
        goToNow()
        break
      default:
        return
    }
    event.preventDefault()
  }
  return (
    <section
      className="timeline"
      aria-label={t('label')}
      data-tall={tall || undefined}
      style={{ '--lanes': Math.max(4, lanes) } as React.CSSProperties}
    >
      <Film canvas={canvas} onKeyDown={onKeyDown} />
      {(film || chosen) && drawn !== null && (
        <Suspense>
          <ChapterMarks view={drawn} />
        </Suspense>
      )}
      <div className="timeline-tools">
        <div className="timeline-buttons">
          <IconButton label={t('previousMark')} onClick={() => jumpToMark(-1)}>
            <ChevronsLeft size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t('nextMark')} onClick={() => jumpToMark(1)}>
            <ChevronsRight size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t('whole')} onClick={() => view.current?.showWhole()}>
            <Maximize2 size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={t('film')} aria-expanded={film} onClick={() => showFilm(!film)}>
            <Clapperboard size={16} aria-hidden="true" />
          </IconButton>
          <UndoButton />
          <BranchesButton />
          <IconButton
            label={tall ? t('lower') : t('pullUp')}
            aria-expanded={tall}
            onClick={() => prefer({ timelineTall: !tall })}
          >
            {tall ? <ChevronDown size={16} aria-hidden="true" /> : <ChevronUp size={16} aria-hidden="true" />}
          </IconButton>
        </div>
        {tall && (
          <Suspense>
            <DiagramTools />
          </Suspense>
        )}
      </div>
    </section>
  )
}

interface FilmProps {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** The strip as a slider. Apart from the time line, because its value changes ten times a second. */
function Film({ canvas, onKeyDown }: FilmProps) {
  const t = useTranslations('timeline')
  const time = useTimeFormat(3)
  const at = useRun(({ throttledCursor, cursor }) =>
    Math.floor(cursor.playing ? throttledCursor.at : cursor.at),
  )
  const frontier = useRun(({ throttledClock }) => throttledClock.now)
  return (
    <div
      className="timeline-film"
      role="slider"
      tabIndex={0}
      aria-label={t('cursor')}
      aria-valuemin={0}
      aria-valuemax={Math.floor(frontier)}
      aria-valuenow={at}
      aria-valuetext={time(at)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} />
    </div>
  )
}
