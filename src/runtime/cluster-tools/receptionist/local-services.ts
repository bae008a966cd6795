import type { VirtualTime } from '../../../trace/identifiers.ts'

/** The registrations of this node's own actors, by path, and those that it has removed (RC-2, RC-5). */
export class LocalServices {
  readonly #keysOf = new Map<string, Set<string>>()
  /** The instant of removal by key and path, so that a merge does not list the actor again. */
  readonly #removed = new Map<string, VirtualTime>()

  add(key: string, path: string): void {
    this.#removed.delete(tombstone(key, path))
    const keys = this.#keysOf.get(path)
    if (keys === undefined) this.#keysOf.set(path, new Set([key]))
    else keys.add(key)
  }

  remove(key: string, path: string, now: VirtualTime): void {
    this.#removed.set(tombstone(key, path), now)
    const keys = this.#keysOf.get(path)
    keys?.delete(key)
    if (keys?.size === 0) this.#keysOf.delete(path)
  }

  keysOf(path: string): readonly string[] {
    return [...(this.#keysOf.get(path) ?? [])].sort()
  }

  isRemoved(key: string, path: string): boolean {
    return this.#removed.has(tombstone(key, path))
  }

  forgetRemovedBefore(instant: VirtualTime): void {
    for (const [each, removedAt] of this.#removed) if (removedAt < instant) this.#removed.delete(each)
  }
}

const tombstone = (key: string, path: string): string => `${path} ${key}`
