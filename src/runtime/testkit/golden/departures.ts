import { differingLines } from './differing-lines.ts'
import { type JudgedException, renamedErrors } from './judged-exceptions.ts'
import type { RecordedCase } from './recorded-case.ts'

/** The result of a played script, in the form of the recording. */
export type Played = Pick<RecordedCase, 'lines' | 'undelivered' | 'after'>

/** The lines in which this runtime differs from the recording, apart from renamed error classes. */
export function departures(pekko: Played, ours: Played): string[] {
  return differingLines(linesOf(pekko).map(withOurNames), linesOf(ours))
}

/**
 * The exact departures of a situation that its judged exception lists; a test demands them, so the list stays true.
 */
export const judgedIn = (exceptions: readonly JudgedException[], id: string): readonly string[] =>
  exceptions.find(exception => exception.id === id)?.differs ?? []

const linesOf = ({ lines, undelivered, after }: Played): string[] => [
  ...lines,
  ...undelivered,
  ...(after === undefined ? [] : [`after ${after}`]),
]

const withOurNames = (line: string): string =>
  Object.entries(renamedErrors).reduce((text, [theirs, ours]) => text.replace(theirs, ours), line)
