import type { PicturePen } from './pen.ts'

/** Gives a canvas's context the drawing of icons. */
export const canvasPen = (context: CanvasRenderingContext2D): PicturePen =>
  Object.assign(context, {
    drawOutline: ((d, matrix, { fill, stroke }) => {
      const path = new Path2D(d)
      context.save()
      context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
      if (fill) context.fill(path)
      if (stroke) context.stroke(path)
      context.restore()
    }) satisfies PicturePen['drawOutline'],
  })
