import { HostDied } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { withTimeout } from './with-timeout.ts'

/** The lifeline of a worker's host. It settles open calls, because a call to a terminated worker never settles by itself. */
export class WorkerLifeline extends Lifeline {
  readonly #id: ParticipantId

  constructor(id: ParticipantId) {
    super(reason => new HostDied(id, reason))
    this.#id = id
  }

  /**
   * Resolves with the call's answer; rejects with `HostDied` if the worker dies or does not answer within `ms`.
   * `task` completes the sentence "did not … within 30 s".
   */
  call<T>(answer: Promise<T>, ms: number, task: string): Promise<T> {
    return withTimeout(
      ms,
      this.hold(() => answer),
      () => new HostDied(this.#id, `did not ${task} within ${ms / 1000} s`),
    )
  }
}
