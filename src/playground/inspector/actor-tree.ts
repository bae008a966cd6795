import { type ActorView, type ParticipantView, parentOf } from '../../trace/index.ts'

export interface TreeLine {
  readonly actor: ActorView
  /** 0 at the top. */
  readonly depth: number
}

/** Still there, or ended by a failure: that is worth seeing. What died with its node died there. */
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
    const place = order.indexOf(path)
    return place < 0 ? order.length : place
  }
  const below = new Map<string | null, ActorView[]>()
  for (const actor of shown) {
    const parent = parentOf(actor.path)
    const under = parent !== null && known.has(parent) ? parent : null
    below.set(under, [...(below.get(under) ?? []), actor])
  }
  const lines: TreeLine[] = []
  const put = (under: string | null, depth: number) => {
    const siblings = below.get(under) ?? []
    for (const actor of siblings.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))) {
      lines.push({ actor, depth })
      put(actor.path, depth + 1)
    }
  }
  put(null, 0)
  return lines
}
