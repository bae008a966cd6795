import { type Random, seededRandom } from '../runtime/index.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunHeader } from '../trace/run-file.ts'

/** Families of faults. Each seed draws a subset, because one family often hides the effect of another. */
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
  'one-way cut',
  'loss',
  'slow link',
  'freeze',
  'block',
  'message',
  'power failure',
] as const

export type FaultFamily = (typeof faultFamilies)[number]

/** The end of a run: all faults heal, or faults around a healthy majority stay. */
type RunEnding = 'heal all' | 'heal majority'

/** Everything drawn from the seed before the run begins. */
export interface SwarmPlan {
  readonly families: ReadonlySet<FaultFamily>
  /** Three to nine nodes. */
  readonly nodes: readonly ParticipantId[]
  /** Nodes of the scenario that are left out. */
  readonly absent: readonly ParticipantId[]
  /** Additional nodes with their role. */
  readonly extra: readonly { readonly id: ParticipantId; readonly role: 'update' | 'read' }[]
  readonly settings: RunHeader['settings']
  readonly ending: RunEnding
  /** The database fails, crashes and is repaired. */
  readonly databaseFaults: boolean
  /** The whole cluster is shut down during the faults, and starts again after them. */
  readonly fullShutdown: boolean
}

/** The unchanged scenario with all faults. */
export const everyFaultPlan: SwarmPlan = {
  families: new Set(faultFamilies),
  nodes: ['node-1', 'node-2', 'node-3', 'node-4'],
  absent: [],
  extra: [],
  settings: {},
  ending: 'heal all',
  databaseFaults: false,
  fullShutdown: false,
}

/** The nodes of the scenario, all of them seed nodes. The first one forms the cluster when no other answers. */
export const seedNodes = everyFaultPlan.nodes
export const firstSeedNode: ParticipantId = 'node-1'

/** Sizes 3 to 7, and rarely 8 and 9; small ones are drawn more often, because they run faster and faults affect more of the cluster. */
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
  const usual = random.pick(sizes)
  // Their own random numbers, so that the other seeds stay as they were before there were large clusters.
  const large = seededRandom(`swarm large/${seed}`)
  const size = large.below(80) === 0 ? large.pick([8, 9]) : usual
  // The first node is never left out: without the first seed node no cluster forms. (JN-4)
  const absent = size === 3 ? [random.pick(['node-2', 'node-3', 'node-4'])] : []
  const extra = Array.from({ length: Math.max(0, size - seedNodes.length) }, (_, i) => ({
    id: `node-${seedNodes.length + 1 + i}`,
    role: random.pick(['update', 'read'] as const),
  }))
  const drawn = {
    families: drawFamilies(random),
    nodes: [...seedNodes.filter(id => !absent.includes(id)), ...extra.map(({ id }) => id)],
    absent,
    extra,
    settings: {
      cluster: { gossipIntervalMs: random.pick([200, 500]) },
      links: { default: random.pick(latencies) },
      databaseLatencyMs: random.pick(databaseLatencies),
      maxMessagesPerMs: random.pick([20, 3]),
    },
    ending: random.below(3) === 0 ? ('heal majority' as const) : ('heal all' as const),
  }
  const databaseFaults = seededRandom(`swarm database faults/${seed}`).below(4) === 0
  // Its own random numbers, so that everything else of a seed stays as it was before there was a shutdown.
  const fullShutdown = seededRandom(`swarm full shutdown/${seed}`).below(8) === 0
  const stableAfterMs = stableAfterMsOf(drawn)
  const cluster = {
    ...drawn.settings.cluster,
    downing: drawDowning(seed, size, drawn.ending, stableAfterMs),
    downRemovalMarginMs: stableAfterMs,
  }
  return { ...drawn, databaseFaults, fullShutdown, settings: { ...drawn.settings, cluster } }
}

/**
 * The scenario's 3 s are shorter than the time in which a node detects a failure. With them, nodes of one side that
 * detect a partition at different times decide before they know all of it, and both sides may survive, in Pekko as
 * well. So a plan that lets living nodes seem unreachable has the least time that Pekko recommends (SB-15).
 */
function stableAfterMsOf({ families, nodes }: Pick<SwarmPlan, 'families' | 'nodes'>): number {
  if (!mistakableFaults.some(family => families.has(family))) return 3000
  return nodes.length <= 5 ? 7000 : 10_000
}

/**
 * A downing strategy that never lets two singletons live. Its random numbers are its own, so that everything else of a
 * seed stays as it was before there was a choice.
 */
function drawDowning(seed: number, size: number, ending: RunEnding, stableAfterMs: number): Plain {
  const random = seededRandom(`swarm downing/${seed}`)
  const resolver = { stableAfterMs, downAllWhenUnstableMs: Math.max(4000, 0.75 * stableAfterMs), role: '' }
  const keepMajority = { ...resolver, strategy: 'keep-majority' }
  switch (random.below(4)) {
    case 0:
      return { ...resolver, strategy: 'static-quorum', quorumSize: Math.floor(size / 2) + 1 }
    case 1:
      // A majority without the oldest member does not survive with it.
      return ending === 'heal all'
        ? { ...resolver, strategy: 'keep-oldest', downIfAlone: true }
        : keepMajority
    case 2:
      // A lease of a node that has ended keeps a majority from it until it expires.
      return ending === 'heal all'
        ? {
            ...resolver,
            strategy: 'lease-majority',
            acquireLeaseDelayForMinorityMs: 2000,
            releaseAfterMs: random.pick([5000, 40_000]),
            leaseName: '',
          }
        : keepMajority
    default:
      return keepMajority
  }
}

/** Faults after which nodes may believe that a living node is unreachable. */
const linkFaults: readonly FaultFamily[] = [
  'partition',
  'one-way cut',
  'loss',
  'slow link',
  'freeze',
  'block',
]
/** The same, and those that can keep single heartbeats. */
const mistakableFaults: readonly FaultFamily[] = [...linkFaults, 'message']

function drawFamilies(random: Random): ReadonlySet<FaultFamily> {
  const wanted = faultFamilies.filter(() => random.below(5) < 2)
  // Downing a node that lives behind a cut link creates two clusters with a writer each, in Pekko as well.
  const cuts = linkFaults.some(family => wanted.includes(family))
  const drawn = cuts ? wanted.filter(family => family !== 'down') : wanted
  return new Set(drawn.length > 0 ? drawn : [random.pick(faultFamilies)])
}
