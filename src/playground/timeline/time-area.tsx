import { Suspense } from 'react'
import { LampStrip } from '../lamps/lamp-strip.tsx'
import { useFilm } from '../store/film-mode.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { useRovingFocus } from '../ui/use-roving-focus.ts'
import { Timeline } from './timeline.tsx'

const FilmBar = deferredPart(() => import('../film/film-bar.tsx'))

/** The lamps over the time line. They are one tab stop, because each lamp is a mark of the time line, too. */
export function TimeArea() {
  const film = useFilm(({ open }) => open)
  return (
    <div
      className="time-area"
      {...useRovingFocus('.lamp-button, .timeline-film, .timeline button, .timeline input', '.timeline-film')}
    >
      {film && (
        <Suspense>
          <FilmBar />
        </Suspense>
      )}
      <LampStrip />
      <Timeline />
    </div>
  )
}
