import type { Conductor } from '../conductor/conductor.ts'
import type { PlannedParticipant } from '../conductor/host.ts'
import { inProcessHosts } from '../conductor/in-process-host.ts'
import { replay } from '../conductor/replay.ts'
import { RunBroken } from '../conductor/run-errors.ts'
import type { Boot, Participant } from '../runtime/index.ts'
import { inMemoryStores, type Stores } from '../runtime/persistence/index.ts'
import { scenarioCards } from '../scenarios/cards.ts'
import { createParticipant, loadScenarioCode, planRun } from '../scenarios/index.ts'
import type { ScenarioCode } from '../scenarios/scenario.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'

export interface SimulationOptions {
  readonly actions?: readonly LoggedAction[]
  readonly until: VirtualTime
  /** Chooses the width of each round; the trace must not depend on it. */
  readonly cutRounds?: (from: VirtualTime, widest: number) => number
  /** Code in place of the scenario's own, for example with a planted defect. */
  readonly code?: ScenarioCode
  /** Creates nodes and clients in place of the scenario's own code. A run with edited code needs it. */
  readonly createActors?: (header: RunHeader, participant: PlannedParticipant, boot: Boot) => Participant
  /** Wraps the stores of the database. */
  readonly wrapStores?: (stores: Stores) => Stores
}

/** Loaded with the module, so that a simulation is synchronous. */
const codes = new Map(
  await Promise.all(scenarioCards.map(async ({ id }) => [id, await loadScenarioCode(id)] as const)),
)

/**
 * Computes a run up to `until`, synchronously in this thread, with the database in memory. The returned conductor can
 * continue. An invalid header or an impossible action is refused.
 */
export function simulate(header: RunHeader, options: SimulationOptions): Conductor | Refused {
  const plan = planRun(header)
  if (isRefused(plan)) return plan
  const { cutRounds, code = codes.get(header.scenario)!, createActors, wrapStores = same => same } = options
  if (header.code !== undefined && createActors === undefined) return refuse('code-not-in-thread')
  const stores = wrapStores(inMemoryStores())
  const hosts = inProcessHosts((who, boot) =>
    createActors === undefined || who.kind === 'database'
      ? createParticipant(code, header, who, boot, stores)
      : createActors(header, who, boot),
  )
  try {
    const conductor = replay(
      { plan, hosts, ...(cutRounds ? { cutRounds } : {}) },
      options.actions ?? [],
      options.until,
    )
    if (conductor instanceof Promise)
      throw new Error('A simulation is synchronous, but a participant was not.')
    return conductor
  } catch (error) {
    if (error instanceof RunBroken || error instanceof RefusalError) return error.refusal
    throw error
  }
}
