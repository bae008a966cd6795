import { diffArrays } from 'diff'
import { formatJson } from '../format-json.ts'

export interface ComparedLine {
  readonly text: string
  readonly changed: boolean
}

export interface Compared {
  readonly before: readonly ComparedLine[]
  readonly after: readonly ComparedLine[]
  readonly same: boolean
}

/** Compares two states line by line, as they are shown. A line that only one of them has is `changed`. */
export function compareStates(before: string, after: string): Compared {
  const lines = { before: [] as ComparedLine[], after: [] as ComparedLine[] }
  let same = true
  for (const part of diffArrays(formatJson(before, 1).split('\n'), formatJson(after, 1).split('\n'))) {
    const changed = part.added || part.removed
    if (changed) same = false
    for (const text of part.value) {
      if (!part.added) lines.before.push({ text, changed })
      if (!part.removed) lines.after.push({ text, changed })
    }
  }
  return { ...lines, same }
}
