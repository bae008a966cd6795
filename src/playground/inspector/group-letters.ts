import type { DeadLetterView } from '../../trace/index.ts'

/** One line of the bin: a letter, or so many alike in a row. */
export interface LetterGroup {
  /** The newest of them. */
  readonly letter: DeadLetterView
  readonly count: number
}

/** Every question has an actor of its own that its answer goes to; that makes no other letter of it. */
const withoutAsker = (body: string | null): string | null =>
  body === null ? null : body.replace(/\/temp\/\$[^"]*/g, '/temp')

const areAlike = (a: DeadLetterView, b: DeadLetterView): boolean =>
  a.node === b.node &&
  a.from === b.from &&
  a.to === b.to &&
  a.label === b.label &&
  a.why === b.why &&
  withoutAsker(a.body) === withoutAsker(b.body)

/** Newest first; a burst that reached nobody does not push everything else out of sight. */
export function groupLetters(letters: readonly DeadLetterView[]): readonly LetterGroup[] {
  const groups: LetterGroup[] = []
  for (const letter of letters.toReversed()) {
    const last = groups.at(-1)
    if (last !== undefined && areAlike(last.letter, letter))
      groups[groups.length - 1] = { ...last, count: last.count + 1 }
    else groups.push({ letter, count: 1 })
  }
  return groups
}
