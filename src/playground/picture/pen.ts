/**
 * The part of a canvas's context with which the page draws. A {@link SvgPen} has it too, so that the same code draws the
 * screen and a picture to keep.
 */
export interface Pen
  extends Pick<
    CanvasRenderingContext2D,
    | 'globalAlpha'
    | 'lineWidth'
    | 'lineCap'
    | 'lineJoin'
    | 'font'
    | 'textAlign'
    | 'textBaseline'
    | 'save'
    | 'restore'
    | 'beginPath'
    | 'closePath'
    | 'moveTo'
    | 'lineTo'
    | 'quadraticCurveTo'
    | 'arc'
    | 'rect'
    | 'roundRect'
    | 'clearRect'
    | 'fillRect'
    | 'fillText'
    | 'strokeText'
    | 'measureText'
    | 'setLineDash'
    | 'translate'
  > {
  fillStyle: string | CanvasGradient | CanvasPattern
  strokeStyle: string | CanvasGradient | CanvasPattern
  stroke(): void
  fill(): void
  clip(): void
}

/** A pen that also draws the shapes of icons. */
export interface PicturePen extends Pen {
  /** Draws the outline `d` of an SVG path, moved and scaled by the matrix, with the fill and the stroke that are set. */
  drawOutline(d: string, matrix: DOMMatrixReadOnly, paint: OutlinePaint): void
}

export interface OutlinePaint {
  readonly fill: boolean
  readonly stroke: boolean
}
