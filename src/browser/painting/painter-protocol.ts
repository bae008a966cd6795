import type { RecordedPicture } from './recorded-picture.ts'

/** The worker says first whether it can paint. */
export interface PainterState {
  readonly paints: boolean
}

/** A canvas to paint, with the port over which its pictures come. */
export interface CanvasToPaint {
  readonly canvas: OffscreenCanvas
  readonly pictures: MessagePort
}

/** A picture to paint; it is acknowledged when it is painted. */
export interface PictureToPaint extends RecordedPicture {
  /** In CSS px. */
  readonly width: number
  readonly height: number
  /** Pixels of the screen for one px. */
  readonly ratio: number
}
