import type { LogLine } from './cluster-view.ts'
import { eventId, type TraceEvent } from './trace-event.ts'

/** What actors logged, in the order of the trace. */
export const logLines = (events: readonly TraceEvent[]): readonly LogLine[] => {
  const lines: LogLine[] = []
  for (const event of events) {
    if (event.type !== 'Logged') continue
    const { at, node, actor, level, text } = event
    lines.push({ id: eventId(event), at, node, actor, level, text })
  }
  return lines
}
