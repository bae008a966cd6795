/**
 * The sequence numbers that a commit stored. The trace cuts long requests, so a cut one is read by its numbers: the commit
 * stored the last `added` ones up to the highest.
 */
export function writesIn(body: string, added: number, highest: number): readonly number[] {
  const numbers = numbersIn(body)
  // A rejected write comes first in its request.
  if (numbers !== null && numbers.length >= added) return numbers.slice(numbers.length - added)
  return Array.from({ length: Math.max(0, added) }, (_, i) => highest - added + 1 + i)
}

/** One written event as the request in the trace says it. */
interface WrittenEvent {
  readonly sequenceNr: number
  readonly writerUuid: string
  readonly payload: unknown
  readonly tags?: readonly string[]
}

/** The written events of a request; null if the trace cut it. */
export function eventsIn(body: string): readonly WrittenEvent[] | null {
  try {
    const { writes } = JSON.parse(body) as { readonly writes: readonly (readonly WrittenEvent[])[] }
    return writes.flat()
  } catch {
    return null
  }
}

const numbersIn = (body: string): readonly number[] | null =>
  eventsIn(body)?.map(({ sequenceNr }) => sequenceNr) ?? null

/** The writer of a request, also of a cut one, because it stands before the first payload. */
export const writerIn = (body: string): string | null => /"writerUuid":"([^"]*)"/.exec(body)?.[1] ?? null
