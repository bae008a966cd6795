import { diffArrays } from 'diff'

/**
 * The lines in which two records differ, actor by actor: `- ` for Pekko's, `+ ` for ours. The interleaving of different
 * actors is not compared, because it is random in Pekko.
 */
export function differingLines(pekko: readonly string[], ours: readonly string[]): string[] {
  const theirs = byActor(pekko)
  const own = byActor(ours)
  return [...new Set([...theirs.keys(), ...own.keys()])].sort().flatMap(actor =>
    diffArrays(theirs.get(actor) ?? [], own.get(actor) ?? []).flatMap(({ added, removed, value }) => {
      if (!added && !removed) return []
      return value.map(line => `${removed ? '-' : '+'} ${line}`)
    }),
  )
}

function byActor(lines: readonly string[]): Map<string, string[]> {
  const actors = new Map<string, string[]>()
  for (const line of lines) {
    const actor = /^(?:\d+ )?([\w/-]+)/.exec(line)?.[1] ?? ''
    const own = actors.get(actor) ?? []
    own.push(line)
    actors.set(actor, own)
  }
  return actors
}
