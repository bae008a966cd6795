/**
 * The virtual time that the canvas shows. The frontier moves in small jumps; this clock runs evenly, a little behind it
 * and never ahead, so that a message moves at its true speed and only computed events are drawn.
 */
export class PlayoutClock {
  shownAt = 0
  #lastFrame: number | null = null

  /** Sets the shown time at once: at the start, after the page was hidden, for a new run. */
  jumpTo(to: number): void {
    this.shownAt = to
    this.#lastFrame = null
  }

  /**
   * Advances by one frame. `wallMs`: the page's clock; `frontier`: the virtual time computed so far; `rate`: virtual ms
   * per ms. Returns whether the shown time can still change.
   */
  frame(wallMs: number, frontier: number, rate: number, playing: boolean): boolean {
    const elapsed = this.#lastFrame === null ? 0 : Math.min(100, wallMs - this.#lastFrame)
    this.#lastFrame = wallMs
    if (this.shownAt > frontier) this.shownAt = frontier
    const behind = frontier - this.shownAt
    if (!playing) {
      // The rest is shown quickly, but evenly, so that a pause or a step is a movement and not a jump.
      this.shownAt += Math.min(behind, Math.max(behind * (elapsed / 80), 0.2 * elapsed))
    } else {
      const targetLag = Math.max(1, rate * targetLagMs)
      const pull = Math.min(3, behind / targetLag)
      this.shownAt += Math.min(behind, elapsed * rate * pull)
    }
    const reached = this.shownAt >= frontier - 0.01
    if (reached) this.shownAt = frontier
    if (reached && !playing) this.#lastFrame = null
    return playing || !reached
  }
}

/** Intended lag behind the frontier, in ms of the page's clock. */
const targetLagMs = 50
