import type { Replay } from '../conductor/index.ts'
import type { VirtualTime } from '../trace/identifiers.ts'

/** Virtual ms between two reports: some hundred events, which the page appends to its log within a frame. */
const stepMs = 1000

/** Wall ms after which the thread is yielded, so that it receives messages. */
const yieldMs = 16

/** Replays a recording up to `until` and reports each step. */
export async function replayInSteps(
  replay: Replay,
  until: VirtualTime,
  onProgress: (done: VirtualTime, of: VirtualTime) => void,
): Promise<void> {
  let yielded = performance.now()
  for (let at = Math.min(stepMs, until); ; at = Math.min(at + stepMs, until)) {
    await replay.advanceTo(at)
    onProgress(at, until)
    if (at >= until) break
    if (performance.now() - yielded < yieldMs) continue
    await new Promise(resolve => setTimeout(resolve))
    yielded = performance.now()
  }
}
