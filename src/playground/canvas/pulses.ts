import type { VirtualTime } from '../../trace/index.ts'

/** Something that happens at one virtual instant and is seen for a moment of the page's time. */
export interface Pulse<T> {
  readonly what: T
  readonly at: VirtualTime
  /** For how long it has been seen, in ms of the page's time; before its turn less than nothing. */
  readonly age: number
  /** Alike ones that it stands for. */
  readonly count: number
}

type Growing<T> = { -readonly [K in keyof Pulse<T>]: Pulse<T>[K] } & { free: boolean }

/** Alike ones that begin within this time are one with a number. */
const togetherMs = 90
/** What should have begun earlier than this, in virtual ms, is history. */
const staleMs = 1000

/**
 * What takes no virtual time, but is to be seen. Each waits until the shown instant has come to it, then ages with the
 * page's time: not while the run stands still, except for what came with a step.
 */
export class Pulses<T> {
  readonly #lastsMs: number
  readonly #most: number
  readonly #likeness: (what: T) => string
  #waiting: Growing<T>[] = []
  #seen: Growing<T>[] = []

  constructor(lastsMs: number, most: number, likeness: (what: T) => string) {
    this.#lastsMs = lastsMs
    this.#most = most
    this.#likeness = likeness
  }

  get seen(): readonly Pulse<T>[] {
    return this.#seen.filter(one => one.age >= 0)
  }

  get size(): number {
    return this.#waiting.length + this.#seen.length
  }

  /**
   * `stepped`: it came while the run stands still, so it and all that hangs in mid-air goes on to its end. `afterMs`: its
   * turn comes so much later than its instant.
   */
  add(what: T, at: VirtualTime, stepped: boolean, afterMs = 0): void {
    if (this.#waiting.length >= 20 * this.#most) this.#waiting.shift()
    this.#waiting.push({ what, at, age: 0 - afterMs, count: 1, free: stepped })
    if (stepped) for (const one of this.#seen) one.free = true
  }

  /**
   * One frame: what has come is seen from now on, save what is `held` back until something else was seen. Answers
   * whether anything goes on.
   */
  frame(shown: number, elapsed: number, playing: boolean, held?: (what: T) => boolean): boolean {
    let goesOn = playing && this.#waiting.length > 0
    for (const one of this.#seen) {
      // What happened at the very instant at which the run stands is seen in full.
      if (!playing && !one.free && one.at < shown) continue
      one.age += elapsed
      goesOn = true
    }
    this.#seen = this.#seen.filter(one => one.age < this.#lastsMs)
    const later: Growing<T>[] = []
    for (const one of this.#waiting) {
      if (one.at > shown) later.push(one)
      else if (held?.(one.what)) later.push({ ...one, at: shown })
      else if (one.at >= shown - staleMs) {
        this.#begin(one)
        goesOn = true
      }
    }
    this.#waiting = later
    return goesOn
  }

  clear(): void {
    this.#waiting = []
    this.#seen = []
  }

  #begin(one: Growing<T>): void {
    const likeness = this.#likeness(one.what)
    const alike = this.#seen.find(
      other => Math.abs(other.age - one.age) < togetherMs && this.#likeness(other.what) === likeness,
    )
    if (alike !== undefined) alike.count += 1
    else if (this.#seen.length < this.#most) this.#seen.push(one)
  }
}
