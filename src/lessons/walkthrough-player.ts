import type { Action, Refused, ScriptStep, ScriptStepOutcome, Verdict, VirtualTime } from '../trace/index.ts'
import { isRefused, refusalFrom } from '../trace/index.ts'
import type { Step, Walkthrough } from './lesson.ts'
import { endBy, endOf, type Played, placeOf, playedBy, refused } from './played.ts'
import type { Detour, PlayerState } from './player-state.ts'
import type { Answer } from './question.ts'
import { playScript, plays, stageScript, wholeScript } from './step-script.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

/**
 * Plays a walkthrough on a port. Each step first shows its text while time stands still, then plays, and rests on what
 * the text says. The run is paused between steps, so that actions happen at the same virtual instants however long
 * somebody reads. Going back shows the recording; nothing is computed again.
 *
 * A person may perform the actions of a step instead: `acted` recognises them, in any order. Whatever else a person does is
 * a detour, after which the walkthrough goes on in a new copy of its run.
 */
export class WalkthroughPlayer {
  readonly walkthrough: Walkthrough
  readonly #port: WalkthroughPort
  readonly #listeners = new Set<(state: PlayerState) => void>()
  #state: PlayerState
  /** The ends of the steps that the loaded run has played, from the first on. */
  #played: Played[] = []
  readonly #answers = new Map<number, Answer>()
  /** The instants at which the stage of a step was set, by its index. */
  readonly #staged = new Map<number, VirtualTime>()
  /** The run is not the one of the walkthrough any more, because a step was abandoned or a person made a detour. */
  #spoilt = false
  /** The last instant that the walkthrough has computed. */
  #frontier: VirtualTime = 0
  /** Number of actions in the run's log. A later one is a person's. */
  #acts = 0
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

  /** Number of actions in the run's log that the player knows. */
  get acts(): number {
    return this.#acts
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

  /** True at the end of a step that can be seen once more. */
  get canReplay(): boolean {
    const { index, step, status } = this.#state
    const ended = status === 'reached' || status === 'missed'
    return ended && plays(step) && this.#played[index] !== undefined && !this.#spoilt
  }

  subscribe(listener: (state: PlayerState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads the run and shows the first step. */
  start(): Promise<PlayerState> {
    return this.goTo(0)
  }

  /**
   * Plays the step whose text is shown, with the actions that the person has not performed, or shows the text of the next
   * step. No effect while a step runs.
   */
  async next(): Promise<PlayerState> {
    if (!this.canGoNext) return this.#state
    const generation = ++this.#generation
    if (this.#state.status === 'shown') await this.#watch(generation)
    else await this.#advance(this.#state.index + 1, generation)
    return this.#state
  }

  /** Shows the end of the previous step. */
  async back(): Promise<PlayerState> {
    if (!this.canGoBack) return this.#state
    const generation = ++this.#generation
    const { index: from, status, detour, done } = this.#state
    const begun = status === 'running' || done.length > 0
    if (begun && this.#played[from] === undefined) this.#spoilt = true
    const index = from - 1
    const end = this.#played[index]
    // The recording of another run has nothing of this walkthrough.
    if (end === undefined || detour?.type === 'run') return this.#goTo(index, generation)
    this.#setState({ ...this.#stateOf(index, 'reached'), ...endOf(end) })
    await this.#port.show(end.endedAt).catch(refusalFrom)
    return this.#state
  }

  /**
   * Catches up: computes a new run up to the step with this index, without an audience, and shows its text. No effect for an
   * index without a step.
   */
  async goTo(index: number): Promise<PlayerState> {
    if (this.walkthrough.steps[index] === undefined) return this.#state
    return this.#goTo(index, ++this.#generation)
  }

  /** Shows the step that has just ended once more, from the recording. */
  async replay(): Promise<PlayerState> {
    const { index, step } = this.#state
    const played = this.#played[index]
    if (!this.canReplay || played === undefined) return this.#state
    const generation = ++this.#generation
    this.#setState(this.#stateOf(index, 'running'))
    await this.#port.show(played.beganAt).catch(refusalFrom)
    if (generation !== this.#generation) return this.#state
    await this.#port.replay(played.endedAt, step.speed ?? 1).catch(refusalFrom)
    this.#end(index, played, generation)
    return this.#state
  }

  /** Keeps the person's answer to the question of the shown step. It can be changed until the step plays. */
  answer(answer: Answer): void {
    const { index, step, status } = this.#state
    if (step.ask === undefined || status !== 'shown') return
    this.#answers.set(index, answer)
    this.#setState({ ...this.#state, answer })
  }

  /** Recognises an action that somebody performed in the run; `index` is its place in the run's log. */
  acted(index: number, action: Action): void {
    if (index < this.#acts) return
    const { status, step, detour } = this.#state
    // The player's own action, whose call has not returned yet.
    if (status === 'loading' || status === 'running') return
    this.#acts = index + 1
    if (detour !== null) return
    const done = status === 'shown' ? placeOf(action, step, this.#state.done) : null
    if (done !== null && this.#played[this.#state.index] === undefined)
      this.#setState({ ...this.#state, done: [...this.#state.done, done] })
    else this.#detour({ type: 'act', action })
  }

  /** Plays the shown step when a person has done all that it asks for; `playing`: the person lets time run. */
  async follow(playing: boolean): Promise<PlayerState> {
    const { status, step, done, detour } = this.#state
    const count = step.actions?.length ?? 0
    if (status !== 'shown' || detour !== null || done.length < count || (count === 0 && !playing))
      return this.#state
    return this.next()
  }

  /** Another run is shown in place of the walkthrough's, for example a branch. */
  left(): void {
    if (this.#state.status === 'loading' || this.#state.detour?.type === 'run') return
    this.#generation += 1
    const { index, step, status } = this.#state
    if (status === 'running') this.#state = this.#stateOf(index, plays(step) ? 'shown' : 'reached')
    this.#detour({ type: 'run' })
  }

  #detour(detour: Detour): void {
    const { index, status } = this.#state
    this.#spoilt = true
    // After the last step everything is a person's own.
    if (index < this.walkthrough.steps.length - 1 || status === 'shown')
      this.#setState({ ...this.#state, detour })
  }

  async #goTo(index: number, generation: number): Promise<PlayerState> {
    if (await this.#compute(index, generation)) await this.#show(index, generation)
    return this.#state
  }

  /** Loads the run and carries out all that comes before the text of this step. Returns false when that failed or was abandoned. */
  async #compute(index: number, generation: number): Promise<boolean> {
    this.#setState(this.#stateOf(index, 'loading'))
    const { scenario, seed, settings = {}, steps } = this.walkthrough
    const before = steps.slice(0, index)
    const script = [...before.flatMap(wholeScript), ...stageScript(steps[index]!)]
    const loaded = await this.#port.load(scenario, { seed, settings, script }).catch(refusalFrom)
    if (generation !== this.#generation) return false
    this.#played = []
    this.#staged.clear()
    this.#spoilt = false
    this.#frontier = 0
    if (isRefused(loaded)) return this.#fail(loaded)
    this.#frontier = loaded.outcomes.at(-1)?.at ?? 0
    this.#acts = script.slice(0, loaded.outcomes.length).filter(({ type }) => type === 'act').length
    this.#played = playedBy(before, loaded.outcomes)
    this.#staged.set(index, this.#frontier)
    return loaded.problem === null || this.#fail(loaded.problem)
  }

  #fail(problem: Refused): false {
    this.#setState({ ...this.#state, ...refused(problem) })
    return false
  }

  /** Sets the stage of a step and shows its text. */
  async #advance(index: number, generation: number): Promise<void> {
    if (this.#played[index] === undefined && !this.#spoilt) await this.#stopAtFrontier()
    if (generation !== this.#generation) return
    if (this.#spoilt) {
      await this.#goTo(index, generation)
      return
    }
    const step = this.walkthrough.steps[index]!
    const script = stageScript(step)
    const stagedAt = this.#played[index]?.beganAt ?? this.#staged.get(index)
    if (script.length > 0 && stagedAt !== undefined) {
      await this.#port.show(stagedAt).catch(refusalFrom)
    } else if (script.length > 0) {
      this.#setState(this.#stateOf(index, 'loading'))
      const set = await this.#carryOut(script, Number.POSITIVE_INFINITY, generation).catch(refusalFrom)
      if (generation !== this.#generation) return
      if (isRefused(set)) return void this.#fail(set)
      this.#staged.set(index, this.#frontier)
    }
    await this.#show(index, generation)
  }

  /** A person may have let time run. The walkthrough's run ends where its last step rested. */
  async #stopAtFrontier(): Promise<void> {
    const now = await this.#port.pause().catch(refusalFrom)
    if (isRefused(now) || now > this.#frontier) this.#spoilt = true
  }

  /** Shows the text of a step. A step with nothing to play has ended by that. */
  async #show(index: number, generation: number): Promise<void> {
    const step = this.walkthrough.steps[index]!
    if (plays(step)) return this.#setState(this.#stateOf(index, 'shown'))
    this.#setState(this.#stateOf(index, 'running'))
    const end = this.#played[index] ?? (await this.#perform(step, [], generation))
    this.#end(index, end, generation)
  }

  /** Plays the shown step: from the recording when the run has played it already. */
  async #watch(generation: number): Promise<void> {
    const { index, step } = this.#state
    if (this.#spoilt && !(await this.#compute(index, generation))) return
    const recorded = this.#played[index]
    const { done } = this.#state
    this.#setState({ ...this.#stateOf(index, 'running'), done })
    if (recorded === undefined) {
      this.#end(index, await this.#perform(step, done, generation), generation)
      return
    }
    await this.#port.replay(recorded.endedAt, step.speed ?? 1).catch(refusalFrom)
    this.#end(index, recorded, generation)
  }

  #end(index: number, end: Played, generation: number): void {
    if (generation !== this.#generation) return
    this.#played[index] = end
    this.#setState({ ...this.#state, ...endOf(end) })
  }

  /** Plays a step before the audience. Treats a rejected promise of the port, such as a closed run, like a refusal. */
  async #perform(step: Step, done: readonly number[], generation: number): Promise<Played> {
    const beganAt = this.#frontier
    const actions = (step.actions ?? []).filter((_, place) => !done.includes(place))
    const script = [...actions.map((action): ScriptStep => ({ type: 'act', action })), ...playScript(step)]
    try {
      const paused = await this.#port.pause()
      if (isRefused(paused)) return { ...refused(paused), beganAt, endedAt: beganAt }
      const outcomes = await this.#carryOut(script, step.speed ?? 1, generation)
      const end = isRefused(outcomes) ? refused(outcomes) : endBy(step, outcomes)
      const verdicts = await this.#verdicts(step, generation)
      return { ...end, verdicts, beganAt, endedAt: this.#frontier }
    } catch (error) {
      return { ...refused(refusalFrom(error)), beganAt, endedAt: this.#frontier }
    }
  }

  /** Carries out a script on the port, until it is abandoned. Returns the outcomes, or the refusal of an act or a wait. */
  async #carryOut(
    script: readonly ScriptStep[],
    speed: number,
    generation: number,
  ): Promise<readonly ScriptStepOutcome[] | Refused> {
    const outcomes: ScriptStepOutcome[] = []
    for (const part of script) {
      if (generation !== this.#generation) break
      if (part.type === 'act') {
        const done = await this.#port.do(part.action)
        if (isRefused(done)) return done
        this.#acts = Math.max(this.#acts, done.index + 1)
        this.#reached(outcomes, done.at, [], generation)
      } else if (part.type === 'wait') {
        const { check, withinMs } = part
        const outcome = await this.#port.until(check, { withinMs, speed })
        if (isRefused(outcome)) return outcome
        this.#reached(outcomes, outcome.at, [outcome.verdict], generation)
      }
    }
    return outcomes
  }

  #reached(
    outcomes: ScriptStepOutcome[],
    at: VirtualTime,
    verdicts: readonly Verdict[],
    generation: number,
  ): void {
    outcomes.push({ at, verdicts })
    if (generation === this.#generation) this.#frontier = at
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
    const step = this.walkthrough.steps[index]!
    const answer = this.#answers.get(index) ?? null
    return { index, step, status, problem: null, at: null, verdicts: [], done: [], detour: null, answer }
  }

  #setState(state: PlayerState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state)
  }
}
