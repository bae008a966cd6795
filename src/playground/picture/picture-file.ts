import { readPalette } from '../canvas/palette.ts'
import { canvasPen } from './canvas-pen.ts'
import { drawElement } from './draw-element.ts'
import { type SizedDrawing, shownDiagram } from './drawings.ts'
import type { PicturePen } from './pen.ts'
import { type SvgColour, SvgPen, svgFile } from './svg-pen.ts'

/** The parts of the page of which a picture can be kept. */
export const pictureParts = ['canvas', 'diagram'] as const
export type PicturePart = (typeof pictureParts)[number]
export const pictureFormats = ['svg', 'png'] as const
export type PictureFormat = (typeof pictureFormats)[number]

export interface PictureWords {
  /** `en` or `ja`. */
  readonly language: string
  /** Scenario, instant and seed, written above the picture. */
  readonly title: string
  /** The shown cluster in words. */
  readonly description: string
}

/** Pixels of a PNG for each px of the page, so that it is sharp on a projector. */
const pngScale = 2
const margin = 16
const titleSize = 16
const titleHeight = titleSize + margin

/** The picture of a part of the page at the cursor, in the colours of the page; null: the page does not show that part. */
export async function pictureFile(
  part: PicturePart,
  format: PictureFormat,
  words: PictureWords,
): Promise<Blob | null> {
  const drawn = part === 'canvas' ? canvasOfCards() : shownDiagram()
  if (drawn === null) return null
  const [width, height] = [
    Math.ceil(drawn.width + 2 * margin),
    Math.ceil(drawn.height + titleHeight + 2 * margin),
  ]
  const context = document.createElement('canvas').getContext('2d')!
  if (format === 'svg') {
    const pen = new SvgPen({ measure: measureWith(context), colourOf: readColour(context) })
    drawPage(pen, drawn, width, height, words.title)
    return new Blob([svgFile(pen, { width, height, ...words })], { type: 'image/svg+xml' })
  }
  Object.assign(context.canvas, { width: width * pngScale, height: height * pngScale })
  context.scale(pngScale, pngScale)
  drawPage(canvasPen(context), drawn, width, height, words.title)
  return new Promise(resolve => context.canvas.toBlob(resolve, 'image/png'))
}

interface PictureDrawing extends Omit<SizedDrawing, 'draw'> {
  readonly draw: (pen: PicturePen) => void
}

/** The canvas of cards, links and messages in flight. */
function canvasOfCards(): PictureDrawing | null {
  const element = document.querySelector('.cluster-canvas')
  if (element === null) return null
  const { width, height } = element.getBoundingClientRect()
  return width === 0 || height === 0 ? null : { width, height, draw: pen => drawElement(element, pen) }
}

function drawPage(
  pen: PicturePen,
  drawn: PictureDrawing,
  width: number,
  height: number,
  title: string,
): void {
  const { paper, ink, font } = readPalette()
  pen.fillStyle = paper
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = ink
  pen.font = `650 ${titleSize}px ${font}`
  pen.textBaseline = 'alphabetic'
  pen.fillText(title, margin, margin + titleSize, width - 2 * margin)
  pen.save()
  pen.translate(margin, margin + titleHeight)
  drawn.draw(pen)
  pen.restore()
}

const measureWith =
  (context: CanvasRenderingContext2D) =>
  (text: string, font: string): TextMetrics => {
    context.font = font
    return context.measureText(text)
  }

/** Reads colours from a pixel, because browsers return new notations of CSS as they are. */
function readColour(context: CanvasRenderingContext2D): (css: string) => SvgColour {
  const known = new Map<string, SvgColour>()
  return css => {
    const found = known.get(css)
    if (found !== undefined) return found
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = css
    context.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data
    const hex = [r, g, b].map(part => part.toString(16).padStart(2, '0')).join('')
    const colour = { colour: `#${hex}`, opacity: a / 255 }
    known.set(css, colour)
    return colour
  }
}
