import type { ParticipantId } from '../trace/identifiers.ts'
import type { TraceEventOf } from '../trace/trace-event.ts'

/** The message that a participant was handling when it failed to finish a round. */
export type During = NonNullable<TraceEventOf<'ParticipantStopped'>['during']>

/** The run cannot continue; its trace so far stays valid. The message is one sentence for a person. */
export class RunBroken extends Error {
  readonly code = 'run-broken'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RunBroken'
  }
}

/** The worker of a participant died or hung. Errors that a participant throws are not of this class. */
export class HostDied extends Error {
  readonly code = 'host-died'
  readonly participant: ParticipantId
  /** True when the watchdog ended it in the middle of a round. */
  readonly endless: boolean
  /** The message that it was handling, if the host knows. */
  readonly during: During | undefined

  constructor(participant: ParticipantId, why: string, endless = false, during?: During) {
    super(`The worker of [${participant}] ${why}.`)
    this.name = 'HostDied'
    this.participant = participant
    this.endless = endless
    this.during = during
  }
}
