import { type Random, seededRandom } from '../runtime/index.ts'
import { type Action, type Fault, isMessageAction } from '../trace/action.ts'
import type { EventId, ParticipantId } from '../trace/identifiers.ts'
import type { StrategyText } from '../trace/supervision.ts'
import type { FaultFamily, SwarmPlan } from './swarm-plan.ts'

/** The state of the run that the choice of the next fault depends on. */
export interface Scene {
  readonly running: (participant: ParticipantId) => boolean
  /** True when every running node is an Up member of one cluster. */
  readonly settled: boolean
  /** True while a link is cut or loses messages. */
  readonly cut: boolean
  /** Messages in flight, with their receivers. */
  readonly inFlight: readonly { readonly id: EventId; readonly to: ParticipantId }[]
  /** The node that hosts the writer; null when none or several do. */
  readonly writerOn: ParticipantId | null
}

interface ScheduledStep {
  readonly afterMs: number
  readonly step: Action
}

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

  /** The next action and the pause before it in virtual ms. */
  next(scene: Scene): ScheduledStep {
    const afterMs = 50 + this.#random.below(1000)
    const step = this.#choose(scene)
    // A message in flight is handled soon.
    return { afterMs: isMessageAction(step) ? 1 : afterMs, step }
  }

  /** The next write; every write has a unique value. */
  write(): Action {
    this.#writes += 1
    return this.#tell({ type: 'Write', key: this.#random.pick(writtenKeys), value: `v${this.#writes}` })
  }

  #choose(scene: Scene): Action {
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

  /** Heals links before the first seed node starts, because a first seed node that is cut off forms its own cluster. */
  #repair(scene: Scene, stopped: readonly ParticipantId[]): Action | null {
    const isDatabaseAway = !scene.running('database')
    if (isDatabaseAway && this.#random.below(3) === 0) return { type: 'Start', participant: 'database' }
    if (scene.cut) return this.#random.below(3) === 0 ? { type: 'Heal' } : null
    if (stopped.length > 0) return { type: 'Start', participant: this.#random.pick(stopped) }
    return null
  }

  #fault(family: FaultFamily, scene: Scene): Action | null {
    const random = this.#random
    const running = this.#plan.nodes.filter(node => scene.running(node) && !this.#leaving.has(node))
    switch (family) {
      case 'kill':
        return running.length > 1 ? { type: 'Kill', participant: random.pick(running) } : null
      case 'leave': {
        if (running.length < 3) return null
        const node = random.pick(running)
        this.#leaving.add(node)
        return { type: 'Leave', node }
      }
      case 'down':
        return running.length > 2 ? { type: 'Down', node: random.pick(running) } : null
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
        const [from, to] = [random.pick(running), random.pick([...running, 'client', 'database'])]
        if (from === undefined || to === undefined || from === to) return null
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
