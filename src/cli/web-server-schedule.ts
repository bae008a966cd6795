import { type Random, seededRandom } from '../runtime/index.ts'
import type { Action } from '../trace/action.ts'
import { ActCount } from './act-count.ts'
import { drawFailure, drawSupervision } from './failure-draws.ts'
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
    if (dice < 22) return drawFailure(this.#random, 'server', actor, errors)
    if (dice < 36) {
      const supervision = this.#random.below(4) === 0 ? null : drawSupervision(this.#random, errors)
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
}

/** Virtual ms after the last action until all time-outs have expired. */
const settledAfterMs = 40_000

/** Runs `forMs` virtual ms of random actions at the web server, then waits until it has settled. */
export function randomWebServerRun(seed: number, forMs: number, acts = new ActCount()): WebServerRun {
  const run = new WebServerRun(seed)
  const { conductor } = run
  const running = (id: string) => (conductor.participants.find(id)?.host ?? null) !== null
  const schedule = new WebServerSchedule(seed)
  while (conductor.frontier < forMs) {
    const { afterMs, action } = schedule.next({ running })
    run.run(afterMs)
    // The action is refused when the server has ended meanwhile.
    const done = conductor.do(action)
    if (done instanceof Promise) throw new Error('A simulation is synchronous, but an action was not.')
    acts.done(action, done)
  }
  run.run(settledAfterMs)
  acts.observe(conductor.trace)
  return run
}
