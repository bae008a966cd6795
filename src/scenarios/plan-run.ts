import * as v from 'valibot'
import type { PlannedParticipant, RunPlan } from '../conductor/host.ts'
import { smallestLatencyMs } from '../runtime/remote/links.ts'
import { formatAddress, systemOf } from '../trace/actor-path.ts'
import { codeDigest } from '../trace/code-digest.ts'
import type { Plain } from '../trace/plain.ts'
import { checked } from '../trace/refusal.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { seedSchema } from '../trace/seed-schema.ts'
import { refuseCommand } from './card.ts'
import { type CommandFields, commandFieldsOf } from './command-fields.ts'
import { findScenario, linkSettingsOf, unknownScenario } from './find-scenario.ts'
import type { Scenario } from './scenario.ts'
import { settingsSchemaOf } from './settings-schemas.ts'

/** Most nodes of a run, because each is a Web Worker of the tab. */
const maxNodes = 30

/** Returns the conductor's plan of a run, or one sentence about the first invalid part of its header. */
export function planRun(header: RunHeader): RunPlan | Refused {
  const found = findScenario(header)
  if (found === null) return unknownScenario(header.scenario)
  const { scenario } = found
  const commands = commandFieldsOf(scenario.id)
  const schema = v.strictObject({ seed: seedSchema, settings: settingsSchemaOf(scenario.id) })
  const valid = checked(schema, { seed: header.seed, settings: found.settings }, { en: 'A run', ja: '実行' })
  if (isRefused(valid)) return valid
  const configured = { scenario, settings: valid.settings }
  return {
    scenario: scenario.id,
    seed: header.seed,
    // Validated settings are plain data; their types are interfaces, which have no index signature.
    settings: valid.settings as unknown as Plain,
    participants: scenario.participantsWith?.(valid.settings) ?? scenario.participants,
    ...(header.code === undefined
      ? null
      : { code: { files: header.code.map(({ file }) => file), digest: codeDigest(header.code) } }),
    smallestLatencyMs: smallestLatencyMs(linkSettingsOf(configured)),
    newParticipant: (id, roles) => newNode(scenario, id, roles),
    refuse: message => refuseMessage(commands, message),
  }
}

function refuseMessage(commands: CommandFields, message: { readonly type: string }): Refused | null {
  const { type } = message
  const fields = Object.hasOwn(commands, type) ? commands[type] : undefined
  if (fields !== undefined) return refuseCommand({ fields }, message)
  return refuse('unknown-command', { command: type, known: Object.keys(commands).join(', ') })
}

/** The port of a node is 2550 plus its number, as for the nodes of the scenario itself. */
function newNode(scenario: Scenario, id: string, roles: readonly string[]): PlannedParticipant | Refused {
  const known = [...new Set(scenario.participants.flatMap(participant => participant.roles))]
  if (known.length === 0) return refuse('no-cluster', { scenario: scenario.id, participant: id })
  const number = Number(/^node-([1-9]\d?)$/.exec(id)?.[1] ?? Number.NaN)
  if (!(number <= maxNodes)) {
    return refuse('invalid-node-name', { highest: maxNodes, participant: id })
  }
  if (roles.length === 0 || !roles.every(role => known.includes(role))) {
    return refuse('node-needs-role', { roles: known.join(', ') })
  }
  const firstNode = scenario.participants.find(({ kind }) => kind === 'node')
  const system = systemOf(firstNode?.address ?? '')
  return { id, kind: 'node', address: formatAddress(system, id, 2550 + number), roles }
}
