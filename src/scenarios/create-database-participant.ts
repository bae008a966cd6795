import type { PlannedParticipant } from '../conductor/host.ts'
import { type Boot, createDatabase, type Participant, type Stores } from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { linkSettingsOf, validatedScenario } from './find-scenario.ts'
import { hasCluster } from './scenario.ts'

/** Creates one incarnation of the database. The stores outlive it. */
export function createDatabaseParticipant(
  header: RunHeader,
  participant: PlannedParticipant,
  boot: Boot,
  stores: Stores,
): Participant {
  const configured = validatedScenario(header)
  const { scenario, settings } = configured
  if (!hasCluster(settings))
    throw new Error(
      `Scenario [${scenario.id}] has a database but no cluster settings. Add \`cluster\` to its settings.`,
    )
  return createDatabase({
    boot,
    address: participant.address,
    seed: header.seed,
    links: linkSettingsOf(configured),
    latency: settings.databaseLatencyMs,
    stores,
    ...(settings.uniqueSequenceNrs === undefined ? null : { uniqueSequenceNrs: settings.uniqueSequenceNrs }),
  })
}
