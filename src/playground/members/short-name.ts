/** The number of a node, or its last letter where it has none. */
export const shortName = (id: string): string => /\d+$/.exec(id)?.[0] ?? id.slice(-1)
