import type { Pen } from './pen.ts'

/** Draws once more what a canvas shows. */
export type Drawing = (pen: Pen) => void

const drawings = new WeakMap<Element, Drawing>()

/** Keeps how a canvas was drawn last, because its pixels cannot become shapes again. */
export const keepDrawing = (canvas: HTMLCanvasElement, drawing: Drawing): void => {
  drawings.set(canvas, drawing)
}

export const drawingOf = (canvas: Element): Drawing | null => drawings.get(canvas) ?? null

/** A drawing with its size in px. */
export interface SizedDrawing {
  readonly width: number
  readonly height: number
  readonly draw: Drawing
}

let diagram: (() => SizedDrawing) | null = null

/** Provides the space-time diagram, larger than on the page. Returns the function that takes it away. */
export function provideDiagram(drawn: () => SizedDrawing): () => void {
  diagram = drawn
  return () => {
    if (diagram === drawn) diagram = null
  }
}

/** The diagram of the shown time line; null: no time line is shown. */
export const shownDiagram = (): SizedDrawing | null => diagram?.() ?? null
