/**
 * The composition root of runs: from a header to the plan that the conductor needs, and to the participants
 * that take part. A worker that makes one kind only imports that kind's file.
 */
import type { PlannedParticipant } from '../conductor/host.ts'
import type { Boot, Participant, Stores } from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { createActorParticipant } from './create-actor-participant.ts'
import { createDatabaseParticipant } from './create-database.ts'
import type { ScenarioCode } from './scenario.ts'

export { loadScenarioCode } from './load-scenario-code.ts'
export { planRun } from './plan-run.ts'

/** One incarnation of any participant. `stores` belong to the database and outlive it. */
export function createParticipant(
  code: ScenarioCode,
  header: RunHeader,
  who: PlannedParticipant,
  boot: Boot,
  stores: Stores | null,
): Participant {
  if (who.kind !== 'database') return createActorParticipant(code, header, who, boot)
  if (stores === null) throw new Error('The database was started without its stores.')
  return createDatabaseParticipant(header, who, boot, stores)
}
