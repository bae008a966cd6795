import type { Action } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { Conductor } from './conductor.ts'

/** An act and the instant at which to perform it. */
export interface TimedAct {
  readonly at: VirtualTime
  readonly action: Action
}

/** An act that another run performed and that is impossible in this one. */
export interface RefusedAct extends TimedAct {
  readonly refusal: Refused
}

/**
 * Performs the acts of another run at their instants. Unlike a `Replay`, which repeats a recording exactly, it continues
 * after a refused act and keeps it in `refused`.
 */
export class ActReplay {
  readonly refused: RefusedAct[] = []
  readonly #conductor: Conductor
  readonly #acts: readonly TimedAct[]
  #next = 0

  /** `acts`: in the order of their instants, none before the first instant that is not computed yet. */
  constructor(conductor: Conductor, acts: readonly TimedAct[]) {
    this.#conductor = conductor
    this.#acts = acts
  }

  async advanceTo(until: VirtualTime): Promise<void> {
    for (; this.#next < this.#acts.length; this.#next++) {
      const act = this.#acts[this.#next]!
      if (act.at > until) break
      await this.#conductor.advanceTo(act.at - 1)
      const performed = await this.#conductor.do(act.action)
      if (isRefused(performed)) this.refused.push({ ...act, refusal: performed })
    }
    await this.#conductor.advanceTo(until)
  }
}

/** The acts of a person: a worker that died in one run need not die in another. */
export const actsOf = (actions: readonly TimedAct[]): readonly TimedAct[] =>
  actions
    .filter(({ action }) => action.type !== 'Kill' || action.reason === undefined)
    .map(({ at, action }) => ({ at, action }))
