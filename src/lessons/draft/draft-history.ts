/** The versions of a draft, for undo and redo. */
export interface DraftHistory<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** The field that the last change was about; null after another one. */
  readonly field: string | null
}

export const historyOf = <T>(present: T): DraftHistory<T> => ({ past: [], present, future: [], field: null })

/** Most versions that are kept. */
const most = 200

/**
 * The history after a change. Changes of the same field in a row, such as the letters of a text, are undone together;
 * `field` null: this change is undone on its own.
 */
export function changed<T>(
  { past, present, field: last }: DraftHistory<T>,
  next: T,
  field: string | null,
): DraftHistory<T> {
  const sameField = field !== null && field === last
  return { past: sameField ? past : [...past, present].slice(-most), present: next, future: [], field }
}

export function undone<T>(history: DraftHistory<T>): DraftHistory<T> {
  const { past, present, future } = history
  return past.length === 0
    ? history
    : { past: past.slice(0, -1), present: past.at(-1) as T, future: [present, ...future], field: null }
}

export function redone<T>(history: DraftHistory<T>): DraftHistory<T> {
  const { past, present, future } = history
  return future.length === 0
    ? history
    : { past: [...past, present], present: future[0] as T, future: future.slice(1), field: null }
}
