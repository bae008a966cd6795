import type { VirtualTime } from '../trace/identifiers.ts'

/** A stall of the wall clock longer than this (a slept laptop, a frozen tab) is not caught up. */
const longestTickMs = 100
const achievedOverMs = 1000

/** Turns wall time into virtual time: how far a run may be computed now, and how fast it really goes. */
export class Pace {
  #speed: number
  #allowed: number
  #lastWall: number
  readonly #samples: { readonly wall: number; readonly virtual: VirtualTime }[] = []

  constructor(speed: number, wall: number, frontier: VirtualTime) {
    this.#speed = speed
    this.#allowed = frontier
    this.#lastWall = wall
    this.#samples.push({ wall, virtual: frontier })
  }

  set speed(speed: number) {
    this.#speed = speed
  }

  /** The last instant that may be computed by now. */
  allowed(wall: number, frontier: VirtualTime): VirtualTime {
    const passed = Math.min(Math.max(0, wall - this.#lastWall), longestTickMs)
    this.#lastWall = wall
    if (this.#speed === Number.POSITIVE_INFINITY) {
      this.#allowed = frontier
      return Number.POSITIVE_INFINITY
    }
    // What the machine could not do in time is let go, or it would have to be made up for later.
    const latest = frontier + longestTickMs * this.#speed + 1
    this.#allowed = Math.min(Math.max(this.#allowed, frontier) + passed * this.#speed, latest)
    return Math.floor(this.#allowed)
  }

  achieved(wall: number, frontier: VirtualTime): number {
    const samples = this.#samples
    samples.push({ wall, virtual: frontier })
    while (samples.length > 2 && wall - samples[1]!.wall >= achievedOverMs) samples.shift()
    const first = samples[0]!
    return wall > first.wall ? (frontier - first.virtual) / (wall - first.wall) : 0
  }
}
