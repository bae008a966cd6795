import { HostDied } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { refuse } from '../trace/refused.ts'
import { withTimeout } from './with-timeout.ts'

/** The refusals of calls that a worker did not answer in time. */
export type LateCall =
  | 'worker-not-started'
  | 'worker-not-created'
  | 'worker-not-connected'
  | 'worker-not-caught-up'

/** The lifeline of a worker's host. It settles open calls, because a call to a terminated worker never settles by itself. */
export class WorkerLifeline extends Lifeline {
  readonly #id: ParticipantId

  constructor(id: ParticipantId) {
    super(reason => new HostDied(id, reason))
    this.#id = id
  }

  /**
   * Resolves with the call's answer; rejects with `HostDied` if the worker dies or does not answer within `ms`.
   */
  call<T>(ask: () => Promise<T>, ms: number, late: LateCall): Promise<T> {
    return withTimeout(
      ms,
      this.hold(ask),
      () => new HostDied(this.#id, refuse(late, { participant: this.#id, seconds: ms / 1000 })),
    )
  }
}
