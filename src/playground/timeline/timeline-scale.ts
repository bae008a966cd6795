import type { VirtualTime } from '../../trace/index.ts'

/** The visible stretch of the run, in virtual ms. */
export interface TimeWindow {
  readonly from: VirtualTime
  readonly span: number
}

/** The part of the recording that may be seen: up to an instant, and the first `count` events. */
export interface Shown {
  readonly until: VirtualTime
  readonly count: number
}

/** Shortest visible span, in virtual ms. */
const minSpanMs = 100
/** The span shown at first, in virtual ms. */
export const initialSpanMs = 30_000
/** Share of the window that stays empty after the frontier, so that the newest events are not at the edge. */
const margin = 0.06

/** The window that ends at the frontier; it begins at 0 while the run is shorter. */
export const windowAtFrontier = (span: number, frontier: VirtualTime): TimeWindow => ({
  from: Math.max(0, frontier - span * (1 - margin)),
  span,
})

/** The whole run. */
export const wholeRun = (frontier: VirtualTime): TimeWindow => ({
  from: 0,
  span: Math.max(minSpanMs, frontier / (1 - margin)),
})

/** Zooms by `factor` (below 1: closer) around the instant at `share` of the width. */
export function zoom(window: TimeWindow, factor: number, share: number, frontier: VirtualTime): TimeWindow {
  const span = Math.min(
    Math.max(minSpanMs, window.span * factor),
    wholeRun(Math.max(frontier, initialSpanMs)).span,
  )
  return pan({ from: window.from + (window.span - span) * share, span }, 0, frontier)
}

/** Moves the window by `ms`, within the run. */
export function pan({ from, span }: TimeWindow, ms: number, frontier: VirtualTime): TimeWindow {
  const latest = Math.max(0, frontier - span * (1 - margin))
  return { from: Math.min(Math.max(0, from + ms), latest), span }
}

/** The nearest window that shows the instant. The same window if it does already. */
export function windowWith(window: TimeWindow, at: VirtualTime): TimeWindow {
  const { from, span } = window
  if (at >= from && at <= from + span) return window
  return { from: Math.max(0, at - span / 2), span }
}

/** Whether the window ends at the frontier, so that it moves with it. */
export const endsAtFrontier = ({ from, span }: TimeWindow, frontier: VirtualTime): boolean =>
  from + span >= frontier

/** Distance between two ticks, in virtual ms: a round number with at least `minShare` of the span. */
export function tickMs(span: number, minShare = 0.1): number {
  const least = span * minShare
  const power = 10 ** Math.floor(Math.log10(least))
  const round = [1, 2, 5, 10].find(step => step * power >= least) ?? 10
  return Math.max(1, round * power)
}
