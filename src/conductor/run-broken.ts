import type { ParticipantId } from '../trace/identifiers.ts'
import type { TraceEventOf } from '../trace/trace-event.ts'

/** What somebody was doing who never finished a round. */
export type During = NonNullable<TraceEventOf<'ParticipantStopped'>['during']>

/** The run cannot go on; what was computed so far stands. The message is one sentence for a person. */
export class RunBroken extends Error {
  readonly code = 'run-broken'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RunBroken'
  }
}

/** A host lost its participant: its worker died, or was silent for too long. Not thrown for what a participant throws. */
export class HostDied extends Error {
  readonly code = 'host-died'
  readonly participant: ParticipantId
  /** It did not end by itself: the watchdog ended it in the middle of a round. */
  readonly endless: boolean
  /** What it was doing, where the host could tell. */
  readonly during: During | undefined

  constructor(participant: ParticipantId, why: string, endless = false, during?: During) {
    super(`The worker of [${participant}] ${why}.`)
    this.name = 'HostDied'
    this.participant = participant
    this.endless = endless
    this.during = during
  }
}
