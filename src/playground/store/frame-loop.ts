export interface Frame {
  /** The page's clock. */
  readonly wallMs: number
  /** Since the previous frame, at most 100; 0 in the first frame after a rest. */
  readonly elapsedMs: number
}

/** Returns whether the next frame can differ although nothing else happens. */
export type FrameListener = (frame: Frame) => boolean

/** A frame that takes longer is shown as if it had taken this long, so that a busy page does not jump. */
const maxElapsedMs = 100
/** A hidden page gets no animation frames, so a timer replaces them. */
const hiddenMs = 250

/** One loop of frames for all that moves. It rests while no listener asks for a frame. */
export class FrameLoop {
  readonly #listeners = new Set<FrameListener>()
  #cancel: (() => void) | null = null
  #lastWallMs: number | null = null

  /** Listeners run in the order of their subscription. Returns the function that ends the subscription. */
  subscribe(listener: FrameListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs all listeners in the next frame. */
  request(): void {
    if (this.#cancel !== null) return
    if (document.hidden) {
      const timer = setTimeout(() => this.#run(performance.now()), hiddenMs)
      this.#cancel = () => clearTimeout(timer)
    } else {
      const frame = requestAnimationFrame(wallMs => this.#run(wallMs))
      this.#cancel = () => cancelAnimationFrame(frame)
    }
  }

  /** Adapts a requested frame to a page that was hidden or shown. */
  reschedule(): void {
    if (this.#cancel === null) return
    this.#cancel()
    this.#cancel = null
    this.request()
  }

  /** Cancels the requested frame. */
  rest(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#lastWallMs = null
  }

  #run(wallMs: number): void {
    this.#cancel = null
    const elapsedMs =
      this.#lastWallMs === null ? 0 : Math.min(maxElapsedMs, Math.max(0, wallMs - this.#lastWallMs))
    let moves = false
    for (const listener of [...this.#listeners]) moves = listener({ wallMs, elapsedMs }) || moves
    this.#lastWallMs = moves ? wallMs : null
    if (moves) this.request()
  }
}
