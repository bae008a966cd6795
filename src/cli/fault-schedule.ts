import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action, Fault } from '../trace/action.ts'
import { type DatabaseFault, databaseFaultTypes } from '../trace/database-fault.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { StrategyText } from '../trace/supervision.ts'
import { ActCount } from './act-count.ts'
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

/** Reasons why a drawn fault is left out. */
const leftOut = {
  forming: 'the first seed node asks for a cluster',
  stopped: 'its target is stopped',
  unsettled: 'the members do not agree',
  cut: 'another link is cut or loses messages',
  fewNodes: 'too few nodes run',
  needed: 'the cluster needs the nodes that run',
  noSide: 'no second side was drawn',
  noMessage: 'no message fits',
  rare: 'one of four is performed',
} as const

/**
 * Random actions at the `cqrs` cluster: mostly writes and reads, sometimes a fault of a drawn family. The same seed and
 * run give the same actions.
 */
export class FaultSchedule {
  readonly #random: Random
  readonly #plan: SwarmPlan
  readonly #families: readonly FaultFamily[]
  readonly #acts: ActCount
  /** Draws faults of the database, so that the other draws of a seed do not depend on them. */
  readonly #databaseRandom: Random
  readonly #leaving = new Set<ParticipantId>()
  #writes = 0

  /** `acts` counts the faults that are drawn and left out. */
  constructor(seed: number, plan: SwarmPlan, acts = new ActCount()) {
    this.#acts = acts
    this.#random = seededRandom(`schedule/${seed}`)
    this.#databaseRandom = seededRandom(`database faults/${seed}`)
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
    const databaseAct = this.#plan.databaseFaults ? this.#databaseAct(scene) : null
    if (databaseAct !== null) return databaseAct
    const dice = this.#random.below(100)
    if (dice < 40) {
      const family = this.#random.pick(this.#families)
      const fault = this.#fault(family, scene)
      if (typeof fault !== 'string') return fault
      this.#acts.leftOut(family, fault)
    }
    if (dice < 55) {
      const repair = this.#repair(scene, stopped)
      if (repair !== null) return repair
    }
    if (dice < 65) return this.#tell({ type: 'Get', key: this.#random.pick(writtenKeys) })
    return this.write()
  }

  /** Sometimes a fault of the database or its repair. A crash by a fault is repaired as one by a kill. */
  #databaseAct(scene: Scene): Action | null {
    if (this.#databaseRandom.below(8) > 0 || !scene.running('database')) return null
    const repair: Action = { type: 'RepairDatabase', participant: 'database' }
    if (this.#databaseRandom.below(3) === 0) return repair
    const fault = this.#databaseFault(scene)
    return { type: 'BreakDatabase', participant: 'database', fault }
  }

  #databaseFault({ stored }: Scene): DatabaseFault {
    const random = this.#databaseRandom
    const type = random.pick(databaseFaultTypes)
    switch (type) {
      case 'slow': {
        const minMs = 1 + random.below(2000)
        return { type, latency: { minMs, maxMs: minMs + random.below(2000) } }
      }
      case 'fail-writes':
        return { type, times: 1 + random.below(4) }
      case 'corrupt-record': {
        const [stream] = stored
        if (stream === undefined) return { type: 'full' }
        const { persistenceId, highestSequenceNr } = stream
        return { type, persistenceId, sequenceNr: 1 + random.below(Math.max(1, highestSequenceNr)) }
      }
      default:
        return { type }
    }
  }

  /**
   * Heals links before the first seed node starts, and starts it only when the other seed nodes can answer, because a
   * first seed node that gets no answer forms its own cluster, in Pekko as well (JN-3).
   */
  #repair(scene: Scene, stopped: readonly ParticipantId[]): Action | null {
    const isDatabaseAway = !scene.running('database')
    if (isDatabaseAway && this.#random.below(3) === 0) return { type: 'Start', participant: 'database' }
    if (scene.cut) return this.#random.below(3) === 0 ? { type: 'Heal' } : null
    const stranded = this.strandedNodes(scene)
    if (stranded.length > 0) return { type: 'Kill', participant: this.#random.pick(stranded) }
    const startable = stopped.filter(node => node !== firstSeedNode || this.mayStartFirstSeed(scene))
    return startable.length > 0 ? { type: 'Start', participant: this.#random.pick(startable) } : null
  }

  /**
   * Nodes that must be restarted: orphans, and all members when none of them is a seed node. Such members accept no
   * joins, so a first seed node would form a second cluster beside them.
   */
  strandedNodes(scene: Scene): readonly ParticipantId[] {
    const members = this.#plan.nodes.filter(node => scene.statusOf(node) !== null)
    return members.some(node => seedNodes.includes(node)) ? scene.orphans : members
  }

  /**
   * False while a seed node may not answer: a participant is paused, or the members do not agree that a seed node stays.
   * A node that is about to be removed refuses to let the first seed node join.
   */
  mayStartFirstSeed(scene: Scene): boolean {
    return !scene.paused && !seedNodes.some(node => scene.isDisputed(node))
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

  /** An act of the family, or the reason why it is left out in this scene. */
  #fault(family: FaultFamily, scene: Scene): Action | string {
    const random = this.#random
    const forming = scene.running(firstSeedNode) && scene.statusOf(firstSeedNode) === null
    if (forming && silencingFaults.includes(family)) return leftOut.forming
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
        return scene.running('database') ? { type: 'Kill', participant: 'database' } : leftOut.stopped
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
        const unfit = this.#unfitForCut(scene, running, 3)
        if (unfit !== null) return unfit
        const island = running.filter(() => random.below(3) === 0)
        const others = this.#plan.nodes.filter(id => !island.includes(id))
        return island.length === 0 || others.length === 0
          ? leftOut.noSide
          : { type: 'Partition', sides: [island, others] }
      }
      case 'one-way cut': {
        const unfit = this.#unfitForCut(scene, running, 2)
        if (unfit !== null) return unfit
        const [from, to] = [random.pick(running), random.pick([...running, 'client', 'database'])]
        return from === to ? leftOut.noSide : { type: 'Cut', links: [{ from, to, oneWay: true }] }
      }
      case 'loss': {
        const unfit = this.#unfitForCut(scene, running, 2)
        if (unfit !== null) return unfit
        const lossPercent = 5 + random.below(40)
        return { type: 'SetLinks', lossPercent }
      }
      case 'slow link': {
        if (running.length === 0) return leftOut.stopped
        const [from, to] = [random.pick(running), random.pick([...running, 'client', 'database'])]
        if (from === to) return leftOut.noSide
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
          ? leftOut.stopped
          : { type: 'Block', participant: random.pick(running), forMs: 50 + random.below(3000) }
      case 'message':
        return this.#messageAct(scene)
      case 'power failure':
        return random.below(4) === 0 ? { type: 'PowerFailure' } : leftOut.rare
    }
  }

  /**
   * The reason why no link may fail now; null: one may. In Pekko, too, sides that know different members may both be the
   * majority in their own view, or none, and a second cut may leave no majority at all.
   */
  #unfitForCut(scene: Scene, running: readonly ParticipantId[], atLeast: number): string | null {
    if (scene.cut) return leftOut.cut
    if (!scene.settled) return leftOut.unsettled
    return running.length < atLeast ? leftOut.fewNodes : null
  }

  /** An act on one of the nodes, unless there are fewer than `atLeast`. */
  #ofOne(
    nodes: readonly ParticipantId[],
    atLeast: number,
    act: (node: ParticipantId) => Action,
  ): Action | string {
    return nodes.length < atLeast ? leftOut.needed : act(this.#random.pick(nodes))
  }

  /** An act on a message in flight. Held messages are released when the trouble ends. */
  #messageAct({ inFlight }: Scene): Action | string {
    if (inFlight.length === 0) return leftOut.noMessage
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
          ? leftOut.noMessage
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
