import { measureCluster, type ScaleFigures } from './scale-cluster.ts'
import { fixed, median, thousands } from './table.ts'

/** Clusters of each size. The spread of one change scatters by a second. */
const clustersOf: ReadonlyMap<number, number> = new Map([
  [10, 15],
  [30, 9],
  [100, 5],
  [300, 3],
  [1000, 1],
])
export const scaleSizes = [...clustersOf.keys()].map(String)

type Spread = Pick<ScaleFigures, 'known' | 'leader' | 'all' | 'states'>

/** Means of simulations of Pekko's gossip: interval 1 s, all reachable, latency 2 to 6 ms, random phases. */
const simulated: readonly (Spread & { readonly nodes: number })[] = [
  { nodes: 10, known: 1.65, leader: 2.58, all: 3.2, states: 5.2 },
  { nodes: 20, known: 2.2, leader: 3.42, all: 4.35, states: 7 },
  { nodes: 50, known: 2.81, leader: 4.73, all: 5.66, states: 9.4 },
  { nodes: 100, known: 3.27, leader: 5.4, all: 6.4, states: 10.8 },
  { nodes: 200, known: 3.75, leader: 6.16, all: 7.27, states: 12.3 },
  { nodes: 400, known: 4.22, leader: 6.73, all: 7.95, states: 13.5 },
  { nodes: 1000, known: 4.74, leader: 7.5, all: 8.88, states: 15.2 },
]

/** Clusters of these sizes in one process: how one change spreads, and what a cluster at rest costs. */
export function scaleTable(sizes: readonly string[]): string {
  const rows: string[] = []
  let before: { readonly nodes: number; readonly figures: ScaleFigures } | null = null
  for (const nodes of sizes.map(Number)) {
    const clusters = Array.from({ length: clustersOf.get(nodes)! }, (_, i) => measureCluster(nodes, i + 1))
    const figures = medians(clusters)
    const expected = expectedSpread(nodes)
    const beside = (each: keyof Spread) => `${figures[each].toFixed(2)} / ${expected[each].toFixed(2)}`
    const doublings = Math.log2(nodes / (before?.nodes ?? nodes))
    const growth = (each: keyof Spread): string =>
      before === null ? '–' : ((figures[each] - before.figures[each]) / doublings).toFixed(2)
    rows.push(
      [
        `${thousands(nodes)} (${clusters.length})`,
        beside('known'),
        beside('leader'),
        beside('all'),
        `${growth('known')}, ${growth('all')}`,
        beside('states'),
        thousands(figures.stateBytes),
        `${figures.statuses.toFixed(1)} + ${figures.heartbeats.toFixed(1)} / 1 + ${2 * Math.min(9, nodes - 1)}`,
        thousands(figures.bytes),
        `${fixed(figures.wallMs)} (${fixed(figures.processorMs)})`,
      ].join(' | '),
    )
    before = { nodes, figures }
  }
  const head = [
    'nodes (clusters)',
    'all know',
    'leader converged',
    'all converged',
    'growth a doubling (know, converge)',
    'states a node sent',
    'bytes of a state',
    'gossip + heartbeats at rest',
    'bytes at rest',
    'ms a virtual s (processor)',
  ]
  return [head.join(' | '), head.map(() => '---:').join(' | '), ...rows].map(row => `| ${row} |`).join('\n')
}

function medians(all: readonly ScaleFigures[]): ScaleFigures {
  const fields = Object.keys(all[0]!) as (keyof ScaleFigures)[]
  const entries = fields.map(field => [field, median(all.map(each => each[field]))])
  return Object.fromEntries(entries) as ScaleFigures
}

/** Between two simulated sizes: on a straight line over the logarithm of the size. */
function expectedSpread(nodes: number): Spread {
  const above = simulated.findIndex(each => each.nodes >= nodes)
  const high = simulated[above]!
  const low = simulated[Math.max(0, above - 1)]!
  const part = low === high ? 0 : Math.log(nodes / low.nodes) / Math.log(high.nodes / low.nodes)
  const at = (each: keyof Spread) => low[each] + part * (high[each] - low[each])
  return { known: at('known'), leader: at('leader'), all: at('all'), states: at('states') }
}
