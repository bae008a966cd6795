/** One thing to say now. */
export interface Utterance<T> {
  readonly item: T
  /** Number of equal things in a row that are said as this one. */
  readonly times: number
  /** Number of things after this one that are never said, because there was no time for them. */
  readonly more: number
}

/** 2: the person waits for it. 1: the person did it, or something went wrong. 0: anything else. */
export type Importance = 0 | 1 | 2

interface AddOptions {
  /** An item replaces the last waiting one of the same key, and counts it. Without a key it does not. */
  readonly key?: string
  /** The queue omits less important items first. */
  readonly importance?: Importance
  /** Number of things after this one that are already known to be omitted. */
  readonly more?: number
}

interface Entry<T> {
  item: T
  readonly key: string | null
  readonly importance: Importance
  times: number
  more: number
}

/** Shortest time between two utterances, in ms. */
export const speechGapMs = 1000
/** Most waiting items, which is also the longest delay of speech, in utterances. */
const maxWaiting = 5

/**
 * The sentences that a screen reader has not said yet: each once, in order, at most one per second. When more things happen than
 * can be said, the queue keeps the first and the last of them and counts the others, because the first is the cause and
 * the last is the present.
 */
export class SpeechQueue<T> {
  readonly #now: () => number
  #waiting: Entry<T>[] = []
  #saidAt = Number.NEGATIVE_INFINITY

  /** `now`: a clock in ms. */
  constructor(now: () => number) {
    this.#now = now
  }

  add(item: T, { key, importance = 0, more = 0 }: AddOptions = {}): void {
    const last = this.#waiting.at(-1)
    if (key !== undefined && last?.key === key && last.more === 0) {
      last.item = item
      last.times += 1
      last.more = more
      return
    }
    this.#waiting.push({ item, key: key ?? null, importance, times: 1, more })
    if (this.#waiting.length > maxWaiting) this.#omitOne()
  }

  /** The next utterance; null while there is none, or while the last one is too recent. */
  take(): Utterance<T> | null {
    if (this.delayMs() !== 0) return null
    const { item, times, more } = this.#waiting.shift() as Entry<T>
    this.#saidAt = this.#now()
    return { item, times, more }
  }

  /** Time until `take` returns an utterance, in ms; null when nothing waits. */
  delayMs(): number | null {
    return this.#waiting.length === 0 ? null : Math.max(0, this.#saidAt + speechGapMs - this.#now())
  }

  /** Removes everything that waits and returns it. */
  clear(): readonly T[] {
    const items = this.#waiting.map(({ item }) => item)
    this.#waiting = []
    return items
  }

  /** Omits one of the least important items, the one nearest to the middle; never the first one. */
  #omitOne(): void {
    const middle = Math.floor(this.#waiting.length / 2)
    const [place] = this.#waiting
      .map(({ importance }, place) => ({ importance, place }))
      .slice(1)
      .sort((a, b) => a.importance - b.importance || Math.abs(a.place - middle) - Math.abs(b.place - middle))
      .map(({ place }) => place)
    if (place === undefined) return
    const [omitted] = this.#waiting.splice(place, 1)
    const before = this.#waiting[place - 1]
    if (omitted !== undefined && before !== undefined) before.more += omitted.times + omitted.more
  }
}
