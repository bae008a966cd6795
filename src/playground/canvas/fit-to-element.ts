/** Gives a canvas the resolution of its element on this screen. Afterwards, the pen draws in CSS pixels. */
export function fitToElement(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): void {
  const ratio = devicePixelRatio || 1
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)]
  // Setting a size clears the canvas, also when it is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
}
