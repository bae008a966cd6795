import { EventIndex } from '../../narration/index.ts'
import type { TraceEvent } from '../../trace/index.ts'

/** Events the page keeps; the exported run determines all of them. */
const keepAtMost = 200_000
const keepThen = 150_000

/** What was heard, with a bound. Whoever lists it begins anew when `index` is another one. */
export class EventBook {
  index = new EventIndex()
  /** How many of the oldest are no longer here. */
  dropped = 0

  add(events: readonly TraceEvent[]): void {
    this.index.append(events)
    if (this.index.length <= keepAtMost) return
    const shorter = new EventIndex()
    shorter.append(this.index.slice(this.index.length - keepThen))
    this.dropped += this.index.length - keepThen
    this.index = shorter
  }
}
