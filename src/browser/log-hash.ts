import type { EventLog } from '../trace/event-log/event-log.ts'
import { segmentLength } from '../trace/event-log/segment.ts'
import { TraceHash } from '../trace/trace-hash.ts'

/** Events that are hashed without a pause, which takes some milliseconds. */
const sliceLength = segmentLength / 2

/**
 * The hash of the first `count` events of a log; null when the log has dropped some of them. The thread is yielded
 * between slices, so that a long log does not block the page.
 */
export async function hashOfLog(log: EventLog, count: number): Promise<string | null> {
  if (log.firstHeld > 0) return null
  const hash = new TraceHash()
  for (let from = 0; from < count; from += sliceLength) {
    if (from > 0) await new Promise(resolve => setTimeout(resolve))
    for (const event of log.slice(from, Math.min(from + sliceLength, count))) hash.update(event)
  }
  return hash.hex()
}
