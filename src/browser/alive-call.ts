import { HostDied } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { ParticipantId } from '../trace/trace-event.ts'
import { within } from './within.ts'

/** The lifeline of a worker's host: a call to a terminated worker never settles by itself. */
export class WorkerLifeline extends Lifeline {
  readonly #id: ParticipantId

  constructor(id: ParticipantId) {
    super(why => new HostDied(id, why))
    this.#id = id
  }

  /** The call's answer, or `HostDied` when the worker dies or is silent for `ms`. */
  call<T>(answer: Promise<T>, ms: number, what: string): Promise<T> {
    return within(
      ms,
      this.hold(() => answer),
      () => new HostDied(this.#id, `did not ${what} within ${ms / 1000} s`),
    )
  }
}
