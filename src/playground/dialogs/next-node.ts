/** The id of a new node: `node-5` after `node-4`, so that no address is used again. */
export function nextNode(ids: readonly string[]): string {
  const numbers = ids.map(id => Number(/^node-(\d+)$/.exec(id)?.[1] ?? 0))
  return `node-${Math.max(0, ...numbers) + 1}`
}
