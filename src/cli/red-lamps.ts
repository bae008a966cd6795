import { describeEvent } from '../narration/describe-event.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { CheckWatch, type WatchDecision, type WatchedCheck } from '../trace/watch-checks.ts'

/** The lamps that a trace, complete up to `end`, turns red, in the order in which it does. */
export function redLamps(
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
  return watch.pass(end).filter(({ verdict }) => verdict === 'false')
}

/** One sentence for each lamp that the trace, complete up to `end`, turns red. */
export function redLampSentences(
  lamps: readonly WatchedCheck[],
  trace: readonly TraceEvent[],
  end: VirtualTime,
): readonly string[] {
  return redLamps(lamps, trace, end).map(({ id, at, event, since }) => {
    const cause = event ?? since
    const words = cause === null ? 'time passed' : describeEvent(cause).en
    return `At ${at} ms the lamp [${id}] turned red: ${event === null ? 'nothing followed after “' : '“'}${words}”.`
  })
}
