/** How long, in ms of the stage's time, each thing of a failure takes to be seen. */
export interface Timings {
  /** From one actor of a node to the next. */
  readonly hop: number
  /** The message falls to pieces. */
  readonly message: number
  /** From there until the exception leaves. */
  readonly untilThrown: number
  readonly exception: number
  readonly verdict: number
  /** Between one thing that follows and the next. */
  readonly step: number
  readonly signal: number
  readonly news: number
  readonly flash: number
  readonly struck: number
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
  struck: 700,
}

/** Nothing travels: all that happened stands there at once, and long enough to be read. */
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
  struck: 0,
}

/** The faster the cluster runs, the shorter the story. */
export function timingsAtRate(rate: number): Timings {
  const share = Math.max(0.3, 1 / Math.max(1, Math.sqrt(rate)))
  if (share === 1) return timings
  return Object.fromEntries(Object.entries(timings).map(([beat, ms]) => [beat, ms * share])) as Record<
    keyof Timings,
    number
  >
}
