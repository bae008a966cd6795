import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action } from '../trace/action.ts'
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

/**
 * A random person at the `cqrs` cluster: mostly writes and reads, now and then a crash, a graceful leave, a
 * start, a database crash, a failing writer. The same seed does the same, given the same run.
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
    if (dice < 37 && running.length > 0) {
      return { type: 'FailNext', participant: this.#random.pick(running), actor: '/user/master/singleton' }
    }
    if (dice < 40) return this.#tell({ type: 'SaveSnapshot' })
    if (dice < 55) return this.#tell({ type: 'Get', key: this.#random.pick(keys) })
    this.#writes += 1
    return this.#tell({ type: 'Write', key: this.#random.pick(keys), value: `v${this.#writes}` })
  }

  #tell(message: { readonly type: string; readonly [key: string]: string }): Action {
    return { type: 'Tell', participant: 'client', actor: '/user/client', message }
  }
}
