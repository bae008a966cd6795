import { paint } from './paint.ts'
import type { CanvasToPaint, PainterState, PictureToPaint } from './painter-protocol.ts'
import { type Measure, PictureRecorder } from './picture-recorder.ts'
import { drawsTheSame } from './recorded-picture.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The pictures of one canvas. They are recorded here and painted in a worker, where the browser has canvases for workers;
 * else, and when the worker does not load, they are painted here. While one is painted, only the latest waits.
 */
export class CanvasPainter {
  /** The drawing appears with `show`. The pen begins with the settings of a fresh context. */
  readonly pen = new PictureRecorder(measure)
  readonly #canvas: HTMLCanvasElement
  readonly #sizes: ResizeObserver
  #size: Size
  /** Null: it is not known yet who paints. */
  #send: ((picture: PictureToPaint) => void) | null = null
  #waiting: PictureToPaint | null = null
  /** The latest picture that was sent, or that waits. */
  #latest: PictureToPaint | null = null
  #pictures: MessagePort | null = null
  #painting = false
  #ended = false

  /** `onResize`: called when the canvas has another size, so that it needs another picture. */
  constructor(canvas: HTMLCanvasElement, onResize: () => void) {
    this.#canvas = canvas
    this.#size = { width: canvas.clientWidth, height: canvas.clientHeight }
    this.#sizes = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      if (width === this.#size.width && height === this.#size.height) return
      this.#size = { width, height }
      onResize()
    })
    this.#sizes.observe(canvas)
    void openPainter().then(painter => {
      if (this.#ended) return
      this.#send = painter === null ? this.#paintHere() : this.#paintIn(painter)
      this.#sendWaiting()
    })
  }

  /** In CSS px, without asking for a layout. */
  get size(): Size {
    return this.#size
  }

  /** Shows what was drawn since the last call. */
  show(): void {
    const picture = { ...this.pen.take(), ...this.#size, ratio: devicePixelRatio || 1 }
    // Painting costs more than comparing, and a frame in which nothing flies looks like the one before.
    if (this.#latest !== null && looksLike(picture, this.#latest)) return
    this.#latest = picture
    this.#waiting = picture
    this.#sendWaiting()
  }

  end(): void {
    this.#ended = true
    this.#sizes.disconnect()
    this.#pictures?.postMessage(null)
    this.#pictures?.close()
  }

  #sendWaiting(): void {
    if (this.#waiting === null || this.#send === null || this.#painting) return
    const picture = this.#waiting
    this.#waiting = null
    this.#send(picture)
  }

  #paintHere(): (picture: PictureToPaint) => void {
    const context = this.#canvas.getContext('2d')
    return picture => {
      if (context !== null) paint(this.#canvas, context, picture)
    }
  }

  #paintIn(painter: Worker): (picture: PictureToPaint) => void {
    const canvas = this.#canvas.transferControlToOffscreen()
    const { port1, port2: pictures } = new MessageChannel()
    this.#pictures = port1
    port1.onmessage = () => {
      this.#painting = false
      this.#sendWaiting()
    }
    painter.postMessage({ canvas, pictures } satisfies CanvasToPaint, [canvas, pictures])
    return picture => {
      this.#painting = true
      port1.postMessage(picture)
    }
  }
}

const looksLike = (picture: PictureToPaint, other: PictureToPaint): boolean =>
  picture.width === other.width &&
  picture.height === other.height &&
  picture.ratio === other.ratio &&
  drawsTheSame(picture, other)

let painter: Promise<Worker | null> | null = null

/** The worker that paints all canvases of the page; null when there can be none. */
const openPainter = (): Promise<Worker | null> =>
  (painter ??= new Promise(resolve => {
    if (!('transferControlToOffscreen' in HTMLCanvasElement.prototype)) return resolve(null)
    try {
      const worker = painterWorker()
      worker.onmessage = ({ data }: MessageEvent<PainterState>) => resolve(data.paints ? worker : null)
      worker.onerror = event => {
        event.preventDefault()
        resolve(null)
      }
    } catch {
      // Workers are not allowed here, for which the page has its own notice.
      resolve(null)
    }
  }))

// Written out, because the bundler finds workers by exactly this form.
const painterWorker = (): Worker =>
  new Worker(new URL('../painter-worker.ts', import.meta.url), { type: 'module', name: 'painter' })

/** Measured texts that are kept, because the same names are measured in each picture. */
const maxMeasured = 1000
const measured = new Map<string, TextMetrics>()
let ruler: CanvasRenderingContext2D | null = null

const measure: Measure = (text, font) => {
  const key = `${font} ${text}`
  const known = measured.get(key)
  if (known !== undefined) return known
  ruler ??= document.createElement('canvas').getContext('2d')!
  ruler.font = font
  const metrics = ruler.measureText(text)
  if (measured.size >= maxMeasured) measured.clear()
  measured.set(key, metrics)
  return metrics
}
