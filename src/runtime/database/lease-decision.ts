import type { VirtualTime } from '../../trace/identifiers.ts'
import type { LeaseAnswer, LeaseCommand } from '../coordination/index.ts'
import type { LeaseRow } from '../persistence/index.ts'

/** The answer to a lease request, and the row that must be stored before it is sent. */
export interface LeaseDecision {
  readonly answer: LeaseAnswer
  /** `null` when the stored row stays. */
  readonly row: LeaseRow | null
}

/** Decides a request against the stored row. `at`: the instant of the commit. */
export function decideLease(
  command: LeaseCommand,
  stored: LeaseRow | undefined,
  at: VirtualTime,
): LeaseDecision {
  const { lease, owner, requestId } = command
  const fields = { lease, requestId }
  const changed = (next: Pick<LeaseRow, 'owner' | 'expiresAt'>): LeaseRow => ({
    name: lease,
    version: (stored?.version ?? 0) + 1,
    ...next,
  })
  const holder = stored === undefined || stored.expiresAt <= at ? null : stored.owner
  switch (command.type) {
    case 'AcquireLease':
    case 'RenewLease': {
      // An expired lease that nobody took in the meantime can still be renewed by its owner.
      const isFree = command.type === 'AcquireLease' ? holder === null : false
      if (!isFree && stored?.owner !== owner)
        return { answer: { type: 'LeaseRefused', ...fields, owner: holder }, row: null }
      const expiresAt = at + command.timeToLiveMs
      return {
        answer: { type: 'LeaseGranted', ...fields, expiresAt },
        row: changed({ owner, expiresAt }),
      }
    }
    case 'ReleaseLease':
      return {
        answer: { type: 'LeaseReleased', ...fields },
        row: stored?.owner === owner ? changed({ owner: null, expiresAt: at }) : null,
      }
  }
}
