import type { Action, MessageAction } from '../trace/action.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import type { ParticipantId } from '../trace/identifiers.ts'

/** One fault with its repair, if it has one: acts some virtual ms after the first. */
export interface CandidateFault {
  readonly family: FaultFamily
  readonly acts: readonly { readonly afterMs: number; readonly action: Action }[]
}

/** Kinds of faults. A schedule draws from a subset, because one kind often hides the effect of another. */
export const faultFamilies = [
  'power failure',
  'partition',
  'restart',
  'kill',
  'one-way cut',
  'failure',
  'leave',
  'message',
  'freeze',
  'short partition',
  'down',
  'block',
  'full shutdown',
] as const

export type FaultFamily = (typeof faultFamilies)[number]

/** Virtual ms until a killed participant is started again. */
const restartAfterMs = 2000
/** Virtual ms until a cut heals: longer than the interval of commands, shorter than downing. */
const healAfterMs = 2500
const freezeForMs = 6000
const blockForMs = 3000
const delayForMs = 2000
/** Messages in flight that are acted on at one instant. */
const maxMessages = 6

/** Every fault that is possible in this view, in tiers: the first of each family, then the second of each. */
export function candidateFaults(view: ClusterView): readonly (readonly CandidateFault[])[] {
  const byFamily = faultFamilies.map(family =>
    families[family](view).map((acts): CandidateFault => ({ family, acts })),
  )
  const longest = Math.max(...byFamily.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => byFamily.flatMap(faults => faults.slice(i, i + 1)))
}

type Acts = CandidateFault['acts']

const now = (action: Action): Acts => [{ afterMs: 0, action }]
const thenAfter = (action: Action, afterMs: number, repair: Action): Acts => [
  { afterMs: 0, action },
  { afterMs, action: repair },
]

const running = (view: ClusterView): readonly ParticipantId[] =>
  Object.values(view.participants).flatMap(({ id, running }) => (running ? [id] : []))

/** The nodes of a cluster; a single node has no members. */
const members = (view: ClusterView): readonly ParticipantId[] => {
  const nodes = Object.values(view.participants).filter(({ kind, running }) => running && kind === 'node')
  return nodes.length < 2 ? [] : nodes.map(({ id }) => id)
}

/** Each member apart from the others, and the members in two halves. */
const partitions = (view: ClusterView): readonly Action[] => {
  const nodes = members(view)
  const alone = nodes.map(id => [[id], nodes.filter(other => other !== id)])
  const half = Math.floor(nodes.length / 2)
  const halves = nodes.length < 4 ? [] : [[nodes.slice(0, half), nodes.slice(half)]]
  return [...alone, ...halves].map(sides => ({ type: 'Partition', sides }))
}

/** Living actors with a name of their own. */
const userActors = (view: ClusterView) =>
  Object.values(view.participants).flatMap(({ id: participant, running, actors }) =>
    Object.values(actors)
      .filter(({ path, stoppedAt }) => running && stoppedAt === null && /^\/user\/[^$]*$/.test(path))
      .map(({ path: actor }) => ({ participant, actor })),
  )

const messages = (view: ClusterView): readonly MessageAction[] =>
  view.flights
    .filter(({ periodic, lost, notice, dueAt }) => !periodic && !lost && !notice && dueAt > view.at)
    .slice(0, maxMessages)
    .flatMap(({ id: message, to: participant }): readonly MessageAction[] => [
      { type: 'Drop', participant, message },
      { type: 'Duplicate', participant, message },
      { type: 'Delay', participant, message, forMs: delayForMs },
    ])

const families: { readonly [F in FaultFamily]: (view: ClusterView) => readonly Acts[] } = {
  'power failure': () => [now({ type: 'PowerFailure' })],
  partition: view => partitions(view).map(now),
  'short partition': view => partitions(view).map(action => thenAfter(action, healAfterMs, { type: 'Heal' })),
  restart: view =>
    running(view).map(participant =>
      thenAfter({ type: 'Kill', participant }, restartAfterMs, { type: 'Start', participant }),
    ),
  kill: view => running(view).map(participant => now({ type: 'Kill', participant })),
  'one-way cut': view =>
    running(view).flatMap(from =>
      running(view)
        .filter(to => to !== from)
        .map(to =>
          thenAfter({ type: 'Cut', links: [{ from, to, oneWay: true }] }, healAfterMs, { type: 'Heal' }),
        ),
    ),
  failure: view => userActors(view).map(target => now({ type: 'FailNext', ...target })),
  leave: view => members(view).map(node => now({ type: 'Leave', node })),
  message: view => messages(view).map(now),
  freeze: view => running(view).map(participant => now({ type: 'Freeze', participant, forMs: freezeForMs })),
  block: view => userActors(view).map(target => now({ type: 'Block', ...target, forMs: blockForMs })),
  'full shutdown': view =>
    members(view)
      .slice(0, 1)
      .map(node => now({ type: 'PrepareForShutdown', node })),
  down: view => members(view).map(node => now({ type: 'Down', node })),
}
