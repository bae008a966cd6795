import { diffLines } from 'diff'

/** Lines around a change that are shown too. */
const aroundLines = 3

export interface ChangedLine {
  readonly type: 'same' | 'added' | 'removed'
  readonly text: string
  /** Line number in the new text, or in the old one for a removed line. */
  readonly number: number
}

/** A gap between two changes. */
export interface SkippedLines {
  readonly type: 'skipped'
  readonly count: number
}

/** The lines in which two texts differ, each with some lines around it. Empty for equal texts. */
export function changedLines(before: string, after: string): readonly (ChangedLine | SkippedLines)[] {
  const all: ChangedLine[] = []
  let [oldLine, newLine] = [0, 0]
  for (const { value, added, removed } of diffLines(before, after)) {
    for (const text of value.replace(/\n$/, '').split('\n')) {
      if (!added) oldLine += 1
      if (!removed) newLine += 1
      const type = added ? 'added' : removed ? 'removed' : 'same'
      all.push({ type, text, number: removed ? oldLine : newLine })
    }
  }
  const near = all.map((_, at) =>
    all.slice(Math.max(0, at - aroundLines), at + aroundLines + 1).some(({ type }) => type !== 'same'),
  )
  const shown: (ChangedLine | SkippedLines)[] = []
  for (let at = 0; at < all.length; ) {
    if (near[at] === true) {
      shown.push(all[at]!)
      at += 1
      continue
    }
    const end = near.indexOf(true, at)
    const to = end < 0 ? all.length : end
    if (shown.length > 0 || end >= 0) shown.push({ type: 'skipped', count: to - at })
    at = to
  }
  return shown
}
