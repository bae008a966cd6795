import { Behaviors, Cluster, type ClusterSettings, pekkoDefaults } from '../src/runtime/index.ts'
import type { Envelope } from '../src/runtime/participant.ts'
import { benchAddress, ScaleNetwork } from './scale-network.ts'

/** The leader acts only at multiples of this, so that it changes nothing while a change spreads. */
const leaderActionsIntervalMs = 25_000
const timedFromMs = 37_000
const countedFromMs = 38_000
const changeAtMs = 40_000
const intervalMs = pekkoDefaults.gossipIntervalMs
/** The spread is read as often as this. */
const stepMs = 10

const settings: ClusterSettings = {
  ...pekkoDefaults,
  seedNodes: [benchAddress(0)],
  leaderActionsIntervalMs,
  allowWeaklyUpMembersMs: null,
  downing: { strategy: 'none' },
}

/** Figures of one cluster. */
export interface ScaleFigures {
  /** Gossip intervals from a change until all nodes know it. */
  readonly known: number
  /** … until the leader sees convergence. */
  readonly leader: number
  /** … until all nodes see convergence. */
  readonly all: number
  /** Full states that a node sends meanwhile. */
  readonly states: number
  /** Size of a full state as JSON. */
  readonly stateBytes: number
  /** Messages of one node at rest in one interval, and the size of all its messages as JSON. */
  readonly statuses: number
  readonly heartbeats: number
  readonly bytes: number
  /** Time in ms that all nodes at rest take for one virtual second. */
  readonly wallMs: number
  readonly processorMs: number
}

interface Observed {
  readonly type: string
  readonly convergence?: boolean
}

/** Which nodes know that a member is leaving, and which see that all know it. */
class SpreadWatch {
  readonly known = new Set<number>()
  readonly converged = new Set<number>()
  readonly #nodes: number

  constructor(nodes: number) {
    this.#nodes = nodes
  }

  observe(event: Observed, index: number, cluster: Cluster): void {
    if (event.type === 'MemberLeft') this.known.add(index)
    // The last node gets a state that all have seen, as they had the one before, so there is no SeenChanged.
    const isConverged =
      event.type === 'SeenChanged' ? event.convergence === true : cluster.state.seenBy.length === this.#nodes
    if (isConverged && this.known.has(index)) this.converged.add(index)
  }
}

/** Forms a cluster, lets it rest, and lets one node begin to leave. */
export function measureCluster(nodes: number, seed: number): ScaleFigures {
  const watch = new SpreadWatch(nodes)
  const network = new ScaleNetwork(nodes, seed, (system, index) => {
    const cluster = Cluster.start(system, { settings, roles: [] })
    const watching = Behaviors.setup<Observed>(context => {
      cluster.subscribe(context.self, { types: ['MemberLeft', 'SeenChanged'] })
      return Behaviors.receiveMessage(event => {
        watch.observe(event, index, cluster)
        return Behaviors.same
      })
    })
    system.spawn(watching, 'watch')
  })
  network.advanceTo(timedFromMs)
  refuseUnformed(network, nodes)
  return { ...timed(network), ...counted(network, nodes), ...spread(network, nodes, watch) }
}

function refuseUnformed(network: ScaleNetwork, nodes: number): void {
  for (const system of network.systems) {
    const { members } = Cluster.get(system).state
    if (members.length < nodes || members.some(({ status }) => status !== 'Up'))
      throw new Error(`Not all of ${nodes} nodes are Up after ${network.now} ms.`)
  }
}

function timed(network: ScaleNetwork): Pick<ScaleFigures, 'wallMs' | 'processorMs'> {
  const [processor, begun] = [process.cpuUsage(), performance.now()]
  network.advanceTo(countedFromMs)
  const wallMs = performance.now() - begun
  const { user, system } = process.cpuUsage(processor)
  return { wallMs, processorMs: (user + system) / 1000 }
}

function counted(
  network: ScaleNetwork,
  nodes: number,
): Pick<ScaleFigures, 'statuses' | 'heartbeats' | 'bytes'> {
  const sum = { statuses: 0, heartbeats: 0, bytes: 0 }
  network.onEnvelope = envelope => {
    const type = typeOf(envelope)
    if (type === 'GossipStatus') sum.statuses++
    if (type === 'Heartbeat' || type === 'HeartbeatRsp') sum.heartbeats++
    sum.bytes += JSON.stringify(envelope.message).length
  }
  network.advanceTo(changeAtMs)
  const share = nodes * ((changeAtMs - countedFromMs) / intervalMs)
  return { statuses: sum.statuses / share, heartbeats: sum.heartbeats / share, bytes: sum.bytes / share }
}

function spread(
  network: ScaleNetwork,
  nodes: number,
  { known, converged }: SpreadWatch,
): Pick<ScaleFigures, 'known' | 'leader' | 'all' | 'states' | 'stateBytes'> {
  let states = 0
  let stateBytes = 0
  network.onEnvelope = envelope => {
    if (typeOf(envelope) !== 'GossipEnvelope') return
    states++
    if (stateBytes === 0) stateBytes = JSON.stringify(envelope.message).length
  }
  const leaver = nodes - 1
  network.call(leaver, system => Cluster.get(system).leave(benchAddress(leaver)))
  const took = { known: 0, leader: 0, all: 0 }
  while (took.all === 0) {
    if (network.now >= 2 * leaderActionsIntervalMs) throw new Error(`${nodes} nodes did not converge.`)
    network.advanceTo(network.now + stepMs)
    const intervals = (network.now - changeAtMs) / intervalMs
    if (known.size === nodes) took.known ||= intervals
    if (converged.has(0)) took.leader ||= intervals
    if (converged.size === nodes) took.all = intervals
  }
  return { ...took, states: states / nodes, stateBytes }
}

/** The type of a message of the toolkit, which the codec keeps under a key of its own. */
const typeOf = ({ message }: Envelope): string | undefined =>
  (message as { readonly $toolkit?: { readonly type: string } }).$toolkit?.type
