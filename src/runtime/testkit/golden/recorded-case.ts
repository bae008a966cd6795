/** The recording of one situation in a real Pekko 1.7.0. */
export interface RecordedCase {
  readonly id: string
  readonly text: string
  /** Undelivered messages: `dead m4 to a`. */
  readonly undelivered: readonly string[]
  /** Actor and action: `a m1 n=1`; in a timed case the time in front, rounded to 100 ms. */
  readonly lines: readonly string[]
  /** Persistence cases only: the events and snapshots that remain in the stores. */
  readonly after?: string
}

/** The first word and the rest: `wait 200` → `wait`, `200`. The rest is empty after a single word. */
export function firstWord(text: string): readonly [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}

/** Parses a count or milliseconds. @throws when the text is not a whole number. */
export function numberIn(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`The script has [${text}] in place of a whole number.`)
  return Number(text)
}
