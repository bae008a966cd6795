import { LampStrip } from '../lamps/lamp-strip.tsx'
import { useRovingFocus } from '../ui/use-roving-focus.ts'
import { Timeline } from './timeline.tsx'

/** The lamps over the time line. They are one tab stop, because each lamp is a mark of the time line, too. */
export function TimeArea() {
  return (
    <div
      className="time-area"
      {...useRovingFocus('.lamp-button, .timeline-film, .timeline button, .timeline input', '.timeline-film')}
    >
      <LampStrip />
      <Timeline />
    </div>
  )
}
