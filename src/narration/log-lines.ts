import {
  type EventId,
  eventId,
  type ParticipantId,
  type PathText,
  type VirtualTime,
} from '../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'

/** One line that an actor logged. */
export interface LogLine {
  readonly id: EventId
  readonly at: VirtualTime
  readonly node: ParticipantId
  readonly actor: PathText
  readonly level: TraceEventOf<'Logged'>['level']
  readonly text: string
}

/** The lines that actors logged, in the order of the trace. */
export const logLines = (events: readonly TraceEvent[]): readonly LogLine[] => {
  const lines: LogLine[] = []
  for (const event of events) {
    if (event.type !== 'Logged') continue
    const { at, node, actor, level, text } = event
    lines.push({ id: eventId(event), at, node, actor, level, text })
  }
  return lines
}
