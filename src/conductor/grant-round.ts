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
  const outcomes: (RoundOutcome | Promise<RoundOutcome>)[] = []
  let pending = false
  for (const slot of slots) {
    const result = attempt(slot, grantOf(slot))
    if (result instanceof Promise) {
      pending = true
      outcomes.push(settle(result))
    } else outcomes.push(result)
  }
  // No outcome is a promise unless one is pending.
  return pending ? Promise.all(outcomes) : (outcomes as RoundOutcome[])
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

/** Turns the rejection of a host that died into an outcome. */
function settle(result: Promise<GrantResult>): Promise<RoundOutcome> {
  return result.catch((error: unknown) => {
    if (error instanceof HostDied) return error
    throw error
  })
}
