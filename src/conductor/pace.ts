import type { VirtualTime } from '../trace/identifiers.ts'

/** Maximum wall ms that one tick counts. A longer stall (a sleeping laptop, a frozen tab) is not caught up. */
const maxTickMs = 100
/** Wall ms over which the achieved speed is averaged. */
const achievedOverMs = 1000

/** Converts wall time into virtual time: limits how far a run may be computed by now, and measures the achieved speed. */
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
    const passed = Math.min(Math.max(0, wall - this.#lastWall), maxTickMs)
    this.#lastWall = wall
    if (this.#speed === Number.POSITIVE_INFINITY) {
      this.#allowed = frontier
      return Number.POSITIVE_INFINITY
    }
    // Virtual time that the machine could not compute in time is given up, because catching up would run too fast later.
    const latest = frontier + maxTickMs * this.#speed + 1
    this.#allowed = Math.min(Math.max(this.#allowed, frontier) + passed * this.#speed, latest)
    return Math.floor(this.#allowed)
  }

  /** Achieved virtual ms per wall ms, averaged over about a second. */
  achieved(wall: number, frontier: VirtualTime): number {
    const samples = this.#samples
    samples.push({ wall, virtual: frontier })
    while (samples.length > 2 && wall - samples[1]!.wall >= achievedOverMs) samples.shift()
    const first = samples[0]!
    return wall > first.wall ? (frontier - first.virtual) / (wall - first.wall) : 0
  }
}
