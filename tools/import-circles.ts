/** By file: the files that it imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/** One sentence for each set of files that import each other, with its shortest chain of imports. */
export function describeImportCircles(graph: ImportGraph): readonly string[] {
  return knots(graph).map(files => {
    const chain = shortestCircle(graph, files)
    const rest = files.length - chain.length
    const others =
      rest === 0
        ? ''
        : ` ${rest} more files are part of the same knot: ${files.filter(file => !chain.includes(file)).join(', ')}.`
    return `Import circle: ${[...chain, chain[0]].join(' → ')}. Move what both sides need into a file below them.${others}`
  })
}

/** The strongly connected components of more than one file, or of one that imports itself (Tarjan 1972). */
function knots(graph: ImportGraph): readonly (readonly string[])[] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const path: string[] = []
  const onPath = new Set<string>()

  const visit = (file: string): number => {
    let low = order.size
    order.set(file, low)
    const own = low
    path.push(file)
    onPath.add(file)
    for (const imported of graph.get(file) ?? []) {
      if (!order.has(imported)) low = Math.min(low, visit(imported))
      else if (onPath.has(imported)) low = Math.min(low, order.get(imported) ?? low)
    }
    if (low === own) {
      const files = path.splice(path.indexOf(file))
      for (const each of files) onPath.delete(each)
      if (files.length > 1 || graph.get(file)?.includes(file)) found.push(files.sort())
    }
    return low
  }
  for (const file of [...graph.keys()].sort()) if (!order.has(file)) visit(file)
  return found.sort((a, b) => b.length - a.length)
}

function shortestCircle(graph: ImportGraph, files: readonly string[]): readonly string[] {
  const within = new Set(files)
  const circles = files.flatMap(file => {
    const circle = circleFrom(graph, file, within)
    return circle === null ? [] : [circle]
  })
  return circles.reduce((shortest, circle) => (circle.length < shortest.length ? circle : shortest))
}

/** The shortest way from a file back to itself, by breadth-first search. */
function circleFrom(
  graph: ImportGraph,
  start: string,
  within: ReadonlySet<string>,
): readonly string[] | null {
  const importedBy = new Map<string, string | null>([[start, null]])
  for (const file of importedBy.keys()) {
    for (const imported of graph.get(file) ?? []) {
      if (imported === start) return chainTo(file, importedBy)
      if (within.has(imported) && !importedBy.has(imported)) importedBy.set(imported, file)
    }
  }
  return null
}

function chainTo(end: string, importedBy: ReadonlyMap<string, string | null>): readonly string[] {
  const chain: string[] = []
  for (let file: string | null = end; file !== null; file = importedBy.get(file) ?? null) chain.unshift(file)
  return chain
}
