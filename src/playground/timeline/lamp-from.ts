import type { VirtualTime, WatchDecision } from '../../trace/index.ts'

/** The red lamp next to an instant: the first after it, or the last before it; null: there is none. */
export function lampFrom(
  red: readonly WatchDecision[],
  at: VirtualTime,
  direction: 1 | -1,
): WatchDecision | null {
  const beyond = red.filter(lamp => (lamp.at - at) * direction > 0.5)
  return beyond.sort((a, b) => (a.at - b.at) * direction)[0] ?? null
}
