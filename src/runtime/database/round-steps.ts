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
  readonly run: () => void
}

/** The steps of requests in one round, run in the order of virtual time and, at one instant, of their phases. */
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
  add(at: VirtualTime, phase: number, run: () => void): void {
    if (at < this.#to) this.#steps.push({ at: Math.max(at, this.#from), phase, run })
  }

  /** The later steps do not run. */
  stop(): void {
    this.#stopped = true
  }

  /** Calls `reach` with the instant of each step before running it. */
  run(reach: (at: VirtualTime) => void): void {
    this.#steps.sort((a, b) => a.at - b.at || a.phase - b.phase)
    for (const { at, run } of this.#steps) {
      if (this.#stopped) return
      reach(at)
      run()
    }
  }
}
