import { type ActorView, type ParticipantView, parentOf } from '../../trace/index.ts'

export interface TreeLine {
  readonly actor: ActorView
  /** 0 for `root`. */
  readonly depth: number
}

/** Running actors, actors that a failure stopped, and, of a stopped participant, the actors that stopped with it. */
const isShown = (participant: ParticipantView, actor: ActorView): boolean =>
  actor.stoppedAt === null ||
  actor.stoppedByFailure ||
  (!participant.running && actor.stoppedAt === participant.stoppedAt)

/** The actors at and below `root`, parents before children; siblings in the scenario's order, then by name. */
export function treeLines(
  participant: ParticipantView,
  root: string,
  order: readonly string[],
): readonly TreeLine[] {
  const shown = Object.values(participant.actors).filter(
    actor => (actor.path === root || actor.path.startsWith(`${root}/`)) && isShown(participant, actor),
  )
  const known = new Set(shown.map(actor => actor.path))
  const rank = ({ path }: ActorView) => {
    const index = order.indexOf(path)
    return index < 0 ? order.length : index
  }
  const childrenOf = new Map<string | null, ActorView[]>()
  for (const actor of shown) {
    const parent = parentOf(actor.path)
    const listed = parent !== null && known.has(parent) ? parent : null
    childrenOf.set(listed, [...(childrenOf.get(listed) ?? []), actor])
  }
  const lines: TreeLine[] = []
  const addBelow = (parent: string | null, depth: number) => {
    const siblings = childrenOf.get(parent) ?? []
    for (const actor of siblings.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))) {
      lines.push({ actor, depth })
      addBelow(actor.path, depth + 1)
    }
  }
  addBelow(null, 0)
  return lines
}
