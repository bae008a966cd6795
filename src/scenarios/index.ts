/**
 * The composition root of runs: it turns a header into the conductor's plan and into the participants. A worker that
 * creates one kind of participant imports only the file of that kind.
 */
import type { PlannedParticipant } from '../conductor/host.ts'
import type { Boot, Participant, Stores } from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { createActorParticipant } from './create-actor-participant.ts'
import { createDatabaseParticipant } from './create-database-participant.ts'
import type { ScenarioCode } from './scenario.ts'

export { loadCodeOf, loadScenarioCode } from './load-scenario-code.ts'
export { planRun } from './plan-run.ts'

/** Creates one incarnation of any participant. `stores` are for the database, which they outlive; null for others. */
export function createParticipant(
  code: ScenarioCode,
  header: RunHeader,
  participant: PlannedParticipant,
  boot: Boot,
  stores: Stores | null,
): Participant {
  if (participant.kind !== 'database') return createActorParticipant(code, header, participant, boot)
  if (stores === null) throw new Error('A database needs stores. Pass them to createParticipant.')
  return createDatabaseParticipant(header, participant, boot, stores)
}
