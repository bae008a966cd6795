import type { Action, Check, Plain, Refused, Verdict, VirtualTime } from '../trace/index.ts'
import { isRefused } from '../trace/index.ts'
import type { Step, Walkthrough } from './lesson.ts'

/**
 * What a player needs of a page, a test or a simulation; a live run has most of it. What cannot be done answers
 * with `{ refused }`.
 */
export interface WalkthroughPort {
  /** Begins the run anew, paused at its first instant, whatever was before. */
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
   * `loading`: the run is brought to this step. `running`: the cluster moves. `reached`: what the step waits for
   * has happened. `missed`: it has not, in the time it had. `refused`: an action or the run itself was refused.
   */
  readonly status: 'loading' | 'running' | 'reached' | 'missed' | 'refused'
  /** Why it was refused: one sentence. */
  readonly problem: string | null
  /** Where the run stands, once what was waited for has happened. */
  readonly at: VirtualTime | null
  /** Of the step's checks, in their order; empty until it has come to its end. */
  readonly verdicts: readonly Verdict[]
}

/**
 * Plays a walkthrough on a port. Between steps the run is paused, so that actions fall on the very same virtual
 * instants however long somebody talks. A run cannot be undone: going back plays it again from the start, as
 * fast as it goes, up to the step before.
 */
export class WalkthroughPlayer {
  readonly walkthrough: Walkthrough
  readonly #port: WalkthroughPort
  readonly #listeners = new Set<(state: PlayerState) => void>()
  #state: PlayerState
  /** Counts journeys: what an abandoned one still has to say is not heard. */
  #journey = 0

  constructor(walkthrough: Walkthrough, port: WalkthroughPort) {
    this.walkthrough = walkthrough
    this.#port = port
    this.#state = arrived(walkthrough, 0, 'loading')
  }

  get state(): PlayerState {
    return this.#state
  }

  get canGoNext(): boolean {
    return this.#state.index < this.walkthrough.steps.length - 1 && isAtRest(this.#state)
  }

  /** Always possible but at the first step: what is running is given up. */
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

  /** Plays the next step. Where there is none, or while one is running, nothing happens. */
  async next(): Promise<PlayerState> {
    if (!this.canGoNext) return this.#state
    const journey = ++this.#journey
    await this.#play(this.#state.index + 1, journey, 'at its own speed')
    return this.#state
  }

  back(): Promise<PlayerState> {
    return this.canGoBack ? this.goTo(this.#state.index - 1) : Promise.resolve(this.#state)
  }

  /** Brings a new run to the end of the step with this index. The first step is played, not skipped through. */
  async goTo(index: number): Promise<PlayerState> {
    if (this.walkthrough.steps[index] === undefined) return this.#state
    const journey = ++this.#journey
    this.#tell(arrived(this.walkthrough, index, 'loading'))
    const { scenario, seed, settings = {} } = this.walkthrough
    const loaded = await this.#port.load(scenario, { seed, settings }).catch(refusalOf)
    if (journey !== this.#journey) return this.#state
    if (isRefused(loaded)) {
      this.#tell({ ...this.#state, status: 'refused', problem: loaded.refused })
      return this.#state
    }
    for (let i = 0; i < index; i++) {
      const end = await this.#carryOut(this.walkthrough.steps[i] as Step, Number.POSITIVE_INFINITY, journey)
      if (journey !== this.#journey) return this.#state
      if (end.status === 'refused') {
        this.#tell({ ...this.#state, ...end })
        return this.#state
      }
    }
    await this.#play(index, journey, index === 0 ? 'at its own speed' : 'at once')
    return this.#state
  }

  async #play(index: number, journey: number, how: 'at its own speed' | 'at once'): Promise<void> {
    const step = this.walkthrough.steps[index] as Step
    this.#tell(arrived(this.walkthrough, index, how === 'at once' ? 'loading' : 'running'))
    const end = await this.#carryOut(
      step,
      how === 'at once' ? Number.POSITIVE_INFINITY : (step.speed ?? 1),
      journey,
    )
    const verdicts: Verdict[] = []
    for (const check of step.checks ?? []) {
      if (journey !== this.#journey) return
      const verdict = await this.#port.check(check).catch(refusalOf)
      verdicts.push(isRefused(verdict) ? 'open' : verdict)
    }
    if (journey === this.#journey) this.#tell({ ...this.#state, ...end, verdicts })
  }

  /** A run that breaks, or is closed under a step, is a refusal too. */
  async #carryOut(step: Step, speed: number, journey: number): Promise<StepEnd> {
    try {
      return await this.#perform(step, speed, journey)
    } catch (error) {
      return refusedBy(refusalOf(error))
    }
  }

  /** Does what the step does and waits for what it waits for. */
  async #perform(step: Step, speed: number, journey: number): Promise<StepEnd> {
    await this.#port.pause()
    for (const action of step.actions ?? []) {
      if (journey !== this.#journey) return reached(null)
      const done = await this.#port.do(action)
      if (isRefused(done)) return refusedBy(done)
    }
    if (step.await === undefined || journey !== this.#journey) return reached(null)
    const { check, withinMs } = step.await
    const outcome = await this.#port.until(check, { withinMs, speed })
    if (isRefused(outcome)) return refusedBy(outcome)
    return outcome.verdict === 'true'
      ? reached(outcome.at)
      : { status: 'missed', problem: null, at: outcome.at }
  }

  #tell(state: PlayerState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state)
  }
}

type StepEnd = Pick<PlayerState, 'status' | 'problem' | 'at'>

const reached = (at: VirtualTime | null): StepEnd => ({ status: 'reached', problem: null, at })
const refusalOf = (error: unknown): Refused => ({
  refused: error instanceof Error ? error.message : String(error),
})
const refusedBy = ({ refused }: Refused): StepEnd => ({ status: 'refused', problem: refused, at: null })

const isAtRest = ({ status }: PlayerState): boolean => status !== 'loading' && status !== 'running'

const arrived = (walkthrough: Walkthrough, index: number, status: 'loading' | 'running'): PlayerState => ({
  index,
  step: walkthrough.steps[index] as Step,
  status,
  problem: null,
  at: null,
  verdicts: [],
})
