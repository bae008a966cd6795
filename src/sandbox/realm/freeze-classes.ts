/**
 * Freezes the classes of all objects that can be reached from an object, and leaves the objects as they are. Code that gets
 * hold of one such object can then not change the others.
 */
export function freezeClasses(root: object): void {
  const seen = new Set<unknown>()
  const pending: unknown[] = [root]
  while (pending.length > 0) {
    const next = pending.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue
    seen.add(next)
    for (let shared = Object.getPrototypeOf(next); shared !== null; shared = Object.getPrototypeOf(shared)) {
      if (Object.isFrozen(shared)) continue
      Object.freeze(shared)
      const made: unknown = Object.getOwnPropertyDescriptor(shared, 'constructor')?.value
      if (typeof made === 'function') Object.freeze(made)
    }
    if (next instanceof Map) pending.push(...next.keys(), ...next.values())
    else if (next instanceof Set) pending.push(...next)
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(next))) pending.push(value)
  }
}
