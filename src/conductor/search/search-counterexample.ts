import { type Random, seededRandom } from '../../runtime/random.ts'
import type { LoggedAction } from '../../trace/action.ts'
import type { Check } from '../../trace/check.ts'
import type { Decision } from '../../trace/evaluate-check.ts'
import { eventId, type VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../../trace/trace-event.ts'
import type { Conductor } from '../conductor.ts'
import { type CandidateFault, candidateFaults, type FaultFamily, faultFamilies } from './candidate-faults.ts'
import { type InterestingInstant, interestingInstants } from './interesting-instants.ts'
import { shrinkActs } from './shrink-acts.ts'
import { SituationCount } from './situations.ts'
import { type Observe, runTrial, type TimedAct, type Trial } from './trial.ts'

export interface SearchOptions {
  /** A new, synchronous conductor of the run without acts, at instant 0. */
  readonly begin: () => Conductor
  readonly check: Check
  /** Acts of the run in whose neighbourhood the search begins. */
  readonly acts: readonly TimedAct[]
  /** Last instant of every run. */
  readonly until: VirtualTime
  readonly seed: number
  /** Number of runs after which the search gives up; shrinking comes on top. */
  readonly maxRuns: number
  /** Called at regular instants of every run of the search, except those that only shrink its result. */
  readonly observe?: Observe
}

/** The stages of a search, in order. */
export type SearchStage = 'neighbourhood' | 'feedback' | 'delays' | 'shrinking'

export interface SearchProgress {
  readonly stage: SearchStage
  readonly runs: number
  readonly situations: number
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
}

/** Virtual ms that a shorter run may take longer to fail. */
const slackMs = 10_000
/** Shares of the runs after which the next stage begins. */
const neighbourhoodShare = 0.6
const feedbackShare = 0.9

/**
 * Searches for acts that make a check fail, and shrinks them to the fewest. Yields after each run, so that a caller can
 * show progress and stop. The same options always give the same report.
 *
 * 1. The neighbourhood: the given run, then each fault once at each interesting instant.
 * 2. Feedback: changes of those runs that reached new situations, with a random subset of the kinds of faults.
 * 3. Delays: one to three messages of the given run take ten times as long.
 */
export function* searchSteps(options: SearchOptions): Generator<SearchProgress, SearchReport> {
  const search = new Search(options)
  const failing = yield* search.find()
  const found = failing === null ? null : yield* search.shrink(failing)
  return search.report(found)
}

/** Runs the whole search; `cancelled` is asked after each run, and a cancelled search has no report. */
export function searchCounterexample(
  options: SearchOptions,
  cancelled: (progress: SearchProgress) => boolean = () => false,
): SearchReport | null {
  const steps = searchSteps(options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (cancelled(step.value)) return null
  }
}

interface Failing {
  readonly trial: Trial
  readonly red: Decision
  readonly stage: Counterexample['stage']
}

class Search {
  readonly #options: SearchOptions
  readonly #random: Random
  readonly #situations = new SituationCount()
  /** Acts of the runs that reached new situations. */
  readonly #corpus: (readonly TimedAct[])[] = []
  #runs = 0
  #shrinkRuns = 0
  #virtualMs = 0

  constructor(options: SearchOptions) {
    this.#options = options
    this.#random = seededRandom(`search/${options.seed}`)
  }

  *find(): Generator<SearchProgress, Failing | null> {
    const { acts, maxRuns } = this.#options
    const base = this.#run(acts)
    yield this.#progress('neighbourhood')
    if (base.red !== null) return { trial: base, red: base.red, stage: 'neighbourhood' }
    const { trace } = base.conductor
    const instants = interestingInstants(trace)
    const stages = [
      { stage: 'neighbourhood', runs: maxRuns * neighbourhoodShare, acts: neighbours(acts, instants) },
      { stage: 'feedback', runs: maxRuns * feedbackShare, acts: this.#mutants(instants) },
      { stage: 'delays', runs: maxRuns, acts: this.#delays(trace) },
    ] as const
    for (const { stage, runs, acts } of stages) {
      for (const candidate of acts) {
        if (this.#runs >= runs) break
        const trial = this.#run(candidate)
        yield this.#progress(stage)
        if (trial.red !== null) return { trial, red: trial.red, stage }
      }
    }
    return null
  }

  /** The fewest acts with which the check fails at the same kind of event. */
  *shrink({ trial, red, stage }: Failing): Generator<SearchProgress, Counterexample> {
    const until = Math.min(this.#options.until, red.at + slackMs)
    const steps = shrinkActs(trial.acts, acts => {
      const next = this.#rerun(acts, until)
      return next.red !== null && next.red.event?.type === red.event?.type ? next.acts : null
    })
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield this.#progress('shrinking', step.value)
    const { red: decision } = this.#rerun(step.value, until)
    if (decision === null) throw new Error('A repeated run came out differently.')
    const { conductor } = this.#rerun(step.value, decision.at)
    return {
      actions: conductor.actions,
      decision,
      until: decision.at,
      hash: conductor.traceHash(),
      stage,
      actsFound: trial.acts.length,
    }
  }

  report(found: Counterexample | null): SearchReport {
    return {
      found,
      runs: this.#runs,
      shrinkRuns: this.#shrinkRuns,
      virtualMs: this.#virtualMs,
      situations: this.#situations.distinct,
      newInLastThird: this.#situations.newInLast(1 / 3),
    }
  }

  #run(acts: readonly TimedAct[]): Trial {
    const { observe } = this.#options
    this.#runs += 1
    this.#situations.beginRun()
    let reachedNew = false
    const trial = runTrial({
      ...this.#options,
      acts,
      observe: (view, events) => {
        if (this.#situations.add(view)) reachedNew = true
        observe?.(view, events)
      },
    })
    this.#virtualMs += trial.conductor.frontier
    if (reachedNew) this.#corpus.push(trial.acts)
    return trial
  }

  /** A run for shrinking. Its situations do not count. */
  #rerun(acts: readonly TimedAct[], until: VirtualTime): Trial {
    const { begin, check } = this.#options
    const trial = runTrial({ begin, check, acts, until })
    this.#shrinkRuns += 1
    this.#virtualMs += trial.conductor.frontier
    return trial
  }

  #progress(stage: SearchStage, acts: number | null = null): SearchProgress {
    return { stage, runs: this.#runs, situations: this.#situations.distinct, acts }
  }

  /** Endless random changes of runs in the corpus. */
  *#mutants(instants: readonly InterestingInstant[]): Generator<readonly TimedAct[], void> {
    if (instants.length === 0) return
    for (;;) {
      const families = faultFamilies.filter(() => this.#random.below(2) === 0)
      // New entries come from deeper runs, so half of the draws are from the last quarter.
      const recent = this.#corpus.slice(-Math.ceil(this.#corpus.length / 4))
      let acts = this.#random.pick(this.#random.below(2) === 0 ? recent : this.#corpus)
      for (let changes = 1 + this.#random.below(3); changes > 0; changes--) {
        acts = this.#change(acts, instants, families)
      }
      yield acts
    }
  }

  #change(
    acts: readonly TimedAct[],
    instants: readonly InterestingInstant[],
    families: readonly FaultFamily[],
  ): readonly TimedAct[] {
    const { at, view } = this.#random.pick(instants)
    const i = this.#random.below(Math.max(1, acts.length))
    switch (acts.length === 0 ? 0 : this.#random.below(6)) {
      case 1:
        return acts.toSpliced(i, 1)
      case 2:
        return inOrder(acts.with(i, { ...acts[i]!, at }))
      default: {
        const faults = candidateFaults(view)
          .flat()
          .filter(({ family }) => families.includes(family))
        return faults.length === 0 ? acts : withFault(acts, at, this.#random.pick(faults))
      }
    }
  }

  /** Endless random priorities: in each run some messages between participants are slow. */
  *#delays(trace: readonly TraceEvent[]): Generator<readonly TimedAct[], void> {
    const { acts } = this.#options
    const sent = trace.filter(
      (event): event is TraceEventOf<'MessageSent'> & { toNode: string; dueAt: number } =>
        event.type === 'MessageSent' &&
        event.toNode !== undefined &&
        event.dueAt !== undefined &&
        event.dueAt > event.at + 1 &&
        event.periodic !== true,
    )
    if (sent.length === 0) return
    for (;;) {
      const slow = Array.from({ length: 1 + this.#random.below(3) }, (): TimedAct => {
        const event = this.#random.pick(sent)
        const { at, toNode, dueAt } = event
        const action = {
          type: 'Delay',
          participant: toNode,
          message: eventId(event),
          forMs: 9 * (dueAt - at),
        } as const
        return { at: at + 1, action }
      })
      yield inOrder([...acts, ...slow])
    }
  }
}

/**
 * Each fault once at each instant: first the first tier at the first instant, then diagonal by diagonal, so that a short
 * search has tried many kinds of faults at many instants.
 */
function* neighbours(
  acts: readonly TimedAct[],
  instants: readonly InterestingInstant[],
): Generator<readonly TimedAct[], void> {
  const tiers: (readonly (readonly CandidateFault[])[])[] = []
  for (let diagonal = 0, more = true; more; diagonal++) {
    more = diagonal < instants.length
    if (more) tiers.push(candidateFaults(instants[diagonal]!.view))
    for (let i = 0; i < tiers.length; i++) {
      const faults = tiers[i]![diagonal - i]
      if (faults === undefined) continue
      more = true
      for (const fault of faults) yield withFault(acts, instants[i]!.at, fault)
    }
  }
}

const withFault = (acts: readonly TimedAct[], at: VirtualTime, fault: CandidateFault): readonly TimedAct[] =>
  inOrder([...acts, ...fault.acts.map(({ afterMs, action }) => ({ at: at + afterMs, action }))])

/** Acts at the same instant keep their order. */
const inOrder = (acts: readonly TimedAct[]): readonly TimedAct[] => acts.toSorted((a, b) => a.at - b.at)
