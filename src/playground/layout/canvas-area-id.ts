/** Id of the element that contains the canvas. */
export const canvasAreaId = 'canvas-area'
