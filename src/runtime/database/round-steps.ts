import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEventBody } from '../../trace/trace-event.ts'

/** An event about an envelope that was lost or held on its arrival. */
export interface ArrivalEvent {
  readonly at: VirtualTime
  readonly cause: EventId | null
  readonly body: TraceEventBody
}

interface Step {
  readonly at: VirtualTime
  readonly phase: number
  readonly run: (subject: unknown) => void
  readonly subject: unknown
}

/**
 * The steps of a round, run in the order of virtual time and, at one instant, of their phases. A step is a function and its
 * subject, so that the steps of many requests share a few functions.
 */
export class RoundSteps {
  readonly #from: VirtualTime
  readonly #to: VirtualTime
  readonly #steps: Step[] = []
  #stopped = false

  /** `to` is exclusive. */
  constructor(from: VirtualTime, to: VirtualTime) {
    this.#from = from
    this.#to = to
  }

  /** Ignores a step of a later round. A step that fell due while no rounds were granted happens at the start of this one. */
  add<S>(at: VirtualTime, phase: number, run: (subject: S) => void, subject: S): void {
    if (at >= this.#to) return
    // Safe: the function is only called with this subject.
    this.#steps.push({ at: Math.max(at, this.#from), phase, run: run as Step['run'], subject })
  }

  /** The later steps do not run. */
  stop(): void {
    this.#stopped = true
  }

  /** Calls `reach` with the instant of each step before running it. */
  run(reach: (at: VirtualTime) => void): void {
    this.#steps.sort((a, b) => a.at - b.at || a.phase - b.phase)
    for (const { at, run, subject } of this.#steps) {
      if (this.#stopped) return
      reach(at)
      run(subject)
    }
  }
}
