import type { PictureToPaint } from './painter-protocol.ts'
import { replayPicture } from './recorded-picture.ts'

/** Paints a picture into a canvas, which gets its size and the resolution of the screen. */
export function paint(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: PictureToPaint,
): void {
  const [width, height] = [picture.width, picture.height].map(px => Math.round(px * picture.ratio)) as [
    number,
    number,
  ]
  // Setting a size clears the canvas, also when it is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  context.setTransform(picture.ratio, 0, 0, picture.ratio, 0, 0)
  replayPicture(picture, context)
}
