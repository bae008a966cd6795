import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action, Fault } from '../trace/action.ts'
import type { StrategyText, SupervisionChoice } from '../trace/supervision.ts'
import type { Scene } from './scene.ts'
import { browser, serverPaths, WebServerRun } from './web-server-run.ts'

const paths = [
  '/index.html',
  '/about.html',
  '/style.css',
  '/missing.html',
  'not a path',
  '/corrupt.html',
  '/broken.html',
  '/huge.bin',
  '/movie.xyz',
]
const supervised = [serverPaths.webServer, serverPaths.cache, serverPaths.filesystem]
const errors = [
  'Error',
  'IOException',
  'FileTooLarge',
  'CorruptEntry',
  'UnknownMimeType',
  'DeathPactException',
]
const faults: readonly Fault[] = ['error', 'non-error', 'returns-nothing', 'duplicate-name', 'illegal-name']

/** Random actions at the web server: requests, bursts, failures of every kind and changes of supervision. */
export class WebServerSchedule {
  readonly #random: Random

  constructor(seed: number) {
    this.#random = seededRandom(`web-server/${seed}`)
  }

  next(scene: Pick<Scene, 'running'>): { readonly afterMs: number; readonly action: Action } {
    return { afterMs: 20 + this.#random.below(900), action: this.#choose(scene) }
  }

  #choose(scene: Pick<Scene, 'running'>): Action {
    if (!scene.running('server')) return { type: 'Start', participant: 'server' }
    const dice = this.#random.below(100)
    if (dice < 2) return { type: 'Kill', participant: 'server' }
    if (dice < 8) {
      return { type: 'Tell', participant: 'server', actor: serverPaths.main, message: { type: 'Start' } }
    }
    const actor = this.#random.pick(supervised)
    if (dice < 22) return this.#fail(actor)
    if (dice < 36) {
      const supervision = this.#random.below(4) === 0 ? null : this.#supervision()
      return { type: 'Supervise', participant: 'server', actor, supervision }
    }
    return {
      type: 'Tell',
      participant: 'client',
      actor: browser,
      message: { type: 'Get', path: this.#random.pick(paths) },
      times: this.#random.below(4) === 0 ? 1 + this.#random.below(12) : 1,
    }
  }

  #fail(actor: string): Action {
    return {
      type: 'FailNext',
      participant: 'server',
      actor,
      error: this.#random.pick(errors),
      fault: this.#random.pick(faults),
      times: 1 + this.#random.below(3),
      during: this.#random.below(3) === 0 ? 'start' : 'message',
    }
  }

  #supervision(): SupervisionChoice {
    const rules = Array.from({ length: this.#random.below(4) }, () => ({
      error: this.#random.pick(errors),
      strategy: this.#strategy(),
    }))
    const around = this.#random.below(3)
    return around === 0 ? { rules } : { rules, around: around === 1 ? 'setup' : 'handler' }
  }

  #strategy(): StrategyText {
    const stopChildren = this.#random.below(2) === 0
    const limit = this.#random.below(2) === 0 ? {} : { maxRestarts: this.#random.below(3) }
    switch (this.#random.below(4)) {
      case 0:
        return { type: 'stop' }
      case 1:
        return { type: 'resume' }
      case 2:
        return 'maxRestarts' in limit
          ? { type: 'restart', ...limit, withinMs: 1 + this.#random.below(5000), stopChildren }
          : { type: 'restart', stopChildren }
      default:
        return {
          type: 'backoff',
          minBackoffMs: 100 + this.#random.below(500),
          maxBackoffMs: 1000 + this.#random.below(2000),
          randomFactor: 0.2,
          ...limit,
          stopChildren,
        }
    }
  }
}

/** Virtual ms after the last action until all time-outs have expired. */
const settledAfterMs = 40_000

/** Runs `forMs` virtual ms of random actions at the web server, then waits until it has settled. */
export function randomWebServerRun(seed: number, forMs: number): WebServerRun {
  const run = new WebServerRun(seed)
  const { conductor } = run
  const running = (id: string) => (conductor.participants.find(id)?.host ?? null) !== null
  const schedule = new WebServerSchedule(seed)
  while (conductor.frontier < forMs) {
    const { afterMs, action } = schedule.next({ running })
    run.run(afterMs)
    // The action is refused when the server has ended meanwhile.
    conductor.do(action)
  }
  return run.run(settledAfterMs)
}
