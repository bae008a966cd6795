/** Durations of the parts of a failure's animation, in ms of stage time. */
export interface Timings {
  /** One message between two actors of a node. */
  readonly hop: number
  /** The message breaking into pieces. */
  readonly message: number
  /** From the start of `message` until the exception leaves the actor. */
  readonly untilThrown: number
  readonly exception: number
  readonly verdict: number
  /** Between one consequence and the next. */
  readonly step: number
  readonly signal: number
  readonly news: number
  readonly flash: number
  readonly stopped: number
}

export const timings: Timings = {
  hop: 300,
  message: 850,
  untilThrown: 650,
  exception: 620,
  verdict: 2600,
  step: 280,
  signal: 1700,
  news: 720,
  flash: 1200,
  stopped: 700,
}

/** No item moves: verdict, signal and flash appear at once and stay long enough to read. */
export const reducedMotionTimings: Timings = {
  hop: 0,
  message: 0,
  untilThrown: 0,
  exception: 0,
  verdict: 4000,
  step: 0,
  signal: 4000,
  news: 0,
  flash: 4000,
  stopped: 0,
}

/** Shorter durations at a higher speed, never below 30 %; `rate` is virtual ms per ms. */
export function timingsAtRate(rate: number): Timings {
  const share = Math.max(0.3, 1 / Math.max(1, Math.sqrt(rate)))
  if (share === 1) return timings
  return Object.fromEntries(Object.entries(timings).map(([part, ms]) => [part, ms * share])) as Record<
    keyof Timings,
    number
  >
}
