import type { ScenarioCard } from '../../scenarios/card.ts'
import { type ClusterView, Folding } from '../../trace/index.ts'

/** The cluster before its first event: each participant of the scenario, and nothing of what it will do. */
export function startingView(card: ScenarioCard, nodes: unknown): ClusterView {
  const folding = new Folding()
  for (const { id, kind, address, roles } of startingParticipants(card, nodes))
    folding.add({
      type: 'ParticipantStarted',
      node: id,
      seq: 0,
      at: 0,
      kind,
      address,
      roles,
      uid: 0,
      incarnation: 1,
    })
  return { ...folding.view(), events: 0 }
}

/** Those of the chosen size; of the usual one where the choice is invalid, because opening the run will say so. */
function startingParticipants({ participants, sizes, participantsOf }: ScenarioCard, nodes: unknown) {
  const isValid =
    sizes !== undefined &&
    Number.isInteger(nodes) &&
    Number(nodes) >= sizes.least &&
    Number(nodes) <= sizes.most
  return isValid && participantsOf !== undefined ? participantsOf(Number(nodes)) : participants
}
