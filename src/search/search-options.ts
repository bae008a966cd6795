import type { Conductor } from '../conductor/conductor.ts'
import { inProcessHosts } from '../conductor/in-process-host.ts'
import { replay } from '../conductor/replay.ts'
import { inMemoryStores, type Stores } from '../runtime/persistence/index.ts'
import { scenarioCards } from '../scenarios/cards.ts'
import { createParticipant, planRun } from '../scenarios/index.ts'
import type { ScenarioCode } from '../scenarios/scenario.ts'
import { workloadOf } from '../scenarios/workload.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { Check } from '../trace/check.ts'
import { latestInstantMs, type VirtualTime } from '../trace/identifiers.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { longestWindowMs } from './longest-window.ts'
import type { SearchOptions } from './search.ts'
import { sometimesOf } from './sometimes-of.ts'
import type { TimedAct } from './trial.ts'

/** A search as plain data. */
export interface SearchRequest {
  readonly header: RunHeader
  readonly check: Check
  /** Acts of the run in whose neighbourhood the search begins. */
  readonly actions: readonly LoggedAction[]
  /** The check judges only events after this instant. Default: all. */
  readonly judgesAfter?: VirtualTime
  /** Seed of the search; that of the runs is in the header. Default: 1. */
  readonly seed?: number
  /** Number of runs of each round. Default: {@link defaultMaxRuns}. */
  readonly maxRuns?: number
}

/** Code in place of a scenario's own, for example with a planted defect. */
export interface SearchedCode {
  readonly code: ScenarioCode
  /** Wraps the stores of the database. */
  readonly wrapStores?: (stores: Stores) => Stores
}

/** Number of runs after which a search gives up. */
export const defaultMaxRuns = 600

/** Virtual ms in which a cluster reacts to a fault, and in which commands under way are answered. */
const reactionMs = 20_000

/**
 * A search among simulated runs, each long enough for the check to fail after its last act. A run without commands gets
 * every command of its scenario in turn, because little can go wrong in a cluster that does nothing.
 * @throws {RefusalError} for an invalid header.
 */
export function searchOptions(request: SearchRequest, { code, wrapStores }: SearchedCode): SearchOptions {
  const { header, check, actions, judgesAfter, seed = 1, maxRuns = defaultMaxRuns } = request
  const plan = planRun(header)
  if (isRefused(plan)) throw new RefusalError(plan)
  const acts = withCommands(header.scenario, actions)
  const begin = (): Conductor => {
    const inMemory = inMemoryStores()
    const stores = wrapStores?.(inMemory) ?? inMemory
    const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
    const conductor = replay({ plan, hosts }, [], 0)
    if (conductor instanceof Promise) throw new Error('A search is synchronous, but a participant was not.')
    return conductor
  }
  return {
    begin,
    check,
    ...(judgesAfter === undefined ? {} : { judgesAfter }),
    acts,
    until: Math.min(latestInstantMs, (acts.at(-1)?.at ?? 0) + reactionMs + longestWindowMs(check)),
    seed,
    maxRuns,
    sometimes: sometimesOf(header.scenario),
  }
}

/** The acts, after which every command of the scenario follows in turn when there is none among them. */
function withCommands(scenario: string, actions: readonly TimedAct[]): readonly TimedAct[] {
  const acts = actions.map(({ at, action }) => ({ at, action }))
  const card = scenarioCards.find(({ id }) => id === scenario)
  if (card === undefined || acts.some(({ action }) => action.type === 'Tell')) return acts
  const after = acts.at(-1)?.at ?? 0
  return [...acts, ...workloadOf(card).map(({ at, action }) => ({ at: after + at, action }))]
}
