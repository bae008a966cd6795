import type { RecordedPicture } from './recorded-picture.ts'

/** The worker says first whether it can paint. */
export interface PainterState {
  readonly paints: boolean
}

/** A request of the page to the worker. Pictures are acknowledged together, by `'painted'`, when all are painted. */
export type PainterRequest =
  | { readonly type: 'Add'; readonly id: number; readonly canvas: OffscreenCanvas }
  | { readonly type: 'Paint'; readonly pictures: ReadonlyMap<number, PictureToPaint> }
  | { readonly type: 'Remove'; readonly id: number }

export type PainterAnswer = PainterState | 'painted'

/** A picture to paint. */
export interface PictureToPaint extends RecordedPicture {
  /** In CSS px. */
  readonly width: number
  readonly height: number
  /** Pixels of the screen for one px. */
  readonly ratio: number
}
