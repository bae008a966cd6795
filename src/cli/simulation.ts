import type { Conductor } from '../conductor/conductor.ts'
import { inProcessHosts } from '../conductor/in-process-host.ts'
import { replay } from '../conductor/replay.ts'
import { inMemoryJournal, inMemorySnapshotStore } from '../runtime/persistence/index.ts'
import { createParticipant, planRun } from '../scenarios/index.ts'
import type { LoggedAction, Refused } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { VirtualTime } from '../trace/trace-event.ts'

export interface SimulationOptions {
  readonly actions?: readonly LoggedAction[]
  readonly until: VirtualTime
  /** How wide a round may be at most: nobody can tell the difference. */
  readonly cutRounds?: (from: VirtualTime, widest: number) => number
}

/** A run in this thread, all of it synchronous, the database in memory. It stands at `until` and can go on. */
export function simulate(header: RunHeader, options: SimulationOptions): Conductor | Refused {
  const plan = planRun(header)
  if ('refused' in plan) return plan
  const stores = { journal: inMemoryJournal(), snapshots: inMemorySnapshotStore() }
  const hosts = inProcessHosts((who, boot) => createParticipant(header, who, boot, stores))
  const { cutRounds } = options
  const conductor = replay(
    { plan, hosts, ...(cutRounds ? { cutRounds } : {}) },
    options.actions ?? [],
    options.until,
  )
  if (conductor instanceof Promise) throw new Error('A simulation is synchronous, but a participant was not.')
  return conductor
}
