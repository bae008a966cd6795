import { paint } from './paint.ts'
import type { PainterAnswer, PainterRequest, PictureToPaint } from './painter-protocol.ts'
import { type Measure, PictureRecorder } from './picture-recorder.ts'
import { drawsTheSame } from './recorded-picture.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The pictures of one canvas. They are recorded here and painted in a worker, where the browser has canvases for workers;
 * else, and when the worker does not load, they are painted here.
 */
export class CanvasPainter {
  /** The drawing appears with `show`. The pen begins with the settings of a fresh context. */
  readonly pen = new PictureRecorder(measure)
  readonly #canvas: HTMLCanvasElement
  readonly #sizes: ResizeObserver
  #size: Size
  /** Null: it is not known yet who paints. */
  #show: ((picture: PictureToPaint) => void) | null = null
  /** The latest picture. */
  #latest: PictureToPaint | null = null
  #end: (() => void) | null = null
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
      this.#show = painter === null ? this.#paintHere() : this.#paintIn(painter)
      if (this.#latest !== null) this.#show(this.#latest)
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
    this.#show?.(picture)
  }

  end(): void {
    this.#ended = true
    this.#sizes.disconnect()
    this.#end?.()
  }

  #paintHere(): (picture: PictureToPaint) => void {
    const context = this.#canvas.getContext('2d')
    return picture => {
      if (context !== null) paint(this.#canvas, context, picture)
    }
  }

  #paintIn(painter: Painter): (picture: PictureToPaint) => void {
    const id = painter.add(this.#canvas.transferControlToOffscreen())
    this.#end = () => painter.remove(id)
    return picture => painter.show(id, picture)
  }
}

/**
 * The worker that paints all canvases of the page. The pictures of one frame are one message, because each message and each
 * canvas that is painted alone costs more than a small picture. While some are painted, only the latest of each canvas waits.
 */
class Painter {
  readonly #worker: Worker
  readonly #waiting = new Map<number, PictureToPaint>()
  #painting = false
  #canvases = 0

  constructor(worker: Worker) {
    this.#worker = worker
    worker.onmessage = () => {
      this.#painting = false
      this.#send()
    }
  }

  /** Returns the number of the canvas. */
  add(canvas: OffscreenCanvas): number {
    this.#canvases += 1
    this.#post({ type: 'Add', id: this.#canvases, canvas }, [canvas])
    return this.#canvases
  }

  show(id: number, picture: PictureToPaint): void {
    this.#waiting.set(id, picture)
    // After all that this frame draws.
    if (this.#waiting.size === 1) queueMicrotask(() => this.#send())
  }

  remove(id: number): void {
    this.#waiting.delete(id)
    this.#post({ type: 'Remove', id })
  }

  #send(): void {
    if (this.#painting || this.#waiting.size === 0) return
    this.#painting = true
    this.#post({ type: 'Paint', pictures: this.#waiting })
    this.#waiting.clear()
  }

  #post(request: PainterRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer)
  }
}

const looksLike = (picture: PictureToPaint, other: PictureToPaint): boolean =>
  picture.width === other.width &&
  picture.height === other.height &&
  picture.ratio === other.ratio &&
  drawsTheSame(picture, other)

let painter: Promise<Painter | null> | null = null

/** The worker that paints all canvases of the page; null when there can be none. */
const openPainter = (): Promise<Painter | null> =>
  (painter ??= new Promise(resolve => {
    if (!('transferControlToOffscreen' in HTMLCanvasElement.prototype)) return resolve(null)
    try {
      const worker = painterWorker()
      worker.onmessage = ({ data }: MessageEvent<PainterAnswer>) =>
        resolve(data !== 'painted' && data.paints ? new Painter(worker) : null)
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
