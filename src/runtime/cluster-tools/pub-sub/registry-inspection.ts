import type { Plain } from '../../../trace/plain.ts'
import type { Registry } from './registry.ts'

/** The inspected state of a mediator. Cached, because it is read after every message and the registry seldom changes. */
export function registryInspection(current: () => Registry): () => Plain {
  let registry: Registry | null = null
  let state: Plain = null
  return () => {
    if (registry !== current()) {
      registry = current()
      state = {
        nodes: registry.nodes,
        entries: registry.all(() => true).map(({ key, owner }) => owner + key),
      }
    }
    return state
  }
}
