/** What this browser remembers of the page. A browser that forbids storage just forgets. */
export function readLocal<T extends object>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`actorium.${key}`)
    if (text === null) return fallback
    const stored: unknown = JSON.parse(text)
    return typeof stored === 'object' && stored !== null ? { ...fallback, ...stored } : fallback
  } catch {
    return fallback
  }
}

export function writeLocal(key: string, value: object): void {
  try {
    localStorage.setItem(`actorium.${key}`, JSON.stringify(value))
  } catch {
    // Nothing to be done: the page works without its memory.
  }
}

/** For the panels' library, which wants a storage it may call at any time. */
export const panelStorage = {
  getItem: (key: string): string | null => {
    try {
      return localStorage.getItem(`actorium.${key}`)
    } catch {
      return null
    }
  },
  setItem: (key: string, value: string): void => {
    try {
      localStorage.setItem(`actorium.${key}`, value)
    } catch {
      // As above.
    }
  },
}
