import type { ClusterView } from '../trace/cluster-view.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** An instant of a run at which a fault can matter, and the view directly before it. */
export interface InterestingInstant {
  readonly at: VirtualTime
  readonly view: ClusterView
}

/** Virtual ms within which one instant stands for all. */
const bucketMs = 20

/** A command, or what it caused, is on its way or has just been stored. */
const isCommandStep = (event: TraceEvent): boolean =>
  (event.type === 'ActionDone' && event.action.type === 'Tell') ||
  event.type === 'EventPersisted' ||
  event.type === 'SnapshotSaved' ||
  (event.type === 'MessageSent' &&
    event.toNode !== undefined &&
    (event.protocol === 'user' || event.protocol === 'persistence'))

const clusterSteps: readonly TraceEvent['type'][] = [
  'MemberChanged',
  'SingletonManagerChanged',
  'ParticipantStarted',
  'ParticipantStopped',
  'ActorFailed',
  'ActorRestarted',
  'RecoveryStarted',
  'RecoveryCompleted',
  'ConvergenceChanged',
]
const isClusterStep = (event: TraceEvent): boolean => clusterSteps.includes(event.type)

/**
 * The interesting instants of a run, the most telling first: between steps of commands, then of the cluster, and in each
 * kind the middle of the run before its quarters, so that a short search has tried all parts of it.
 */
export function interestingInstants(trace: readonly TraceEvent[]): readonly InterestingInstant[] {
  const commands: InterestingInstant[] = []
  const cluster: InterestingInstant[] = []
  const folding = new Folding()
  const note = (instants: InterestingInstant[], at: VirtualTime) => {
    const last = instants.at(-1)
    if (last === undefined || at >= last.at + bucketMs) instants.push({ at, view: folding.view() })
  }
  trace.forEach((event, i) => {
    folding.add(event)
    // The instant after an event begins when all events at its instant have happened.
    if (trace[i + 1]?.at === event.at) return
    const atSame = eventsAtInstant(trace, i)
    if (atSame.some(isCommandStep)) note(commands, event.at + 1)
    else if (atSame.some(isClusterStep)) note(cluster, event.at + 1)
  })
  return inTurn(middleFirst(commands), middleFirst(cluster))
}

const eventsAtInstant = (trace: readonly TraceEvent[], last: number): readonly TraceEvent[] => {
  let first = last
  while (first > 0 && trace[first - 1]!.at === trace[last]!.at) first--
  return trace.slice(first, last + 1)
}

/** The middle item, then the middles of both halves, and so on. */
export function middleFirst<T>(items: readonly T[]): readonly T[] {
  const ordered: T[] = []
  const parts: (readonly [number, number])[] = [[0, items.length]]
  for (const [from, to] of parts) {
    if (from >= to) continue
    const middle = (from + to) >> 1
    ordered.push(items[middle]!)
    parts.push([from, middle], [middle + 1, to])
  }
  return ordered
}

const inTurn = <T>(one: readonly T[], other: readonly T[]): readonly T[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, i) => [
    ...one.slice(i, i + 1),
    ...other.slice(i, i + 1),
  ]).flat()
