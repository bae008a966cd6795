import { reducedMotion } from '../ui/reduced-motion.ts'

export interface Frame {
  /** The page's clock. */
  readonly wallMs: number
  /** Since the previous frame, at most 100 after a frame was possible; 0 in the first frame after a rest. */
  readonly elapsedMs: number
}

/** Returns whether the next frame can differ although nothing else happens. */
export type FrameListener = (frame: Frame) => boolean

/** A frame that takes longer is shown as if it had taken this long, so that a busy page does not jump. */
const maxElapsedMs = 100
/** A hidden page gets no animation frames, so a timer replaces them. */
const hiddenMs = 250
/** Pause between two frames of a moving picture with reduced motion: marks appear and fade, but nothing glides. */
const stillMs = 100

/** One loop of frames for all that moves. It rests while no listener asks for a frame. */
export class FrameLoop {
  readonly #listeners = new Set<FrameListener>()
  #cancel: (() => void) | null = null
  #waits = false
  #lastWallMs: number | null = null

  /** Listeners run in the order of their subscription. Returns the function that ends the subscription. */
  subscribe(listener: FrameListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs all listeners in the next frame, for the response to a person. */
  request(): void {
    if (this.#cancel !== null && !this.#waits) return
    this.#cancelRequest()
    if (document.hidden) this.#wait(hiddenMs, () => this.#run(performance.now()))
    else {
      const frame = requestAnimationFrame(wallMs => this.#run(wallMs))
      this.#cancel = () => cancelAnimationFrame(frame)
    }
  }

  /** Runs all listeners in the next frame of the moving picture, which has few frames with reduced motion. */
  requestMotion(): void {
    if (this.#cancel !== null) return
    if (document.hidden || !reducedMotion().matches) this.request()
    else this.#wait(stillMs, () => this.request())
  }

  /** Adapts a requested frame to a page that was hidden or shown. */
  reschedule(): void {
    if (this.#cancel === null) return
    this.#cancelRequest()
    this.request()
  }

  /** Cancels the requested frame. */
  rest(): void {
    this.#cancelRequest()
    this.#lastWallMs = null
  }

  #wait(ms: number, run: () => void): void {
    const timer = setTimeout(run, ms)
    this.#cancel = () => clearTimeout(timer)
    this.#waits = true
  }

  #cancelRequest(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#waits = false
  }

  #run(wallMs: number): void {
    this.#cancelRequest()
    const mostMs = maxElapsedMs + (reducedMotion().matches ? stillMs : 0)
    const elapsedMs = this.#lastWallMs === null ? 0 : Math.min(mostMs, Math.max(0, wallMs - this.#lastWallMs))
    let moves = false
    for (const listener of [...this.#listeners]) moves = listener({ wallMs, elapsedMs }) || moves
    this.#lastWallMs = moves ? wallMs : null
    if (moves) this.requestMotion()
  }
}
