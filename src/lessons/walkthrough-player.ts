import type { Action, Check, Plain, Refused, Verdict, VirtualTime } from '../trace/index.ts'
import { isRefused, refusalFrom } from '../trace/index.ts'
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
  /** Runs until the check is decided. Resolves when the audience has seen it. */
  until(
    check: Check,
    options: { readonly withinMs: number; readonly speed: number },
  ): Promise<{ readonly verdict: Verdict; readonly at: VirtualTime } | Refused>
  check(check: Check): Promise<Verdict | Refused>
  pause(): Promise<unknown>
  /** Shows an instant of the run that has been computed already. */
  show(at: VirtualTime): Promise<unknown>
  /** Plays the computed run from the shown instant to `to`. `speed`: virtual ms per real ms. */
  replay(to: VirtualTime, speed: number): Promise<unknown>
}

export interface PlayerState {
  readonly index: number
  readonly step: Step
  /**
   * `loading`: the run is computed up to this step. `shown`: the text is shown and time stands still. `running`: the
   * cluster runs. `reached`: the step's check is true. `missed`: the check was not true within its limit. `refused`: an
   * action or the run was rejected, or the run broke.
   */
  readonly status: 'loading' | 'shown' | 'running' | 'reached' | 'missed' | 'refused'
  /** The reason of `refused`; null otherwise. */
  readonly problem: Refused | null
  /** Virtual time at the end of the step's wait; null before, and for a step without `await`. */
  readonly at: VirtualTime | null
  /** Verdicts of the step's lamps, in their order; empty until the step has ended. */
  readonly verdicts: readonly Verdict[]
}

type StepEnd = Pick<PlayerState, 'status' | 'problem' | 'at' | 'verdicts'>

/**
 * Plays a walkthrough on a port. Each step first shows its text while time stands still, then plays, and rests on what
 * the text says. The run is paused between steps, so that actions happen at the same virtual instants however long
 * somebody reads. Going back shows the recording; nothing is computed again.
 */
export class WalkthroughPlayer {
  readonly walkthrough: Walkthrough
  readonly #port: WalkthroughPort
  readonly #listeners = new Set<(state: PlayerState) => void>()
  #state: PlayerState
  /** The ends of the steps that the loaded run has played, from the first on. */
  #played: StepEnd[] = []
  /** A step was abandoned after it had begun to act, so the run is not the one of the walkthrough any more. */
  #spoilt = false
  /** Generation counter: results of an abandoned step are ignored. */
  #generation = 0

  constructor(walkthrough: Walkthrough, port: WalkthroughPort) {
    this.walkthrough = walkthrough
    this.#port = port
    this.#state = this.#stateOf(0, 'loading')
  }

  get state(): PlayerState {
    return this.#state
  }

  /** True while a text is shown or a step has ended, except at the end of the last step. */
  get canGoNext(): boolean {
    const { status, index } = this.#state
    if (status === 'shown') return true
    return status !== 'loading' && status !== 'running' && index < this.walkthrough.steps.length - 1
  }

  /** True except at the first step. A running step is abandoned. */
  get canGoBack(): boolean {
    return this.#state.index > 0
  }

  subscribe(listener: (state: PlayerState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads the run and shows the first step. */
  start(): Promise<PlayerState> {
    return this.goTo(0)
  }

  /** Plays the step whose text is shown, or shows the text of the next step. No effect while a step runs. */
  async next(): Promise<PlayerState> {
    if (!this.canGoNext) return this.#state
    const generation = ++this.#generation
    if (this.#state.status === 'shown') await this.#watch(generation)
    else await this.#show(this.#state.index + 1, generation)
    return this.#state
  }

  /** Shows the end of the previous step. */
  async back(): Promise<PlayerState> {
    if (!this.canGoBack) return this.#state
    const generation = ++this.#generation
    if (this.#state.status === 'running' && this.#played[this.#state.index] === undefined) this.#spoilt = true
    const index = this.#state.index - 1
    const end = this.#played[index]
    // Steps are reached in order, so only a failed loading has no end of the step before.
    if (end === undefined) return this.#goTo(index, generation)
    this.#setState({ ...this.#stateOf(index, 'reached'), ...end })
    await this.#port.show(this.#instantBefore(index + 1)).catch(refusalFrom)
    return this.#state
  }

  /** Computes a new run up to the step with this index and shows its text. No effect for an index without a step. */
  async goTo(index: number): Promise<PlayerState> {
    if (this.walkthrough.steps[index] === undefined) return this.#state
    return this.#goTo(index, ++this.#generation)
  }

  async #goTo(index: number, generation: number): Promise<PlayerState> {
    if (await this.#compute(index, generation)) await this.#show(index, generation)
    return this.#state
  }

  /** Loads the run and plays the steps before this one at full speed. Returns false when that failed or was abandoned. */
  async #compute(index: number, generation: number): Promise<boolean> {
    this.#setState(this.#stateOf(index, 'loading'))
    const { scenario, seed, settings = {}, steps } = this.walkthrough
    const loaded = await this.#port.load(scenario, { seed, settings }).catch(refusalFrom)
    if (generation !== this.#generation) return false
    this.#played = []
    this.#spoilt = false
    if (isRefused(loaded)) return this.#fail(refused(loaded))
    for (let i = 0; i < index; i++) {
      const end = await this.#carryOut(steps[i] as Step, Number.POSITIVE_INFINITY, generation)
      if (generation !== this.#generation) return false
      if (end.status === 'refused') return this.#fail(end)
      this.#played.push(end)
    }
    return true
  }

  #fail(end: StepEnd): false {
    this.#setState({ ...this.#state, ...end })
    return false
  }

  /** Shows the text of a step. A step with nothing to play has ended by that. */
  async #show(index: number, generation: number): Promise<void> {
    const step = this.walkthrough.steps[index] as Step
    const plays = step.actions !== undefined || step.await !== undefined
    this.#setState(this.#stateOf(index, plays ? 'shown' : 'running'))
    if (plays) return
    const end = this.#played[index] ?? (await this.#carryOut(step, 1, generation))
    this.#end(index, end, generation)
  }

  /** Plays the shown step: from the recording when the run has played it already. */
  async #watch(generation: number): Promise<void> {
    const { index, step } = this.#state
    const recorded = this.#played[index]
    if (recorded === undefined && this.#spoilt && !(await this.#compute(index, generation))) return
    this.#setState(this.#stateOf(index, 'running'))
    const speed = step.speed ?? 1
    if (recorded === undefined) {
      this.#end(index, await this.#carryOut(step, speed, generation), generation)
      return
    }
    await this.#port.replay(this.#instantBefore(index + 1), speed).catch(refusalFrom)
    this.#end(index, recorded, generation)
  }

  #end(index: number, end: StepEnd, generation: number): void {
    if (generation !== this.#generation) return
    this.#played[index] = end
    this.#setState({ ...this.#state, ...end })
  }

  /** The instant at which the step with this index begins. */
  #instantBefore(index: number): VirtualTime {
    return this.#played.slice(0, index).findLast(({ at }) => at !== null)?.at ?? 0
  }

  /** Treats a rejected promise of the port, such as a broken or closed run, like a refusal. */
  async #carryOut(step: Step, speed: number, generation: number): Promise<StepEnd> {
    try {
      const end = await this.#perform(step, speed, generation)
      return { ...end, verdicts: await this.#verdicts(step, generation) }
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
      : { status: 'missed', problem: null, at: outcome.at, verdicts: [] }
  }

  async #verdicts({ lamps = [] }: Step, generation: number): Promise<readonly Verdict[]> {
    const verdicts: Verdict[] = []
    for (const { check } of lamps) {
      if (generation !== this.#generation) break
      const verdict = await this.#port.check(check).catch(refusalFrom)
      verdicts.push(isRefused(verdict) ? 'open' : verdict)
    }
    return verdicts
  }

  #stateOf(index: number, status: PlayerState['status']): PlayerState {
    const step = this.walkthrough.steps[index] as Step
    return { index, step, status, problem: null, at: null, verdicts: [] }
  }

  #setState(state: PlayerState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state)
  }
}

const reached = (at: VirtualTime | null): StepEnd => ({ status: 'reached', problem: null, at, verdicts: [] })
const refused = (problem: Refused): StepEnd => ({
  status: 'refused',
  problem,
  at: null,
  verdicts: [],
})
