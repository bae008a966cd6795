import type { Check } from '../trace/check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** The n-th message that a node handled since the last act: a condition that stands for an instant of a recording. */
export interface Delivery {
  readonly check: Extract<Check, { readonly type: 'eventually' }>
  readonly at: VirtualTime
  /** `message 12 of node-1` */
  readonly words: string
}

/**
 * For each instant the last delivery before it and after the instant before; null when there is none. Heartbeats make
 * these frequent, so a walkthrough that awaits them keeps the pace of the recording. `instants` are in order.
 */
export function deliveriesBefore(
  instants: readonly VirtualTime[],
  trace: Iterable<TraceEvent>,
): readonly (Delivery | null)[] {
  const found: (Delivery | null)[] = []
  const counts = new Map<string, number>()
  let last: Delivery | null = null
  for (const { type, node, at } of trace) {
    while (found.length < instants.length && at >= instants[found.length]!) {
      found.push(last)
      last = null
      // A wait counts from the act before it.
      counts.clear()
    }
    if (found.length === instants.length) return found
    if (type !== 'MessageDelivered') continue
    const times = (counts.get(node) ?? 0) + 1
    counts.set(node, times)
    last = {
      check: { type: 'eventually', what: { event: type, node }, times },
      at,
      words: `message ${times} of ${node}`,
    }
  }
  while (found.length < instants.length) {
    found.push(last)
    last = null
  }
  return found
}
