/** Reads an object that this browser stores for the page; missing fields are taken from `fallback`. */
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

/** Stores an object for the page. Does nothing in a browser that forbids storage. */
export function writeLocal(key: string, value: object): void {
  try {
    localStorage.setItem(`actorium.${key}`, JSON.stringify(value))
  } catch {
    // Ignored, because the page also works with its defaults.
  }
}

/** A storage that never throws, for the panels' library. */
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
      // Ignored, as in `writeLocal`.
    }
  },
}
