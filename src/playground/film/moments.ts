import {
  type Action,
  type Chapter,
  type EventFilter,
  type EventLog,
  maxChapters,
  type VirtualTime,
  type WatchDecision,
} from '../../trace/index.ts'

/** An instant that changes the story of a run: an act on the cluster, a move of the singleton, a lamp that turns red. */
export type Moment = { readonly at: VirtualTime } & (
  | { readonly type: 'start' }
  | { readonly type: 'act'; readonly action: Action }
  | { readonly type: 'singleton'; readonly node: string }
  | { readonly type: 'lamp'; readonly lamp: string }
)

/** Acts after which the cluster has to deal with something. */
const tellingActs: ReadonlySet<Action['type']> = new Set<Action['type']>([
  'Kill',
  'Leave',
  'PrepareForShutdown',
  'Down',
  'Start',
  'PowerFailure',
  'Cut',
  'Heal',
  'Partition',
  'Freeze',
  'FailNext',
  'Supervise',
])

/** Distance in virtual ms below which a moment belongs to the one before it. */
const leastMs = 300

const singletonMoves: EventFilter = {
  matches: event => event.type === 'SingletonManagerChanged' && event.to === 'Oldest',
}

/** The moments of a run in the order of their instants. `classes`: limits the search for moves of the singleton. */
export function momentsOf(
  log: EventLog,
  decisions: readonly WatchDecision[],
  classes: EventFilter = {},
): readonly Moment[] {
  const moves = log.select({ ...classes, ...singletonMoves }).flatMap(position => log.at(position) ?? [])
  const all: Moment[] = [
    ...log.view.actions
      .filter(({ action }) => tellingActs.has(action.type))
      .map(({ at, action }) => ({ type: 'act' as const, at, action })),
    // The first one begins with the cluster.
    ...moves.slice(1).map(({ at, node }) => ({ type: 'singleton' as const, at, node })),
    ...decisions
      .filter(({ verdict }) => verdict === 'false')
      .map(({ at, id }) => ({ type: 'lamp' as const, at, lamp: id })),
  ]
  all.sort((a, b) => a.at - b.at)
  const kept: Moment[] = [{ type: 'start', at: 0 }]
  for (const moment of all) {
    // A lamp is never left out, because it is what a film is often about.
    if (moment.type === 'lamp' || moment.at - kept.at(-1)!.at >= leastMs) kept.push(moment)
  }
  return kept.slice(0, maxChapters)
}

/** A chapter begins before its moment, so that the moment is seen. */
export const beginningOf = ({ at }: Moment): VirtualTime => Math.max(0, at - 1)

/** The chapters that a run has until a person chooses others. */
export const suggestedChapters = (moments: readonly Moment[]): readonly Chapter[] => {
  const instants = [...new Set(moments.map(beginningOf))]
  return instants.map(at => ({ at, name: null }))
}

/** The moment with which a chapter begins; null: none does. */
export const momentOf = (moments: readonly Moment[], { at }: Chapter): Moment | null =>
  moments.find(moment => beginningOf(moment) === at) ?? null
