import { describeEvent, type Names } from '../../narration/index.ts'
import type { TraceEvent } from '../../trace/index.ts'

/** Whether the text is in a field of the event, or in its description in any language. Letter case is ignored. */
export function mentionsText(event: TraceEvent, text: string, names: Names): boolean {
  const wanted = text.toLowerCase()
  return contains(event, wanted) || contains(describeEvent(event, names), wanted)
}

function contains(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => contains(part, wanted))
}
