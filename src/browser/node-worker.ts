import { createActorParticipant } from '../scenarios/create-actor-participant.ts'
import { loadScenarioCode } from '../scenarios/load-scenario-code.ts'
import { serveParticipant } from './serve-participant.ts'

/** A cluster node or a client system. */
serveParticipant(async ({ header, who, boot }) =>
  createActorParticipant(await loadScenarioCode(header.scenario), header, who, boot),
)
