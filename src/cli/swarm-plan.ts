import { type Random, seededRandom } from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ParticipantId } from '../trace/trace-event.ts'

/** Kinds of trouble. A seed draws some of them, because one kind often hides what another would show. */
const faultFamilies = [
  'kill',
  'leave',
  'down',
  'database',
  'actor failure',
  'supervision',
  'snapshot',
  'burst',
  'partition',
  'lossy link',
  'power failure',
] as const

export type FaultFamily = (typeof faultFamilies)[number]

/** How a run ends: all faults end, or some around a healthy majority stay for good. */
type RunEnding = 'heal all' | 'heal majority'

/** All that a seed decides before its run begins. */
export interface SwarmPlan {
  readonly families: ReadonlySet<FaultFamily>
  /** Three to seven nodes. */
  readonly nodes: readonly ParticipantId[]
  /** Nodes of the scenario that this run does without. */
  readonly absent: readonly ParticipantId[]
  /** Nodes that the scenario lacks, with their role. */
  readonly extra: readonly { readonly id: ParticipantId; readonly role: 'update' | 'read' }[]
  readonly settings: RunHeader['settings']
  readonly ending: RunEnding
}

/** The scenario as it is, and all faults but those of links: such a run is in its file, and can be replayed. */
export const replayablePlan: SwarmPlan = {
  families: new Set(faultFamilies.filter(family => family !== 'partition' && family !== 'lossy link')),
  nodes: ['node-1', 'node-2', 'node-3', 'node-4'],
  absent: [],
  extra: [],
  settings: {},
  ending: 'heal all',
}

const scenarioNodes = replayablePlan.nodes

/** Small clusters more often: they are quicker, and every fault weighs more in them. */
const sizes = [3, 3, 4, 4, 4, 5, 5, 6, 7]

const latencies = [
  { minMs: 200, maxMs: 300 },
  { minMs: 100, maxMs: 100 },
  { minMs: 50, maxMs: 350 },
]
const databaseLatencies = [
  { minMs: 5, maxMs: 15 },
  { minMs: 50, maxMs: 250 },
]

export function drawSwarmPlan(seed: number): SwarmPlan {
  const random = seededRandom(`swarm/${seed}`)
  const size = random.pick(sizes)
  // Not the first: without the first seed node no cluster forms, as it should be. (JN-4)
  const absent = size === 3 ? [random.pick(['node-2', 'node-3', 'node-4'])] : []
  const extra = Array.from({ length: Math.max(0, size - scenarioNodes.length) }, (_, i) => ({
    id: `node-${scenarioNodes.length + 1 + i}`,
    role: random.pick(['update', 'read'] as const),
  }))
  return {
    families: drawFamilies(random),
    nodes: [...scenarioNodes.filter(id => !absent.includes(id)), ...extra.map(({ id }) => id)],
    absent,
    extra,
    settings: {
      cluster: { gossipIntervalMs: random.pick([200, 500]) },
      links: { default: random.pick(latencies) },
      databaseLatencyMs: random.pick(databaseLatencies),
      maxMessagesPerMs: random.pick([20, 3]),
    },
    ending: random.below(3) === 0 ? 'heal majority' : 'heal all',
  }
}

function drawFamilies(random: Random): ReadonlySet<FaultFamily> {
  const wanted = faultFamilies.filter(() => random.below(5) < 2)
  // Whoever downs a node that lives on behind a cut makes two clusters with two writers, in Pekko as well.
  const cuts = wanted.includes('partition') || wanted.includes('lossy link')
  const drawn = cuts ? wanted.filter(family => family !== 'down') : wanted
  return new Set(drawn.length > 0 ? drawn : [random.pick(faultFamilies)])
}
