import type { DeadLetterView } from '../../trace/index.ts'

/** A dead letter, or several equal ones in a row. */
export interface LetterGroup {
  /** The newest letter of the group. */
  readonly letter: DeadLetterView
  readonly count: number
}

/** Removes the reply address of an ask, because it differs in each message. */
const withoutReplyAddress = (body: string | null): string | null =>
  body === null ? null : body.replace(/\/temp\/\$[^"]*/g, '/temp')

const areEqual = (a: DeadLetterView, b: DeadLetterView): boolean =>
  a.node === b.node &&
  a.from === b.from &&
  a.to === b.to &&
  a.label === b.label &&
  a.why === b.why &&
  withoutReplyAddress(a.body) === withoutReplyAddress(b.body)

/** Groups dead letters, newest first, so that a burst does not push all others out of sight. */
export function groupLetters(letters: readonly DeadLetterView[]): readonly LetterGroup[] {
  const groups: LetterGroup[] = []
  for (const letter of letters.toReversed()) {
    const last = groups.at(-1)
    if (last !== undefined && areEqual(last.letter, letter))
      groups[groups.length - 1] = { ...last, count: last.count + 1 }
    else groups.push({ letter, count: 1 })
  }
  return groups
}
