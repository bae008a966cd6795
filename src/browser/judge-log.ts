import { CheckOverTrace } from '../conductor/index.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { EventLog } from '../trace/event-log/event-log.ts'
import { segmentLength } from '../trace/event-log/segment.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { CheckWatch, type WatchDecision } from '../trace/watch-checks.ts'

/** The verdict of a check over a log that is whole and computed up to the instant `now`. */
export async function verdictOverLog(check: Check, log: EventLog, now: VirtualTime): Promise<Verdict> {
  const count = log.countUntil(now)
  const evaluation = new CheckOverTrace(check)
  for (let from = 0; from < count; from += segmentLength) {
    if (!evaluation.add(log.slice(from, Math.min(from + segmentLength, count)))) break
    await nextTask()
  }
  return evaluation.verdictAt(now)
}

/** The decisions of a lamp in the part of a log before the position `until`. */
export async function decisionsInLog(
  lamp: OwnLamp,
  log: EventLog,
  until: number,
): Promise<readonly WatchDecision[]> {
  const from = Math.max(lamp.from, log.firstHeld)
  const folding = new Folding(log.viewAt(from))
  const watch = new CheckWatch([], folding.draft, from)
  watch.add(lamp, folding.draft)
  for (let position = from; position < until && watch.watches; position += segmentLength) {
    for (const event of log.slice(position, Math.min(position + segmentLength, until))) {
      folding.add(event)
      watch.feed(event, folding.draft)
    }
    await nextTask()
  }
  return watch.decisions
}

/** A long trace must not block the page. */
const nextTask = () => new Promise(resolve => setTimeout(resolve))
