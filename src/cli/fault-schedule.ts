import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action, Fault } from '../trace/action.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { StrategyText } from '../trace/supervision.ts'
import type { Scene } from './scene.ts'
import { type FaultFamily, firstSeedNode, type SwarmPlan, seedNodes } from './swarm-plan.ts'

export const writtenKeys = ['a', 'b', 'c', 'd', 'e']

const writerPath = '/user/master/singleton'
/** Targets of failures; the writer is listed most often. */
const victims = [writerPath, writerPath, writerPath, '/user/masterProxy', '/user/read', '/user/client']
/** All faults except the endless loop, because a simulation has no watchdog. */
const faults: readonly Fault[] = [
  'error',
  'error',
  'non-error',
  'returns-nothing',
  'duplicate-name',
  'illegal-name',
  'stack-overflow',
]
const errors = ['Boom', 'TypeError', 'Error']
/** Faults that can keep an answer from the first seed node while it asks for a cluster. */
const silencingFaults: readonly FaultFamily[] = ['freeze', 'block', 'message', 'slow link', 'loss']
const strategies: readonly StrategyText[] = [
  { type: 'stop' },
  { type: 'resume' },
  { type: 'restart', stopChildren: true },
  { type: 'restart', stopChildren: false },
  { type: 'restart', maxRestarts: 2, withinMs: 5000, stopChildren: true },
  { type: 'backoff', minBackoffMs: 100, maxBackoffMs: 2000, randomFactor: 0.2, stopChildren: true },
]

/**
 * Random actions at the `cqrs` cluster: mostly writes and reads, sometimes a fault of a drawn family. The same seed and
 * run give the same actions.
 */
export class FaultSchedule {
  readonly #random: Random
  readonly #plan: SwarmPlan
  readonly #families: readonly FaultFamily[]
  readonly #leaving = new Set<ParticipantId>()
  #writes = 0

  constructor(seed: number, plan: SwarmPlan) {
    this.#random = seededRandom(`schedule/${seed}`)
    this.#plan = plan
    this.#families = [...plan.families]
  }

  /** The pause before the next action, in virtual ms. */
  pauseMs(): number {
    return 50 + this.#random.below(1000)
  }

  /** The next write; every write has a unique value. */
  write(): Action {
    this.#writes += 1
    return this.#tell({ type: 'Write', key: this.#random.pick(writtenKeys), value: `v${this.#writes}` })
  }

  /** The next action, to be performed at once. */
  next(scene: Scene): Action {
    const stopped = this.#plan.nodes.filter(node => !scene.running(node))
    for (const node of stopped) this.#leaving.delete(node)
    const dice = this.#random.below(100)
    if (dice < 40) {
      const fault = this.#fault(this.#random.pick(this.#families), scene)
      if (fault !== null) return fault
    }
    if (dice < 55) {
      const repair = this.#repair(scene, stopped)
      if (repair !== null) return repair
    }
    if (dice < 65) return this.#tell({ type: 'Get', key: this.#random.pick(writtenKeys) })
    return this.write()
  }

  /**
   * Heals links before the first seed node starts, and lets no one be paused then, because a first seed node that gets no
   * answer forms its own cluster, in Pekko as well.
   */
  #repair(scene: Scene, stopped: readonly ParticipantId[]): Action | null {
    const isDatabaseAway = !scene.running('database')
    if (isDatabaseAway && this.#random.below(3) === 0) return { type: 'Start', participant: 'database' }
    if (scene.cut) return this.#random.below(3) === 0 ? { type: 'Heal' } : null
    // Members without a seed node accept no joins, so a first seed node would form a second cluster beside them.
    const stranded = this.strandedNodes(scene)
    if (stranded.length > 0) return { type: 'Kill', participant: this.#random.pick(stranded) }
    const startable = scene.paused ? stopped.filter(node => node !== firstSeedNode) : stopped
    return startable.length > 0 ? { type: 'Start', participant: this.#random.pick(startable) } : null
  }

  /** The members when none of them is a seed node. */
  strandedNodes(scene: Scene): readonly ParticipantId[] {
    const members = this.#plan.nodes.filter(node => scene.statusOf(node) !== null)
    return members.some(node => seedNodes.includes(node)) ? [] : members
  }

  /** Running nodes that may leave. */
  #graceful(scene: Scene, running: readonly ParticipantId[]): readonly ParticipantId[] {
    const nodes = this.#dispensable(scene, running)
    // A writer that fails at the message that stops it runs on, beside the next one, until its node has ended.
    return this.#plan.families.has('actor failure') ? nodes.filter(node => node !== scene.writerOn) : nodes
  }

  /** Running nodes that may end without splitting the cluster for good, in Pekko as well. */
  #dispensable(scene: Scene, running: readonly ParticipantId[]): readonly ParticipantId[] {
    // A node that welcomes another and ends before it tells the others leaves a member that nobody knows.
    if (scene.joining) return []
    // The first seed node asks only the other seed nodes whether there is a cluster.
    const seeds = running.filter(node => seedNodes.includes(node) && scene.statusOf(node) === 'Up')
    const needsSeed = running.some(node => !seedNodes.includes(node))
    return needsSeed && seeds.length < 2 ? running.filter(node => !seeds.includes(node)) : running
  }

  #fault(family: FaultFamily, scene: Scene): Action | null {
    const random = this.#random
    const forming = scene.running(firstSeedNode) && scene.statusOf(firstSeedNode) === null
    if (forming && silencingFaults.includes(family)) return null
    const running = this.#plan.nodes.filter(node => scene.running(node) && !this.#leaving.has(node))
    switch (family) {
      case 'kill':
        return this.#ofOne(this.#dispensable(scene, running), 2, participant => ({
          type: 'Kill',
          participant,
        }))
      case 'leave':
        return this.#ofOne(this.#graceful(scene, running), 3, node => {
          this.#leaving.add(node)
          return { type: 'Leave', node }
        })
      case 'down':
        return this.#ofOne(this.#dispensable(scene, running), 3, node => ({ type: 'Down', node }))
      case 'database':
        return scene.running('database') ? { type: 'Kill', participant: 'database' } : null
      case 'actor failure':
        return this.#failure(scene)
      case 'supervision':
        return this.#supervision(scene)
      case 'snapshot':
        return this.#tell({ type: 'SaveSnapshot' })
      case 'burst':
        return {
          ...this.#tell({ type: 'Write', key: 'a', value: `v${++this.#writes}` }),
          times: 2 + random.below(8),
        }
      case 'partition': {
        if (!scene.settled || scene.cut || running.length < 3) return null
        const island = running.filter(() => random.below(3) === 0)
        const others = this.#plan.nodes.filter(id => !island.includes(id))
        return island.length === 0 || others.length === 0
          ? null
          : { type: 'Partition', sides: [island, others] }
      }
      case 'one-way cut': {
        if (!scene.settled || scene.cut || running.length < 2) return null
        const [from, to] = [random.pick(running), random.pick([...running, 'client', 'database'])]
        return from === to ? null : { type: 'Cut', links: [{ from, to, oneWay: true }] }
      }
      case 'loss': {
        if (!scene.settled || scene.cut || running.length < 2) return null
        const lossPercent = 5 + random.below(40)
        return { type: 'SetLinks', lossPercent }
      }
      case 'slow link': {
        if (running.length === 0) return null
        const [from, to] = [random.pick(running), random.pick([...running, 'client', 'database'])]
        if (from === to) return null
        const minMs = 1 + random.below(400)
        return {
          type: 'SetLinks',
          links: [{ from, to }],
          latency: { minMs, maxMs: minMs + random.below(400) },
        }
      }
      case 'freeze':
        return {
          type: 'Freeze',
          participant: random.pick([...running, 'client', 'database']),
          forMs: 50 + random.below(4000),
        }
      case 'block':
        return running.length === 0
          ? null
          : { type: 'Block', participant: random.pick(running), forMs: 50 + random.below(3000) }
      case 'message':
        return this.#messageAct(scene)
      case 'power failure':
        return random.below(4) === 0 ? { type: 'PowerFailure' } : null
    }
  }

  /** An act on one of the nodes; null when there are fewer than `atLeast`. */
  #ofOne(
    nodes: readonly ParticipantId[],
    atLeast: number,
    act: (node: ParticipantId) => Action,
  ): Action | null {
    return nodes.length < atLeast ? null : act(this.#random.pick(nodes))
  }

  /** An act on a message in flight. Held messages are released when the trouble ends. */
  #messageAct({ inFlight }: Scene): Action | null {
    if (inFlight.length === 0) return null
    const { id: message, to: participant } = this.#random.pick(inFlight)
    switch (this.#random.below(6)) {
      case 0:
        return { type: 'Drop', participant, message }
      case 1:
        return { type: 'Duplicate', participant, message }
      case 2:
        return { type: 'Delay', participant, message, forMs: 1 + this.#random.below(3000) }
      case 3:
        return { type: 'Hold', participant, message }
      case 4:
        return { type: 'DeliverNow', participant, message }
      default: {
        const others = inFlight.filter(({ id, to }) => to === participant && id !== message)
        return others.length === 0
          ? null
          : { type: 'MoveBefore', participant, message, before: this.#random.pick(others).id }
      }
    }
  }

  /** A failure of a random kind in one of the important actors. */
  #failure(scene: Scene): Action {
    return {
      type: 'FailNext',
      ...this.#victim(scene),
      fault: this.#random.pick(faults),
      error: this.#random.pick(errors),
      times: 1 + this.#random.below(3),
      during: this.#random.below(4) === 0 ? 'start' : 'message',
    }
  }

  #supervision(scene: Scene): Action {
    const rules = errors
      .filter(() => this.#random.below(2) === 0)
      .map(error => ({ error, strategy: this.#random.pick(strategies) }))
    const around = this.#random.pick(['setup', 'handler', 'default'] as const)
    const supervision = around === 'default' ? { rules } : { rules, around }
    return {
      type: 'Supervise',
      ...this.#victim(scene),
      supervision: this.#random.below(4) === 0 ? null : supervision,
    }
  }

  #victim({ writerOn }: Scene) {
    const actor = this.#random.pick(victims)
    if (actor === '/user/client') return { participant: 'client', actor }
    const node = this.#random.pick(this.#plan.nodes)
    return { participant: actor === writerPath ? (writerOn ?? node) : node, actor }
  }

  #tell(message: {
    readonly type: string
    readonly [key: string]: string
  }): Extract<Action, { type: 'Tell' }> {
    return { type: 'Tell', participant: 'client', actor: '/user/client', message }
  }
}
