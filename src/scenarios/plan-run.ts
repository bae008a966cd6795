import type { PlannedParticipant, RunPlan } from '../conductor/host.ts'
import { smallestLatencyMs } from '../runtime/index.ts'
import type { Refused } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { refuseCommand } from './card.ts'
import { chooseScenario, linksOf } from './choose-scenario.ts'
import type { Scenario } from './scenario.ts'

/** Nodes a run may have: as many as a tab can carry. */
const mostNodes = 30

/** A run as the conductor needs to know it. */
export function planRun(header: RunHeader): RunPlan | Refused {
  const chosen = chooseScenario(header)
  if ('refused' in chosen) return chosen
  const { scenario } = chosen
  return {
    scenario: scenario.card.id,
    seed: header.seed,
    participants: scenario.participants,
    smallestLatencyMs: smallestLatencyMs(linksOf(chosen)),
    newParticipant: (id, roles) => newNode(scenario, id, roles),
    refuse: message => refuseMessage(scenario, message),
  }
}

function refuseMessage(scenario: Scenario, message: { readonly type: string }): string | null {
  const { commands } = scenario.card
  const command = commands.find(card => card.type === message.type)
  if (command !== undefined) return refuseCommand(command, message)?.en ?? null
  const known = commands.map(card => card.type).join(', ')
  return `This scenario has no command [${message.type}]. It has: ${known}.`
}

/** `node-5` gets the port that follows from its number, as the ones that were there from the beginning. */
function newNode(scenario: Scenario, id: string, roles: readonly string[]): PlannedParticipant | Refused {
  const known = scenario.card.roles.map(role => role.name)
  if (known.length === 0)
    return { refused: `Scenario [${scenario.card.id}] has no cluster that [${id}] could join.` }
  const number = Number(/^node-([1-9]\d?)$/.exec(id)?.[1] ?? Number.NaN)
  if (!(number <= mostNodes)) {
    return { refused: `A new node is named node-1 to node-${mostNodes}, not [${id}].` }
  }
  if (roles.length === 0 || !roles.every(role => known.includes(role))) {
    return { refused: `A new node needs a role of this scenario: ${known.join(' or ')}.` }
  }
  const model = scenario.participants.find(each => each.kind === 'node')
  const system = model?.address.replace(/^pekko:\/\/|@.*$/g, '')
  return { id, kind: 'node', address: `pekko://${system}@${id}:${2550 + number}`, roles }
}
