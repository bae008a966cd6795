import { drawingOf } from './drawings.ts'
import type { PicturePen } from './pen.ts'

/** Properties that an element takes over from those around it. */
interface Surroundings {
  /** Left and top edge of the picture on the page, in px. */
  readonly left: number
  readonly top: number
  /** Scale of lengths, by zoom and transforms. */
  readonly scale: number
  readonly opacity: number
  /** Right edge beyond which a text is cut with an ellipsis; null: none. */
  readonly textEnd: number | null
}

/**
 * Draws an element of the page as it is shown: boxes, borders, texts, icons and what its canvases were drawn with. Leaves
 * out what is invisible and what bears `data-unpictured`, such as buttons that mean nothing in a picture.
 */
export function drawElement(root: Element, pen: PicturePen): void {
  const { left, top } = root.getBoundingClientRect()
  draw(root, pen, { left, top, scale: 1, opacity: 1, textEnd: null })
}

function draw(element: Element, pen: PicturePen, around: Surroundings): void {
  const style = getComputedStyle(element)
  if (isInvisible(element, style)) return
  const inside = within(style, around)
  if (element instanceof HTMLCanvasElement) drawCanvas(element, pen, inside)
  else if (element instanceof SVGElement) drawIcon(element, pen, inside)
  else drawContent(element, style, pen, inside)
}

function drawContent(
  element: Element,
  style: CSSStyleDeclaration,
  pen: PicturePen,
  inside: Surroundings,
): void {
  const rect = element.getBoundingClientRect()
  const box = { x: rect.left - inside.left, y: rect.top - inside.top, width: rect.width, height: rect.height }
  if (box.width > 0 && box.height > 0) drawBox(box, style, pen, inside)
  const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible'
  const textEnd = clips && style.textOverflow === 'ellipsis' ? box.x + box.width : inside.textEnd
  if (clips) {
    pen.save()
    pen.beginPath()
    pen.rect(box.x, box.y, box.width, box.height)
    pen.clip()
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, pen, { ...inside, textEnd })
    else if (child instanceof Text) drawText(child, style, pen, { ...inside, textEnd })
  }
  if (clips) pen.restore()
}

const isInvisible = (element: Element, style: CSSStyleDeclaration): boolean =>
  style.display === 'none' ||
  style.visibility === 'hidden' ||
  style.opacity === '0' ||
  element.hasAttribute('data-unpictured') ||
  element.classList.contains('visually-hidden')

function within(style: CSSStyleDeclaration, around: Surroundings): Surroundings {
  const matrix = style.transform === 'none' || style.transform === '' ? null : new DOMMatrix(style.transform)
  const own = style.scale === 'none' || style.scale === '' ? 1 : Number.parseFloat(style.scale)
  const zoom = Number.parseFloat(style.zoom) || 1
  return {
    ...around,
    scale: around.scale * own * zoom * (matrix === null ? 1 : Math.hypot(matrix.a, matrix.b)),
    opacity: around.opacity * Number.parseFloat(style.opacity),
  }
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const isVisible = (colour: string): boolean =>
  colour !== 'transparent' && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour)

function drawBox(
  box: Box,
  style: CSSStyleDeclaration,
  pen: PicturePen,
  { scale, opacity }: Surroundings,
): void {
  const radius =
    Number.parseFloat(style.borderTopLeftRadius) *
    (style.borderTopLeftRadius.endsWith('%') ? box.width / 100 : scale)
  pen.globalAlpha = opacity
  if (isVisible(style.backgroundColor)) {
    pen.fillStyle = style.backgroundColor
    pen.beginPath()
    pen.roundRect(box.x, box.y, box.width, box.height, radius)
    pen.fill()
  }
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map(side => ({
    side,
    width:
      style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]) * scale,
    colour: style[`border${side}Color`],
    dashed: style[`border${side}Style`] !== 'solid',
  }))
  const [first] = sides
  if (first === undefined) return
  if (sides.every(({ width, colour }) => width === first.width && colour === first.colour)) {
    strokeBox(box, -first.width / 2, radius, first.width, first.colour, first.dashed, pen)
  } else {
    for (const { side, width, colour, dashed } of sides) {
      if (width === 0 || !isVisible(colour)) continue
      const [x, y] = [side === 'Right' ? box.x + box.width - width / 2 : box.x + width / 2, box.y + width / 2]
      pen.beginPath()
      if (side === 'Top' || side === 'Bottom') {
        const line = side === 'Top' ? y : box.y + box.height - width / 2
        pen.moveTo(box.x, line)
        pen.lineTo(box.x + box.width, line)
      } else {
        // The colour of a card's edge follows its corners.
        const inset = Math.min(radius, box.height / 2)
        pen.moveTo(x, box.y + inset)
        pen.lineTo(x, box.y + box.height - inset)
      }
      pen.strokeStyle = colour
      pen.lineWidth = width
      pen.setLineDash(dashed ? [3 * width, 3 * width] : [])
      pen.stroke()
      pen.setLineDash([])
    }
  }
  if (style.outlineStyle !== 'none') {
    const width = Number.parseFloat(style.outlineWidth) * scale
    const offset = Number.parseFloat(style.outlineOffset) * scale + width / 2
    strokeBox(box, offset, radius + offset, width, style.outlineColor, style.outlineStyle !== 'solid', pen)
  }
}

function strokeBox(
  { x, y, width, height }: Box,
  offset: number,
  radius: number,
  lineWidth: number,
  colour: string,
  dashed: boolean,
  pen: PicturePen,
): void {
  if (lineWidth === 0 || !isVisible(colour)) return
  pen.strokeStyle = colour
  pen.lineWidth = lineWidth
  pen.setLineDash(dashed ? [3 * lineWidth, 2.5 * lineWidth] : [])
  pen.beginPath()
  pen.roundRect(x - offset, y - offset, width + 2 * offset, height + 2 * offset, Math.max(0, radius))
  pen.stroke()
  pen.setLineDash([])
}

/** A part of a text on one line of the page. */
interface Line {
  text: string
  left: number
  right: number
  top: number
  bottom: number
}

function drawText(node: Text, style: CSSStyleDeclaration, pen: PicturePen, around: Surroundings): void {
  if (node.data.trim() === '') return
  const size = Number.parseFloat(style.fontSize) * around.scale
  pen.font = `${style.fontWeight} ${size}px ${style.fontFamily}`
  pen.fillStyle = style.color
  pen.globalAlpha = around.opacity
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  for (const line of linesOf(node)) {
    const shown = style.textTransform === 'uppercase' ? line.text.toUpperCase() : line.text
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = pen.measureText(shown)
    const x = line.left - around.left
    const y = line.top - around.top + (line.bottom - line.top) * (ascent / (ascent + descent))
    pen.fillText(fitting(shown, x, around.textEnd, pen), x, y, line.right - line.left + 1)
    if (style.textDecorationLine.includes('line-through')) {
      pen.fillRect(x, y - size * 0.3, line.right - line.left, Math.max(1, size / 14))
    }
  }
}

/** The text, cut with an ellipsis where it goes beyond the edge. */
function fitting(text: string, x: number, end: number | null, pen: PicturePen): string {
  if (end === null || x + pen.measureText(text).width <= end + 1) return text
  const letters = [...text]
  while (letters.length > 0 && x + pen.measureText(`${letters.join('')}…`).width > end) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** The lines into which the page breaks a text. */
function linesOf(node: Text): readonly Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  const add = (from: number, to: number): void => {
    range.setStart(node, from)
    range.setEnd(node, to)
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0)
    if (rects.length > 1 && to - from > 1) {
      for (let i = from; i < to; i++) add(i, i + 1)
      return
    }
    const [rect] = rects
    if (rect === undefined) return
    const { left, right, top, bottom } = rect
    const text = node.data.slice(from, to)
    const last = lines.at(-1)
    if (last !== undefined && Math.abs(last.top - top) < 2) {
      last.text += text
      last.right = right
    } else if (text.trim() !== '') lines.push({ text, left, right, top, bottom })
  }
  for (const word of node.data.matchAll(/\s+|\S+/g)) add(word.index, word.index + word[0].length)
  return lines.map(line => ({ ...line, text: line.text.replaceAll(/\s+/g, ' ').trimEnd() }))
}

function drawCanvas(canvas: HTMLCanvasElement, pen: PicturePen, { left, top }: Surroundings): void {
  const rect = canvas.getBoundingClientRect()
  pen.save()
  pen.translate(rect.left - left, rect.top - top)
  drawingOf(canvas)?.(pen)
  pen.restore()
}

/** Draws the shapes of an icon or of the links between the cards. */
function drawIcon(element: SVGElement, pen: PicturePen, around: Surroundings): void {
  if (element instanceof SVGGeometryElement) {
    const style = getComputedStyle(element)
    const outline = outlineOf(element)
    const matrix = element.getScreenCTM()
    const [fill, stroke] = [style.fill !== 'none', style.stroke !== 'none']
    if (outline === null || matrix === null || (!fill && !stroke)) return
    pen.globalAlpha = around.opacity
    if (fill) pen.fillStyle = style.fill
    if (stroke) pen.strokeStyle = style.stroke
    pen.lineWidth = Number.parseFloat(style.strokeWidth)
    pen.lineCap = style.strokeLinecap as CanvasLineCap
    pen.lineJoin = style.strokeLinejoin as CanvasLineJoin
    pen.setLineDash(
      style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
    )
    pen.drawOutline(outline, new DOMMatrix([1, 0, 0, 1, -around.left, -around.top]).multiply(matrix), {
      fill,
      stroke,
    })
    pen.setLineDash([])
    return
  }
  for (const child of element.children) {
    if (!(child instanceof SVGElement)) continue
    const style = getComputedStyle(child)
    if (!isInvisible(child, style)) drawIcon(child, pen, within(style, around))
  }
}

/** A shape as the outline of a path; null: it has none. */
function outlineOf(element: SVGGeometryElement): string | null {
  const number = (name: string): number => Number.parseFloat(element.getAttribute(name) ?? '0')
  switch (element.tagName) {
    case 'path':
      return element.getAttribute('d')
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`
    case 'polyline':
    case 'polygon': {
      const points = element.getAttribute('points')?.trim() ?? ''
      return points === '' ? null : `M${points}${element.tagName === 'polygon' ? 'Z' : ''}`
    }
    case 'circle':
    case 'ellipse': {
      const [rx, ry] =
        element.tagName === 'circle' ? [number('r'), number('r')] : [number('rx'), number('ry')]
      const [left, y] = [number('cx') - rx, number('cy')]
      return `M${left} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
    }
    case 'rect': {
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(number)
      return `M${x} ${y}h${width}v${height}h${-(width ?? 0)}Z`
    }
    default:
      return null
  }
}
