import type { Grant, GrantResult } from './host.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import { HostDied } from './run-errors.ts'

/** The result of a participant's round, or the death of its host in that round. */
export type RoundOutcome = GrantResult | HostDied

/** Grants a round to several participants, which may run it in parallel. The outcomes have the order of the slots. */
export function grantRound(
  slots: readonly ParticipantSlot[],
  grantOf: (slot: ParticipantSlot) => Grant,
): readonly RoundOutcome[] | Promise<readonly RoundOutcome[]> {
  const results = slots.map(slot => attempt(slot, grantOf(slot)))
  // No outcome is a promise unless one is pending.
  return results.some(result => result instanceof Promise) ? settled(results) : (results as RoundOutcome[])
}

/** Turns the error of a host that died synchronously into an outcome. */
function attempt(slot: ParticipantSlot, grant: Grant): GrantResult | Promise<GrantResult> | HostDied {
  try {
    return slot.host!.advance(grant)
  } catch (error) {
    if (error instanceof HostDied) return error
    throw error
  }
}

/**
 * The outcomes of all hosts; a rejection with {@link HostDied} is one. Counts them, because `Promise.all` needs two more
 * promises for each grant.
 */
function settled(
  results: readonly (RoundOutcome | Promise<GrantResult>)[],
): Promise<readonly RoundOutcome[]> {
  return new Promise((resolve, reject) => {
    const outcomes = new Array<RoundOutcome>(results.length)
    let missing = results.length
    const settle = (i: number, outcome: RoundOutcome): void => {
      outcomes[i] = outcome
      missing -= 1
      if (missing === 0) resolve(outcomes)
    }
    results.forEach((result, i) => {
      if (result instanceof Promise)
        result.then(
          outcome => settle(i, outcome),
          (error: unknown) => {
            if (error instanceof HostDied) settle(i, error)
            else reject(error)
          },
        )
      else settle(i, result)
    })
  })
}
