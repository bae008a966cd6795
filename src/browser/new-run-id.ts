/** Not `crypto.randomUUID`, because a page served over plain http does not have it. */
export function newRunId(): string {
  const words = crypto.getRandomValues(new Uint32Array(3))
  return [...words].map(word => word.toString(36).padStart(7, '0')).join('')
}
