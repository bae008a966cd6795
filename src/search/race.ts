import type { TrialRequest, TrialResult } from './run-trials.ts'

/**
 * Trials in an order, until one of them ends the race. Several may run at once: `next` is called {@link trialsAhead} times
 * at the start and once after each settled trial, and trials are settled in the order of `next`. The answer therefore does
 * not depend on how many run at once, and how fast.
 */
export interface Race {
  /** The next trial; null when there is none. */
  readonly next: () => TrialRequest | null
  /** True ends the race: trials after this one do not count. */
  readonly settle: (result: TrialResult) => boolean
}

/** Trials that may be begun before the first of them is settled. */
export const trialsAhead = 8

/** Runs the trials of a race one after the other. `settled` is called after each; false ends the race. */
export function runRace(
  race: Race,
  run: (request: TrialRequest) => TrialResult,
  settled: () => boolean,
): void {
  const ahead = new Ahead(race, request => request)
  for (let request = ahead.take(); request !== null; request = ahead.take()) {
    if (race.settle(run(request)) || !settled()) return
    ahead.refill()
  }
}

/** Runs the trials of a race at once, as far as `run` does. */
export async function runRaceAtOnce(
  race: Race,
  run: (request: TrialRequest) => Promise<TrialResult>,
  settled: () => boolean,
): Promise<void> {
  const ahead = new Ahead(race, run)
  for (let result = ahead.take(); result !== null; result = ahead.take()) {
    if (race.settle(await result) || !settled()) return
    ahead.refill()
  }
}

/** The trials that are begun and not settled. */
class Ahead<T> {
  readonly #race: Race
  readonly #begin: (request: TrialRequest) => T
  readonly #begun: T[] = []

  constructor(race: Race, begin: (request: TrialRequest) => T) {
    this.#race = race
    this.#begin = begin
    for (let i = 0; i < trialsAhead; i++) this.refill()
  }

  refill(): void {
    const request = this.#race.next()
    if (request !== null) this.#begun.push(this.#begin(request))
  }

  take(): T | null {
    return this.#begun.shift() ?? null
  }
}
