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
  const outcomes: RoundOutcome[] = []
  const pending: Promise<void>[] = []
  slots.forEach((slot, i) => {
    const put = (outcome: RoundOutcome): void => {
      outcomes[i] = outcome
    }
    const result = attempt(() => slot.host!.advance(grantOf(slot)))
    if (result instanceof Promise) pending.push(settle(result).then(put))
    else put(result)
  })
  return pending.length === 0 ? outcomes : Promise.all(pending).then(() => outcomes)
}

/** Turns the error of a host that died synchronously into an outcome. */
function attempt(advance: () => GrantResult | Promise<GrantResult>): ReturnType<typeof advance> | HostDied {
  try {
    return advance()
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
