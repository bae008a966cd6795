import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** Loads of parts that no opened page shows, in the order in which they are loaded while the page is idle. */
const loads: (() => Promise<unknown>)[] = []

/** Loads a module while the page is idle, so that its first use does not wait for it. */
export const loadWhenIdle = (load: () => Promise<unknown>): void => void loads.push(load)

/**
 * As `lazy`, for a part that is loaded while the page is idle. A part that is loaded is rendered at once: `lazy` alone would
 * show the fallback first, and React keeps a fallback for 300 ms.
 */
export function deferredPart<P>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  let loaded: { readonly default: ComponentType<P> } | null = null
  const keep = async () => {
    loaded = await load()
    return loaded
  }
  loadWhenIdle(keep)
  return lazy(() => (loaded === null ? keep() : resolved(loaded)))
}

/** A promise whose listener is called at once, as `lazy` allows. */
const resolved = <T>(value: T): Promise<T> =>
  ({ then: (listener: (value: T) => void) => listener(value) }) as unknown as Promise<T>

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'undefined') setTimeout(work)
  else requestIdleCallback(work)
}

/** Loads the deferred parts one after the other. A part that cannot be loaded now is loaded when it is used. */
export function loadDeferredParts(): void {
  const load = loads.shift()
  if (load === undefined) return
  whenIdle(() => void load().then(loadDeferredParts, loadDeferredParts))
}
