import { describeEvent } from '../narration/describe-event.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { CheckWatch, type WatchDecision, type WatchedCheck } from '../trace/watch-checks.ts'

/** The lamps that a trace, complete up to `end`, turns red, in the order in which it does. */
export const redLamps = (
  lamps: readonly WatchedCheck[],
  trace: readonly TraceEvent[],
  end: VirtualTime,
): readonly WatchDecision[] => decisionsAlong(lamps, trace, end).filter(({ verdict }) => verdict === 'false')

/** All decisions about lamps along a trace that is complete up to `end`. */
export function decisionsAlong(
  lamps: readonly WatchedCheck[],
  trace: readonly TraceEvent[],
  end: VirtualTime,
): readonly WatchDecision[] {
  const folding = new Folding()
  const watch = new CheckWatch(lamps, folding.draft)
  for (const event of trace) {
    folding.add(event)
    watch.feed(event, folding.draft)
  }
  return watch.pass(end)
}

/** True for the last decision about its lamp if that is a violation. */
const isLasting = (decision: WatchDecision, place: number, all: readonly WatchDecision[]): boolean =>
  decision.verdict === 'false' && !all.slice(place + 1).some(({ id }) => id === decision.id)

/** One sentence for each lamp that is red at `end`, up to which the trace is complete. */
export const redLampSentences = (
  lamps: readonly WatchedCheck[],
  trace: readonly TraceEvent[],
  end: VirtualTime,
): readonly string[] => lastingSentences(decisionsAlong(lamps, trace, end))

/** One sentence for each lamp that is red after these decisions. */
export const lastingSentences = (decisions: readonly WatchDecision[]): readonly string[] =>
  decisions.filter(isLasting).map(({ id, at, event, since, behind }) => {
    if (behind !== undefined)
      return `At ${at} ms the lamp [${id}] turned red: ${behind.actor} on ${behind.node} misses event ${behind.sequenceNr}.`
    const cause = event ?? since
    const words = cause === null ? 'time passed' : describeEvent(cause).en
    return `At ${at} ms the lamp [${id}] turned red: ${event === null ? 'nothing followed after “' : '“'}${words}”.`
  })
