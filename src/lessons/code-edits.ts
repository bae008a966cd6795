import { type Refused, refuse } from '../trace/index.ts'

/** A replacement in the text of a file. */
export interface CodeEdit {
  /** A part of the text that occurs exactly once. */
  readonly find: string
  readonly put: string
}

/** The text after the edits, each of which sees the result of the one before it. */
export function applyEdits(file: string, text: string, edits: readonly CodeEdit[]): string | Refused {
  let edited = text
  for (const { find, put } of edits) {
    const parts = edited.split(find)
    if (find === '' || parts.length !== 2)
      return refuse('edit-not-once', { file, text: find, times: find === '' ? 0 : parts.length - 1 })
    edited = parts.join(put)
  }
  return edited
}

/**
 * Number of changed lines: those that only one of the texts has, counted in the text with more of them. Blank lines and
 * indentation do not count, because code that moves into a block is no new code.
 */
export function changedLineCount(before: string, after: string): number {
  const [only, other] = [linesOnlyIn(before, after), linesOnlyIn(after, before)]
  return Math.max(only, other)
}

function linesOnlyIn(text: string, other: string): number {
  const spare = new Map<string, number>()
  for (const line of linesOf(other)) spare.set(line, (spare.get(line) ?? 0) + 1)
  let count = 0
  for (const line of linesOf(text)) {
    const left = spare.get(line) ?? 0
    if (left === 0) count += 1
    else spare.set(line, left - 1)
  }
  return count
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
