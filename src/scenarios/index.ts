import type { PlannedParticipant, RunPlan } from '../conductor/host.ts'
import {
  type Boot,
  createClientSystem,
  createClusterNode,
  createDatabase,
  type LinkSettings,
  type Participant,
  type Stores,
} from '../runtime/index.ts'
import type { Refused } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { refuseCommand } from './card.ts'
import { cqrs } from './cqrs/index.ts'
import { mergeSettings } from './merge-settings.ts'
import type { Scenario, ScenarioSettings } from './scenario.ts'

const scenarios: readonly Scenario[] = [cqrs]

/** Nodes a run may have: as many as a tab can carry. */
const mostNodes = 30

interface Chosen {
  readonly scenario: Scenario
  readonly settings: ScenarioSettings
}

/** The scenario and the settings that a header names, or one sentence about what it names wrongly. */
function choose(header: RunHeader): Chosen | Refused {
  const scenario = scenarios.find(({ card }) => card.id === header.scenario)
  if (scenario === undefined) {
    const known = scenarios.map(({ card }) => card.id).join(', ')
    return { refused: `There is no scenario [${header.scenario}]. There is: ${known}.` }
  }
  const settings = mergeSettings(scenario.settings, header.settings)
  return 'refused' in settings ? settings : { scenario, settings }
}

/** A run as the conductor needs to know it. */
export function planRun(header: RunHeader): RunPlan | Refused {
  const chosen = choose(header)
  if ('refused' in chosen) return chosen
  const { scenario, settings } = chosen
  return {
    scenario: scenario.card.id,
    seed: header.seed,
    participants: scenario.participants,
    smallestLatencyMs: Math.max(1, Math.min(settings.links.default.minMs, settings.links.database.minMs)),
    newParticipant: (id, roles) => newNode(scenario, id, roles),
    refuse: message => {
      const command = scenario.card.commands.find(card => card.type === message.type)
      if (command === undefined) {
        const known = scenario.card.commands.map(card => card.type).join(', ')
        return `This scenario has no command [${message.type}]. It has: ${known}.`
      }
      return refuseCommand(command, message)?.en ?? null
    },
  }
}

/** `node-5` gets the port that follows from its number, as the ones that were there from the beginning. */
function newNode(scenario: Scenario, id: string, roles: readonly string[]): PlannedParticipant | Refused {
  const number = /^node-([1-9]\d?)$/.exec(id)?.[1]
  if (number === undefined || Number(number) > mostNodes) {
    return { refused: `A new node is named node-1 to node-${mostNodes}, not [${id}].` }
  }
  const known = scenario.card.roles.map(role => role.name)
  const stranger = roles.find(role => !known.includes(role))
  if (stranger !== undefined || roles.length === 0) {
    return { refused: `A new node needs a role of this scenario: ${known.join(' or ')}.` }
  }
  const model = scenario.participants.find(each => each.kind === 'node')
  const system = model?.address.replace(/^pekko:\/\//, '').replace(/@.*$/, '')
  return { id, kind: 'node', address: `pekko://${system}@${id}:${2550 + Number(number)}`, roles }
}

/** Links with the database at one end are faster than the others. */
function linksOf(scenario: Scenario, settings: ScenarioSettings): LinkSettings {
  const databases = scenario.participants.filter(each => each.kind === 'database').map(each => each.id)
  return {
    default: settings.links.default,
    between: databases.map(id => ({ a: id, b: '*', ...settings.links.database })),
  }
}

/**
 * Makes one incarnation of a participant: the composition root of workers and of the simulation. `stores`
 * belong to the database and outlive it.
 */
export function createParticipant(
  header: RunHeader,
  who: PlannedParticipant,
  boot: Boot,
  stores: Stores | null,
): Participant {
  const chosen = choose(header)
  if ('refused' in chosen) throw new Error(chosen.refused)
  const { scenario, settings } = chosen
  const database = scenario.participants.find(each => each.kind === 'database')
  const common = {
    boot,
    address: who.address,
    seed: header.seed,
    links: linksOf(scenario, settings),
    maxMessagesPerMs: settings.maxMessagesPerMs,
  }
  switch (who.kind) {
    case 'database': {
      if (stores === null) throw new Error('The database was started without its stores.')
      return createDatabase({ ...common, stores, latency: settings.databaseLatencyMs })
    }
    case 'client':
      return createClientSystem({ ...common, setup: system => scenario.startClient(system, settings) })
    case 'node':
      return createClusterNode({
        ...common,
        settings: settings.cluster,
        roles: boot.roles,
        ...(database === undefined ? {} : { database: database.address }),
        setup: system => scenario.startNode(system, settings),
      })
  }
}
