import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { Conductor, type ConductorOptions, type Performed } from './conductor.ts'
import { RunBroken } from './run-broken.ts'

/**
 * Computes a recorded run again: every action at the instant at which it was done, then on to `until`. What
 * comes back stands there and can go on.
 */
export function replay(
  options: ConductorOptions,
  actions: readonly LoggedAction[],
  until: VirtualTime,
): Conductor | Promise<Conductor> {
  const conductor = new Conductor(options)
  const played = new Replay(conductor, actions).advanceTo(until)
  return played instanceof Promise ? played.then(() => conductor) : conductor
}

/** A recording that is computed again in a conductor just made, as far and as often as one likes. */
export class Replay {
  readonly #conductor: Conductor
  readonly #actions: readonly LoggedAction[]
  #started = false
  #next = 0

  constructor(conductor: Conductor, actions: readonly LoggedAction[]) {
    this.#conductor = conductor
    this.#actions = actions
  }

  advanceTo(until: VirtualTime): void | Promise<void> {
    const steps = this.#steps(until)
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      if (step.value instanceof Promise) return goOn(step.value, steps)
    }
  }

  *#steps(until: VirtualTime): Generator<unknown, void, undefined> {
    if (!this.#started) {
      this.#started = true
      yield this.#conductor.start()
    }
    for (; this.#next < this.#actions.length; this.#next++) {
      const logged = this.#actions[this.#next]!
      if (logged.at > until) break
      yield this.#conductor.advanceTo(logged.at - 1)
      const answer = this.#conductor.do(logged.action, true)
      yield answer instanceof Promise
        ? answer.then(done => expectSame(logged, done))
        : expectSame(logged, answer)
    }
    yield this.#conductor.advanceTo(until)
  }
}

async function goOn(first: Promise<unknown>, steps: Iterator<unknown>): Promise<void> {
  await first
  for (let step = steps.next(); step.done !== true; step = steps.next()) await step.value
}

function expectSame(logged: LoggedAction, done: Performed | { readonly refused: string }): void {
  if ('refused' in done) {
    throw new RunBroken(`Action [${logged.index}] of the recording cannot be done here: ${done.refused}`)
  }
  if (done.index !== logged.index || done.at !== logged.at) {
    throw new RunBroken(
      `Action [${logged.index}] at [${logged.at}] ms of the recording came out as [${done.index}] at [${done.at}] ms. Its actions must stand in order.`,
    )
  }
}
