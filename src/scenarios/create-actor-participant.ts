import type { PlannedParticipant } from '../conductor/host.ts'
import {
  type ActorSystem,
  type Boot,
  createClientSystem,
  createPlainNode,
  type Participant,
} from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { linkSettingsOf, validatedScenario } from './find-scenario.ts'
import { hasCluster, type ScenarioCode } from './scenario.ts'

/** Creates one incarnation of a node or of a client system, with the scenario's actors. */
export function createActorParticipant(
  code: ScenarioCode,
  header: RunHeader,
  participant: PlannedParticipant,
  boot: Boot,
): Participant {
  const configured = validatedScenario(header)
  const { scenario, settings } = configured
  const common = {
    boot,
    address: participant.address,
    seed: header.seed,
    links: linkSettingsOf(configured),
    maxMessagesPerMs: settings.maxMessagesPerMs,
  }
  if (participant.kind === 'client') {
    return createClientSystem({ ...common, setup: system => code.startClient(system, settings) })
  }
  const guardian = code.guardian?.(settings)
  const node = {
    ...common,
    ...(guardian === undefined ? {} : { guardian }),
    setup: (system: ActorSystem) => code.startNode(system, settings),
  }
  if (!hasCluster(settings)) return createPlainNode(node)
  if (code.createClusterNode === undefined) {
    throw new Error(`Scenario [${header.scenario}] has a cluster. Give its code createClusterNode.`)
  }
  const database = scenario.participants.find(({ kind }) => kind === 'database')
  return code.createClusterNode({
    ...node,
    settings: settings.cluster,
    persistence: settings.persistence,
    roles: boot.roles,
    ...(database === undefined ? {} : { database: database.address }),
  })
}
