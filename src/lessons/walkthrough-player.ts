import type { Action, Check, Plain, Refused, Verdict, VirtualTime } from '../trace/index.ts'
import { isRefused } from '../trace/index.ts'
import type { Step, Walkthrough } from './lesson.ts'

/**
 * The run that a player controls, implemented by the page, the tests and the command line. A call that is impossible
 * resolves to `{ refused }` with the reason.
 */
export interface WalkthroughPort {
  /** Replaces the current run by a new one, paused at its first instant. */
  load(
    scenario: string,
    options: { readonly seed: number; readonly settings: { readonly [key: string]: Plain } },
  ): Promise<unknown>
  do(action: Action): Promise<unknown>
  until(
    check: Check,
    options: { readonly withinMs: number; readonly speed: number },
  ): Promise<{ readonly verdict: Verdict; readonly at: VirtualTime } | Refused>
  check(check: Check): Promise<Verdict | Refused>
  pause(): Promise<unknown>
}

export interface PlayerState {
  readonly index: number
  readonly step: Step
  /**
   * `loading`: the run is replayed up to this step. `running`: the cluster runs. `reached`: the step's check is true.
   * `missed`: the check was not true within its limit. `refused`: an action or the run was rejected, or the run broke.
   */
  readonly status: 'loading' | 'running' | 'reached' | 'missed' | 'refused'
  /** One sentence with the reason of `refused`; null otherwise. */
  readonly problem: string | null
  /** Virtual time at the end of the step's wait; null before, and for a step without `await`. */
  readonly at: VirtualTime | null
  /** Verdicts of the step's checks, in their order; empty until the step has ended. */
  readonly verdicts: readonly Verdict[]
}

/**
 * Plays a walkthrough on a port. The run is paused between steps, so that actions happen at the same virtual instants
 * however long the narration takes. To go back, the player replays a new run from the start at full speed.
 */
export class WalkthroughPlayer {
  readonly walkthrough: Walkthrough
  readonly #port: WalkthroughPort
  readonly #listeners = new Set<(state: PlayerState) => void>()
  #state: PlayerState
  /** Generation counter: results of an abandoned replay are ignored. */
  #generation = 0

  constructor(walkthrough: Walkthrough, port: WalkthroughPort) {
    this.walkthrough = walkthrough
    this.#port = port
    this.#state = initialState(walkthrough, 0, 'loading')
  }

  get state(): PlayerState {
    return this.#state
  }

  get canGoNext(): boolean {
    return this.#state.index < this.walkthrough.steps.length - 1 && isAtRest(this.#state)
  }

  /** True except at the first step. A running step is abandoned. */
  get canGoBack(): boolean {
    return this.#state.index > 0
  }

  subscribe(listener: (state: PlayerState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads the run and plays the first step. */
  start(): Promise<PlayerState> {
    return this.goTo(0)
  }

  /** Plays the next step. No effect at the last step and while a step runs. */
  async next(): Promise<PlayerState> {
    if (!this.canGoNext) return this.#state
    const generation = ++this.#generation
    await this.#play(this.#state.index + 1, generation, 'at its own speed')
    return this.#state
  }

  back(): Promise<PlayerState> {
    return this.canGoBack ? this.goTo(this.#state.index - 1) : Promise.resolve(this.#state)
  }

  /**
   * Replays a new run up to the end of the step with this index, at full speed. Step 0 runs at its own speed. No
   * effect for an index without a step.
   */
  async goTo(index: number): Promise<PlayerState> {
    if (this.walkthrough.steps[index] === undefined) return this.#state
    const generation = ++this.#generation
    this.#setState(initialState(this.walkthrough, index, 'loading'))
    const { scenario, seed, settings = {} } = this.walkthrough
    const loaded = await this.#port.load(scenario, { seed, settings }).catch(refusalFrom)
    if (generation !== this.#generation) return this.#state
    if (isRefused(loaded)) {
      this.#setState({ ...this.#state, status: 'refused', problem: loaded.refused })
      return this.#state
    }
    for (let i = 0; i < index; i++) {
      const end = await this.#carryOut(
        this.walkthrough.steps[i] as Step,
        Number.POSITIVE_INFINITY,
        generation,
      )
      if (generation !== this.#generation) return this.#state
      if (end.status === 'refused') {
        this.#setState({ ...this.#state, ...end })
        return this.#state
      }
    }
    await this.#play(index, generation, index === 0 ? 'at its own speed' : 'at once')
    return this.#state
  }

  async #play(index: number, generation: number, pace: 'at its own speed' | 'at once'): Promise<void> {
    const step = this.walkthrough.steps[index] as Step
    this.#setState(initialState(this.walkthrough, index, pace === 'at once' ? 'loading' : 'running'))
    const end = await this.#carryOut(
      step,
      pace === 'at once' ? Number.POSITIVE_INFINITY : (step.speed ?? 1),
      generation,
    )
    const verdicts: Verdict[] = []
    for (const check of step.checks ?? []) {
      if (generation !== this.#generation) return
      const verdict = await this.#port.check(check).catch(refusalFrom)
      verdicts.push(isRefused(verdict) ? 'open' : verdict)
    }
    if (generation === this.#generation) this.#setState({ ...this.#state, ...end, verdicts })
  }

  /** Treats a rejected promise of the port, such as a broken or closed run, like a refusal. */
  async #carryOut(step: Step, speed: number, generation: number): Promise<StepEnd> {
    try {
      return await this.#perform(step, speed, generation)
    } catch (error) {
      return refused(refusalFrom(error))
    }
  }

  /** Carries out the step's actions and waits for its check. */
  async #perform(step: Step, speed: number, generation: number): Promise<StepEnd> {
    await this.#port.pause()
    for (const action of step.actions ?? []) {
      if (generation !== this.#generation) return reached(null)
      const done = await this.#port.do(action)
      if (isRefused(done)) return refused(done)
    }
    if (step.await === undefined || generation !== this.#generation) return reached(null)
    const { check, withinMs } = step.await
    const outcome = await this.#port.until(check, { withinMs, speed })
    if (isRefused(outcome)) return refused(outcome)
    return outcome.verdict === 'true'
      ? reached(outcome.at)
      : { status: 'missed', problem: null, at: outcome.at }
  }

  #setState(state: PlayerState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state)
  }
}

type StepEnd = Pick<PlayerState, 'status' | 'problem' | 'at'>

const reached = (at: VirtualTime | null): StepEnd => ({ status: 'reached', problem: null, at })
const refusalFrom = (error: unknown): Refused => ({
  refused: error instanceof Error ? error.message : String(error),
})
const refused = ({ refused: problem }: Refused): StepEnd => ({ status: 'refused', problem, at: null })

const isAtRest = ({ status }: PlayerState): boolean => status !== 'loading' && status !== 'running'

const initialState = (
  walkthrough: Walkthrough,
  index: number,
  status: 'loading' | 'running',
): PlayerState => ({
  index,
  step: walkthrough.steps[index] as Step,
  status,
  problem: null,
  at: null,
  verdicts: [],
})
