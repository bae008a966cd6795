import { type Random, seededRandom } from '../runtime/random.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { Decision } from '../trace/evaluate-check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { interestingInstants } from './interesting-instants.ts'
import { mutants } from './mutants.ts'
import { neighbours } from './neighbours.ts'
import { type Race, runRace } from './race.ts'
import { type TrialRequest, type TrialResult, trialRunner } from './run-trials.ts'
import { type Shrunk, shrinkActs } from './shrink-acts.ts'
import { SituationCount } from './situations.ts'
import { slowMessages } from './slow-messages.ts'
import type { Sometimes } from './sometimes.ts'
import { runTrial, type SearchedRun, type TimedAct, type Trial } from './trial.ts'

export interface SearchOptions extends SearchedRun {
  /** Acts of the run in whose neighbourhood the search begins. */
  readonly acts: readonly TimedAct[]
  /** Last instant of every run. */
  readonly until: VirtualTime
  readonly seed: number
  /** Number of runs of each round; shrinking comes on top. */
  readonly maxRuns: number
  /** Conditions that a search should reach. */
  readonly sometimes: readonly Sometimes[]
}

/** The stages of a search, in order. */
export type SearchStage = 'neighbourhood' | 'feedback' | 'delays' | 'shrinking'

export interface SearchProgress {
  readonly stage: SearchStage
  readonly runs: number
  readonly situations: number
  /** Sum of the virtual ms of all runs so far. */
  readonly virtualMs: number
  /** While shrinking: the number of acts that are left. */
  readonly acts: number | null
}

/** A run in which the check fails. */
export interface Counterexample {
  readonly actions: readonly LoggedAction[]
  readonly decision: Decision
  /** The instant of the failure, at which the run ends. */
  readonly until: VirtualTime
  /** Hash of the trace up to and at `until`. */
  readonly hash: string
  /** Number of events that the check does not judge, see {@link SearchedRun.judgesAfter}. */
  readonly unjudged: number
  readonly stage: Exclude<SearchStage, 'shrinking'>
  /** Number of acts before shrinking. */
  readonly actsFound: number
}

export interface SearchReport {
  readonly found: Counterexample | null
  /** Number of runs until the first failure, or of all. */
  readonly runs: number
  readonly shrinkRuns: number
  /** Sum of the virtual ms of all runs. */
  readonly virtualMs: number
  readonly situations: number
  /** Number of situations that only the last third of the runs reached. */
  readonly newInLastThird: number
  /** Conditions that no run reached. */
  readonly missing: readonly Sometimes['name'][]
}

/** Virtual ms that a shorter run may take longer to fail. */
const slackMs = 10_000
/** Shares of a round's runs after which the next stage begins. */
const neighbourhoodShare = 0.6
const feedbackShare = 0.9

interface Failing {
  readonly acts: readonly TimedAct[]
  readonly red: Decision
  readonly stage: Counterexample['stage']
}

/**
 * A search for acts that make a check fail, and for the fewest of them. The same options always give the same report,
 * whatever runs the trials.
 *
 * 1. The neighbourhood: the given run, then each fault once at each interesting instant.
 * 2. Feedback: changes of those runs that reached new situations, with a random subset of the kinds of faults.
 * 3. Delays: one to three messages of the given run take ten times as long.
 */
export class Search {
  readonly #options: SearchOptions
  readonly #random: Random
  readonly #situations = new SituationCount()
  readonly #reached = new Set<string>()
  /** Acts of the runs that reached new situations. */
  readonly #corpus: (readonly TimedAct[])[] = []
  #stages: ReturnType<Search['stages']> | null = null
  #progress: SearchProgress = {
    stage: 'neighbourhood',
    runs: 0,
    situations: 0,
    virtualMs: 0,
    acts: null,
  }
  #shrinkRuns = 0

  constructor(options: SearchOptions) {
    this.#options = options
    this.#random = seededRandom(`search/${options.seed}`)
  }

  get progress(): SearchProgress {
    return this.#progress
  }

  /** The races of one round. After a round that found nothing, the next one continues the search. */
  *round(): Generator<Race, SearchReport, void> {
    const failing = yield* this.#find()
    return this.#report(failing === null ? null : yield* this.#shrink(failing))
  }

  *#find(): Generator<Race, Failing | null, void> {
    const { maxRuns } = this.#options
    const before = this.#progress.runs
    if (this.#stages === null) {
      const base = this.#runBase()
      if (base.red !== null) return { acts: base.acts, red: base.red, stage: 'neighbourhood' }
      this.#stages = this.stages(base)
    }
    const { neighbourhood, feedback, delays } = this.#stages
    const stages = [
      { stage: 'neighbourhood', share: neighbourhoodShare, acts: neighbourhood },
      { stage: 'feedback', share: feedbackShare, acts: feedback },
      { stage: 'delays', share: 1, acts: delays },
    ] as const
    for (const { stage, share, acts } of stages) {
      let failing: Failing | null = null
      let begun = this.#progress.runs
      yield {
        next: () => {
          if (begun >= before + maxRuns * share) return null
          const candidate = acts.next()
          if (candidate.done) return null
          begun += 1
          return { acts: candidate.value, until: this.#options.until, observes: true }
        },
        settle: result => {
          this.#count(stage, result)
          if (result.red !== null) failing = { acts: result.acts, red: result.red, stage }
          return failing !== null
        },
      }
      if (failing !== null) return failing
    }
    return null
  }

  /** The candidates of each stage; a later round continues them. */
  stages({ conductor }: Trial) {
    const { acts } = this.#options
    const { trace } = conductor
    const instants = interestingInstants(trace)
    return {
      neighbourhood: neighbours(acts, instants),
      feedback: mutants(this.#random, this.#corpus, instants),
      delays: slowMessages(this.#random, acts, trace),
    }
  }

  /** The given run, in this thread, because the stages need its trace. */
  #runBase(): Trial {
    const { acts, until, sometimes } = this.#options
    let trial: Trial | null = null
    const run = trialRunner(this.#options, sometimes, options => {
      trial = runTrial(options)
      return trial
    })
    this.#count('neighbourhood', run({ acts, until, observes: true }))
    return trial!
  }

  #count(stage: SearchStage, { acts, frontier, situations, reached }: TrialResult): void {
    this.#situations.beginRun()
    const isNew = situations.map(situation => this.#situations.addSituation(situation))
    if (isNew.includes(true)) this.#corpus.push(acts)
    for (const name of reached) this.#reached.add(name)
    const { runs, virtualMs } = this.#progress
    this.#progress = {
      stage,
      runs: runs + 1,
      situations: this.#situations.distinct,
      virtualMs: virtualMs + frontier,
      acts: null,
    }
  }

  /** The fewest acts with which the check fails at the same kind of event. */
  *#shrink({ acts, red, stage }: Failing): Generator<Race, Counterexample, void> {
    const until = Math.min(this.#options.until, red.at + slackMs)
    const attempts = shrinkActs(acts)
    let step = attempts.next()
    while (!step.done) {
      const { acts: left, candidates, accepts } = step.value
      let shrunk: Shrunk | null = null
      let settled = 0
      const remaining = candidates.map(each => ({ acts: each, until, observes: false })).values()
      yield {
        next: () => remaining.next().value ?? null,
        settle: result => {
          const candidate = settled++
          this.#countShrinking(result.frontier, left.length)
          const fails = result.red !== null && result.red.event?.type === red.event?.type
          if (fails && accepts(result.acts)) shrunk = { candidate, performed: result.acts }
          return shrunk !== null
        },
      }
      step = attempts.next(shrunk)
    }
    return this.#counterexample(step.value, until, stage, acts.length)
  }

  #counterexample(
    acts: readonly TimedAct[],
    until: VirtualTime,
    stage: Counterexample['stage'],
    actsFound: number,
  ): Counterexample {
    const { red: decision } = this.#rerun(acts, until)
    if (decision === null) throw new Error('A repeated run came out differently.')
    const { conductor } = this.#rerun(acts, decision.at)
    const { judgesAfter = -1 } = this.#options
    return {
      actions: conductor.actions,
      decision,
      until: decision.at,
      hash: conductor.traceHash(),
      unjudged: conductor.recording.positionAt(judgesAfter + 1),
      stage,
      actsFound,
    }
  }

  #rerun(acts: readonly TimedAct[], until: VirtualTime): Trial {
    const trial = runTrial({ ...this.#options, acts, until })
    this.#countShrinking(trial.conductor.frontier, acts.length)
    return trial
  }

  #countShrinking(frontier: VirtualTime, acts: number): void {
    this.#shrinkRuns += 1
    const { virtualMs } = this.#progress
    this.#progress = { ...this.#progress, stage: 'shrinking', virtualMs: virtualMs + frontier, acts }
  }

  #report(found: Counterexample | null): SearchReport {
    const { runs, virtualMs, situations } = this.#progress
    return {
      found,
      runs,
      shrinkRuns: this.#shrinkRuns,
      virtualMs,
      situations,
      newInLastThird: this.#situations.newInLast(1 / 3),
      missing: this.#options.sometimes.map(({ name }) => name).filter(({ en }) => !this.#reached.has(en)),
    }
  }
}

/**
 * Runs one round of a search in this thread. `cancelled` is asked after each run; a cancelled search has no report.
 * @example
 * const report = searchCounterexample({ ...options, maxRuns: 100 })
 */
export function searchCounterexample(
  options: SearchOptions,
  cancelled: (progress: SearchProgress) => boolean = () => false,
): SearchReport | null {
  const search = new Search(options)
  const run: (request: TrialRequest) => TrialResult = trialRunner(options, options.sometimes)
  const races = search.round()
  let isCancelled = false
  const goesOn = (): boolean => {
    isCancelled = cancelled(search.progress)
    return !isCancelled
  }
  for (let step = races.next(); ; step = races.next()) {
    if (step.done) return step.value
    runRace(step.value, run, goesOn)
    if (isCancelled) return null
  }
}
