import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import { Conductor, type ConductorOptions, type Performed } from './conductor.ts'
import { RunBroken } from './run-errors.ts'

/**
 * Replays a recorded run in a new conductor: performs every action at its recorded instant, then computes up to `until`.
 * The returned conductor can continue from there.
 * @throws {RunBroken} when the recording does not fit the plan.
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

/** Replays a recording step by step in a new conductor. */
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
      if (step.value instanceof Promise) return finishSteps(step.value, steps)
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
      const performed = this.#conductor.do(logged.action, true)
      yield performed instanceof Promise
        ? performed.then(result => expectSame(logged, result))
        : expectSame(logged, performed)
    }
    yield this.#conductor.advanceTo(until)
  }
}

async function finishSteps(first: Promise<unknown>, steps: Iterator<unknown>): Promise<void> {
  await first
  for (let step = steps.next(); step.done !== true; step = steps.next()) await step.value
}

function expectSame(logged: LoggedAction, performed: Performed | Refused): void {
  if (isRefused(performed)) {
    throw new RunBroken(refuse('impossible-action', { index: logged.index, problem: performed }))
  }
  if (performed.index !== logged.index || performed.at !== logged.at) {
    throw new RunBroken(
      refuse('misplaced-action', {
        index: logged.index,
        at: logged.at,
        performedIndex: performed.index,
        performedAt: performed.at,
      }),
    )
  }
}
