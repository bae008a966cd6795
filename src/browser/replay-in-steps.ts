import type { VirtualTime } from '../trace/identifiers.ts'

/** Virtual ms between two reports: some hundred events, which the page appends to its log within a frame. */
const stepMs = 1000

/** Wall ms after which the thread is yielded, so that it receives messages. */
export const yieldMs = 16

/** A replay that can be computed piece by piece. */
interface SteppedReplay {
  advanceTo(at: VirtualTime): void | Promise<void>
}

/** Replays a recording from `from` (default: its start) up to `until` and reports each step. */
export async function replayInSteps(
  replay: SteppedReplay,
  until: VirtualTime,
  onProgress: (done: VirtualTime, of: VirtualTime) => void | Promise<void>,
  from: VirtualTime = 0,
): Promise<void> {
  let yielded = performance.now()
  for (let at = Math.min(from + stepMs, until); ; at = Math.min(at + stepMs, until)) {
    await replay.advanceTo(at)
    await onProgress(at, until)
    if (at >= until) break
    if (performance.now() - yielded < yieldMs) continue
    await new Promise(resolve => setTimeout(resolve))
    yielded = performance.now()
  }
}
