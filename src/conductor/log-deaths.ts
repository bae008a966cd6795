import type { Action, LoggedAction } from '../trace/action.ts'
import type { ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import { refuse } from '../trace/refused.ts'
import type { RoundOutcome } from './grant-round.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import { type During, HostDied, RunBroken } from './run-errors.ts'

/** A round that a participant did not finish. Replaying `actions` up to it reproduces the hang. */
export interface HangingRound {
  readonly participant: ParticipantId
  readonly actions: readonly LoggedAction[]
  readonly from: VirtualTime
  readonly to: VirtualTime
}

/** Finds the message that a hanging participant was handling; undefined when it cannot. */
export type DiagnoseHang = (round: HangingRound) => Promise<During | undefined>

/** A round in which hosts may have died, and the parts of its conductor that log a death. */
export interface RoundWithDeaths {
  readonly slots: readonly ParticipantSlot[]
  readonly outcomes: readonly RoundOutcome[]
  readonly from: VirtualTime
  readonly to: VirtualTime
  readonly actions: readonly LoggedAction[]
  readonly diagnoseHang: DiagnoseHang | undefined
  /** Logs an action at the instant `from` and performs it. */
  readonly log: (action: Action) => unknown
}

/**
 * Logs the deaths of a round, ordered by participant. A participant that died completed nothing of the round, so its death
 * is a `Kill` at the round's first instant.
 * @throws {RunBroken} when the database died.
 */
export function logDeaths(round: RoundWithDeaths): void | Promise<void> {
  const { slots, outcomes } = round
  const deaths = slots
    .flatMap((slot, i) => {
      const outcome = outcomes[i]
      return outcome instanceof HostDied ? [{ slot, death: outcome }] : []
    })
    .sort((a, b) => (a.slot.id < b.slot.id ? -1 : 1))
  const logFrom = (i: number): void | Promise<void> => {
    const died = deaths[i]
    if (died === undefined) return
    if (died.slot.planned.kind === 'database')
      throw new RunBroken(refuse('database-lost', { reason: died.death.refusal }))
    const logged = diagnose(round, died.death, during => round.log(killOf(died.slot, during)))
    return logged instanceof Promise ? logged.then(() => logFrom(i + 1)) : logFrom(i + 1)
  }
  return logFrom(0)
}

/** Calls `then` with the message that a dead participant was handling, after a diagnosis if it is unknown. */
function diagnose<T>(
  { diagnoseHang, actions, from, to }: RoundWithDeaths,
  death: HostDied,
  then: (during: During | undefined) => T,
): T | Promise<T> {
  if (!death.endless || death.during !== undefined || diagnoseHang === undefined) return then(death.during)
  return diagnoseHang({ participant: death.participant, actions: [...actions], from, to }).then(then)
}

const killOf = (slot: ParticipantSlot, during: During | undefined): Action => ({
  type: 'Kill',
  participant: slot.id,
  reason: 'failed',
  ...(during === undefined ? {} : { during }),
})
