import type { ParticipantId } from '../trace/identifiers.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import type { Refused } from '../trace/refused.ts'
import type { TraceEventOf } from '../trace/trace-event.ts'

/** The message that a participant was handling when it failed to finish a round. */
export type During = NonNullable<TraceEventOf<'ParticipantStopped'>['during']>

/** The run cannot continue; its trace so far stays valid. */
export class RunBroken extends RefusalError {
  readonly code = 'run-broken'

  constructor(refusal: Refused, options?: ErrorOptions) {
    super(refusal, options)
    this.name = 'RunBroken'
  }
}

/** The worker of a participant died or hung. Errors that a participant throws are not of this class. */
export class HostDied extends RefusalError {
  readonly code = 'host-died'
  readonly participant: ParticipantId
  /** True when the watchdog ended it in the middle of a round. */
  readonly endless: boolean
  /** The message that it was handling, if the host knows. */
  readonly during: During | undefined

  constructor(participant: ParticipantId, refusal: Refused, endless = false, during?: During) {
    super(refusal)
    this.name = 'HostDied'
    this.participant = participant
    this.endless = endless
    this.during = during
  }
}
