import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { CheckWatch, type WatchDecision, type WatchedCheck } from '../trace/watch-checks.ts'
import type { Recording } from './recording.ts'

/** Watches a run for checks, event by event, wherever the page's cursor is. */
export class RunWatch {
  readonly #recording: Recording
  /** Current only while a check is watched, because nothing else reads it. */
  #folding = new Folding()
  readonly #watch: CheckWatch
  /** Checks whose violation pauses the run. */
  readonly #stops = new Set<string>()
  #fed = 0

  /** Watches from the first event on, so the recording must hold all events. */
  constructor(recording: Recording, checks: readonly WatchedCheck[] = []) {
    this.#recording = recording
    this.#watch = new CheckWatch(checks, this.#folding.draft)
  }

  /** The decisions so far, in order. Grows in place. */
  get decisions(): readonly WatchDecision[] {
    return this.#watch.decisions
  }

  /** True while a violation would pause the run, so that each instant must be judged before the next is computed. */
  get stops(): boolean {
    return this.#stops.size > 0
  }

  /** The instant at which a missing event would pause the run; infinite when there is none. */
  get deadline(): VirtualTime {
    return (this.stops ? this.#watch.deadline(this.#stops) : null) ?? Number.POSITIVE_INFINITY
  }

  /**
   * Judges the events that were recorded since the last call, all of them up to and at `frontier`. Returns whether one of
   * the new decisions pauses the run. Must be called before events are forgotten.
   */
  catchUp(frontier: VirtualTime): boolean {
    const decided = this.decisions.length
    for (const event of this.#recording.slice(this.#fed)) {
      if (this.#watch.watches) this.#folding.add(event)
      this.#watch.feed(event, this.#folding.draft)
    }
    this.#fed = this.#recording.length
    this.#watch.pass(frontier)
    const stopping = this.decisions
      .slice(decided)
      .filter(({ id, verdict }) => verdict === 'false' && this.#stops.delete(id))
    return stopping.length > 0
  }

  /** Watches for a check from now on. Returns the number of events that do not count. */
  add(check: WatchedCheck): number {
    this.#watch.remove(check.id)
    if (!this.#watch.watches) this.#folding = new Folding(this.#recording.viewAt(this.#fed))
    this.#watch.add({ ...check, from: this.#fed }, this.#folding.draft)
    return this.#fed
  }

  remove(id: string): void {
    this.#watch.remove(id)
    this.#stops.delete(id)
  }

  /** Chooses whether the violation of a check pauses the run. */
  stopAt(id: string, stops: boolean): void {
    if (stops) this.#stops.add(id)
    else this.#stops.delete(id)
  }
}
