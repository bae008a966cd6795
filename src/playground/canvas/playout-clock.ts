/**
 * The virtual time that the canvas shows. The cluster is computed in small leaps; this clock runs evenly a
 * little behind them and never ahead, so a message moves at its true speed and nothing is drawn that did not happen.
 */
export class PlayoutClock {
  shown = 0
  #lastFrame: number | null = null

  /** Puts it there at once: at the start, after the page was hidden, on a new run. */
  jump(to: number): void {
    this.shown = to
    this.#lastFrame = null
  }

  /**
   * One frame, at `wall` ms on the page's clock. `frontier`: what is computed; `rate`: virtual ms per ms.
   * Answers whether the picture can still change by time passing.
   */
  frame(wall: number, frontier: number, rate: number, playing: boolean): boolean {
    const elapsed = this.#lastFrame === null ? 0 : Math.min(100, wall - this.#lastFrame)
    this.#lastFrame = wall
    if (this.shown > frontier) this.shown = frontier
    const behind = frontier - this.shown
    if (!playing) {
      // What is left is walked in a moment, so that a pause and a step are seen to move.
      this.shown += Math.min(behind, Math.max(behind * (elapsed / 80), 0.2 * elapsed))
    } else {
      const comfortable = Math.max(1, rate * comfortMs)
      const pull = Math.min(3, behind / comfortable)
      this.shown += Math.min(behind, elapsed * rate * pull)
    }
    const still = this.shown >= frontier - 0.01
    if (still) this.shown = frontier
    if (still && !playing) this.#lastFrame = null
    return playing || !still
  }
}

/** How far behind the computed instant it likes to be, in ms of the page's clock. */
const comfortMs = 50
