import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action, Fault } from '../trace/action.ts'
import type { StrategyText } from '../trace/supervision.ts'
import type { ParticipantId } from '../trace/trace-event.ts'

/** What a schedule needs to know of the run: who is running now. */
export interface Scene {
  readonly running: (participant: ParticipantId) => boolean
}

export interface ScheduledAction {
  readonly afterMs: number
  readonly action: Action
}

const nodes: readonly ParticipantId[] = ['node-1', 'node-2', 'node-3', 'node-4']
const keys = ['a', 'b', 'c', 'd', 'e']

/** Mostly the writer, and where it may live. */
const victims: readonly { readonly actor: string; readonly on: readonly ParticipantId[] }[] = [
  { actor: '/user/master/singleton', on: ['node-1', 'node-2'] },
  { actor: '/user/master/singleton', on: ['node-1', 'node-2'] },
  { actor: '/user/masterProxy', on: ['node-1', 'node-2'] },
  { actor: '/user/read', on: ['node-3', 'node-4'] },
  { actor: '/user/client', on: ['client'] },
]
/** All but the one that nobody here would end. */
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
 * A random person at the `cqrs` cluster: mostly writes and reads, now and then a crash, a graceful leave, a
 * start, a database crash, an actor that fails or is supervised another way. The same seed does the same, given the same run.
 */
export class FaultSchedule {
  readonly #random: Random
  readonly #leaving = new Set<ParticipantId>()
  #writes = 0

  constructor(seed: number) {
    this.#random = seededRandom(`schedule/${seed}`)
  }

  /** What to do next, and how long after the last. */
  next(scene: Scene): ScheduledAction {
    return { afterMs: 50 + this.#random.below(1500), action: this.#choose(scene) }
  }

  #choose(scene: Scene): Action {
    const dice = this.#random.below(100)
    const stopped = nodes.filter(node => !scene.running(node))
    for (const node of stopped) this.#leaving.delete(node)
    const running = nodes.filter(node => scene.running(node) && !this.#leaving.has(node))
    if (dice < 6 && running.length > 1) return { type: 'Kill', participant: this.#random.pick(running) }
    if (dice < 10 && running.length > 2) {
      const node = this.#random.pick(running)
      this.#leaving.add(node)
      return { type: 'Leave', node }
    }
    if (dice < 24 && stopped.length > 0) return { type: 'Start', participant: this.#random.pick(stopped) }
    if (dice < 27) {
      return scene.running('database')
        ? { type: 'Kill', participant: 'database' }
        : { type: 'Start', participant: 'database' }
    }
    if (dice < 34 && !scene.running('database')) return { type: 'Start', participant: 'database' }
    if (dice < 38) return this.#fail()
    if (dice < 42) return this.#supervise()
    if (dice < 45) return this.#tell({ type: 'SaveSnapshot' })
    if (dice < 58) return this.#tell({ type: 'Get', key: this.#random.pick(keys) })
    this.#writes += 1
    return this.#tell({ type: 'Write', key: this.#random.pick(keys), value: `v${this.#writes}` })
  }

  /** One of the ways in which code can go wrong, where it hurts most. */
  #fail(): Action {
    return {
      type: 'FailNext',
      ...this.#victim(),
      fault: this.#random.pick(faults),
      error: this.#random.pick(errors),
      times: 1 + this.#random.below(3),
      during: this.#random.below(4) === 0 ? 'start' : 'message',
    }
  }

  #supervise(): Action {
    const rules = errors
      .filter(() => this.#random.below(2) === 0)
      .map(error => ({ error, strategy: this.#random.pick(strategies) }))
    const around = this.#random.pick(['setup', 'handler', 'default'] as const)
    const supervision = around === 'default' ? { rules } : { rules, around }
    return {
      type: 'Supervise',
      ...this.#victim(),
      supervision: this.#random.below(4) === 0 ? null : supervision,
    }
  }

  #victim() {
    const { actor, on } = this.#random.pick(victims)
    return { participant: this.#random.pick(on), actor }
  }

  /** Now and then a burst. */
  #tell(message: { readonly type: string; readonly [key: string]: string }): Action {
    const times = this.#random.below(8) === 0 ? 2 + this.#random.below(5) : 1
    return {
      type: 'Tell',
      participant: 'client',
      actor: '/user/client',
      message,
      ...(times === 1 ? {} : { times }),
    }
  }
}
