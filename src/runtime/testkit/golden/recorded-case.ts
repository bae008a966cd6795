/** A situation in a real Pekko 1.7.0, and the actions of its actors. */
export interface RecordedCase {
  readonly id: string
  readonly text: string
  /** Undelivered messages: `dead m4 to a`. */
  readonly undelivered: readonly string[]
  /** `a m1 n=1`: the actor, then its action; in a timed case after the time, rounded to 100 ms. */
  readonly lines: readonly string[]
  /** Persistence: the events and snapshots that remain. */
  readonly after?: string
}

/** Splits `a` off `wait 200`; the second is empty where there is only one word. */
export function firstWord(text: string): readonly [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}

/** Parses a count or milliseconds. @throws if the text is not a whole number. */
export function numberIn(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`The script holds [${text}] where a number belongs.`)
  return Number(text)
}
