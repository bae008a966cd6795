/** A situation that a real Pekko 1.7.0 was put in, and what its actors did. */
export interface RecordedCase {
  readonly id: string
  readonly text: string
  /** What could not be delivered: `dead m4 to a`. */
  readonly undelivered: readonly string[]
  /** `a m1 n=1`: the actor, then what it did; in a timed case with the time in front, rounded to 100 ms. */
  readonly lines: readonly string[]
  /** Persistence: the events and snapshots that remain. */
  readonly after?: string
}

/** Splits `a` off `wait 200`; the second is empty where there is only one word. */
export function firstWord(text: string): readonly [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}

/** The only decimals in scripts are counts and milliseconds. @throws where a script says something else. */
export function numberIn(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`The script holds [${text}] where a number belongs.`)
  return Number(text)
}
