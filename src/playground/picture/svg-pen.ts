import type { OutlinePaint, PicturePen } from './pen.ts'

/** A colour as SVG names it everywhere: `#rrggbb` and an opacity from 0 to 1. */
export interface SvgColour {
  readonly colour: string
  readonly opacity: number
}

export interface SvgPenOptions {
  /** Width in px of a text in a font, as CSS writes both. */
  readonly measure: (text: string, font: string) => TextMetrics
  /** Colours of CSS, such as `color(srgb …)`, that viewers of SVG do not know. */
  readonly colourOf: (css: string) => SvgColour
}

/** The settings that `save` keeps. */
interface State {
  fillStyle: string
  strokeStyle: string
  globalAlpha: number
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
  dash: readonly number[]
  x: number
  y: number
  /** Groups with a clip that are open since the last `save`. */
  groups: number
}

const initial: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  globalAlpha: 1,
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  font: '10px sans-serif',
  textAlign: 'left',
  textBaseline: 'alphabetic',
  dash: [],
  x: 0,
  y: 0,
  groups: 0,
}

const anchors: Readonly<Partial<Record<CanvasTextAlign, string>>> = {
  center: 'middle',
  right: 'end',
  end: 'end',
}

/** From the middle of a text to its baseline, as a share of the font's size. */
const middleToBaseline = 0.35

/**
 * Writes what is drawn as elements of SVG: shapes as paths and texts as texts, so that the file can be searched and edited.
 * A text keeps its width in a viewer without its font.
 */
export class SvgPen implements PicturePen {
  readonly #measure: SvgPenOptions['measure']
  readonly #colourOf: SvgPenOptions['colourOf']
  readonly #elements: string[] = []
  readonly #saved: State[] = []
  #state: State = { ...initial }
  #path = ''
  #clips = 0

  constructor({ measure, colourOf }: SvgPenOptions) {
    this.#measure = measure
    this.#colourOf = colourOf
  }

  /** The elements so far. */
  get elements(): string {
    return this.#elements.join('\n')
  }

  get fillStyle(): string {
    return this.#state.fillStyle
  }
  set fillStyle(style: string | CanvasGradient | CanvasPattern) {
    this.#state.fillStyle = String(style)
  }
  get strokeStyle(): string {
    return this.#state.strokeStyle
  }
  set strokeStyle(style: string | CanvasGradient | CanvasPattern) {
    this.#state.strokeStyle = String(style)
  }
  get globalAlpha(): number {
    return this.#state.globalAlpha
  }
  set globalAlpha(alpha: number) {
    this.#state.globalAlpha = alpha
  }
  get lineWidth(): number {
    return this.#state.lineWidth
  }
  set lineWidth(width: number) {
    this.#state.lineWidth = width
  }
  get lineCap(): CanvasLineCap {
    return this.#state.lineCap
  }
  set lineCap(cap: CanvasLineCap) {
    this.#state.lineCap = cap
  }
  get lineJoin(): CanvasLineJoin {
    return this.#state.lineJoin
  }
  set lineJoin(join: CanvasLineJoin) {
    this.#state.lineJoin = join
  }
  get font(): string {
    return this.#state.font
  }
  set font(font: string) {
    this.#state.font = font
  }
  get textAlign(): CanvasTextAlign {
    return this.#state.textAlign
  }
  set textAlign(align: CanvasTextAlign) {
    this.#state.textAlign = align
  }
  get textBaseline(): CanvasTextBaseline {
    return this.#state.textBaseline
  }
  set textBaseline(baseline: CanvasTextBaseline) {
    this.#state.textBaseline = baseline
  }
  setLineDash(dash: readonly number[]): void {
    this.#state.dash = dash
  }

  save(): void {
    this.#saved.push({ ...this.#state })
    this.#state.groups = 0
  }

  restore(): void {
    const saved = this.#saved.pop()
    if (saved === undefined) return
    for (let open = this.#state.groups; open > 0; open--) this.#elements.push('</g>')
    this.#state = saved
  }

  translate(x: number, y: number): void {
    this.#state.x += x
    this.#state.y += y
  }

  beginPath(): void {
    this.#path = ''
  }
  closePath(): void {
    this.#path += 'Z'
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${this.#point(x, y)}`
  }
  lineTo(x: number, y: number): void {
    // The first point of a path begins it.
    this.#path += `${this.#path === '' ? 'M' : 'L'}${this.#point(x, y)}`
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#path += `Q${this.#point(cx, cy)} ${this.#point(x, y)}`
  }

  /** Only whole circles and arcs of less than a turn, clockwise. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) => this.#point(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    const r = round(radius)
    const middle = (from + to) / 2
    this.#path += `${this.#path === '' ? 'M' : 'L'}${at(from)}`
    // Two halves, because an arc that ends where it begins is not drawn.
    for (const end of [middle, to])
      this.#path += `A${r} ${r} 0 ${to - from > 2 * Math.PI ? 1 : 0} 1 ${at(end)}`
    if (to - from >= 2 * Math.PI) this.#path += 'Z'
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += this.#box(x, y, width, height)
  }

  /** All corners have the same radius. */
  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii: number | DOMPointInit | Iterable<number | DOMPointInit> = 0,
  ): void {
    const r = Math.min(typeof radii === 'number' ? radii : 0, width / 2, height / 2)
    if (r <= 0) {
      this.rect(x, y, width, height)
      return
    }
    const corner = (toX: number, toY: number) => `A${round(r)} ${round(r)} 0 0 1 ${this.#point(toX, toY)}`
    const [right, bottom] = [x + width, y + height]
    this.#path += `M${this.#point(x + r, y)}L${this.#point(right - r, y)}${corner(right, y + r)}L${this.#point(right, bottom - r)}${corner(right - r, bottom)}L${this.#point(x + r, bottom)}${corner(x, bottom - r)}L${this.#point(x, y + r)}${corner(x + r, y)}Z`
  }

  clearRect(): void {
    // A new picture is clear.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add('path', { d: this.#box(x, y, width, height), ...this.#filled() })
  }

  fill(): void {
    if (this.#path !== '') this.#add('path', { d: this.#path, ...this.#filled() })
  }

  stroke(): void {
    if (this.#path !== '') this.#add('path', { d: this.#path, fill: 'none', ...this.#stroked() })
  }

  clip(): void {
    const id = `clip-${++this.#clips}`
    this.#elements.push(
      `<clipPath id="${id}"><path d="${this.#path}"/></clipPath>`,
      `<g clip-path="url(#${id})">`,
    )
    this.#state.groups += 1
  }

  measureText(text: string): TextMetrics {
    return this.#measure(text, this.#state.font)
  }

  fillText(text: string, x: number, y: number, most = Number.POSITIVE_INFINITY): void {
    this.#text(text, x, y, most, this.#filled())
  }

  strokeText(text: string, x: number, y: number, most = Number.POSITIVE_INFINITY): void {
    this.#text(text, x, y, most, { fill: 'none', ...this.#stroked() })
  }

  drawOutline(
    d: string,
    { a, b, c, e, f, d: scaleY }: DOMMatrixReadOnly,
    { fill, stroke }: OutlinePaint,
  ): void {
    const { x, y } = this.#state
    this.#add('path', {
      d,
      transform: `matrix(${[a, b, c, scaleY, e + x, f + y].map(round).join(' ')})`,
      fill: 'none',
      ...(fill ? this.#filled() : {}),
      ...(stroke ? this.#stroked() : {}),
    })
  }

  #text(text: string, x: number, y: number, most: number, paint: Attributes): void {
    if (text.trim() === '') return
    const { font, textAlign, textBaseline } = this.#state
    const { size, weight, family } = fontParts(font)
    const width = Math.min(most, this.#measure(text, font).width)
    const baseline = textBaseline === 'middle' ? y + size * middleToBaseline : y
    const anchor = anchors[textAlign]
    this.#add(
      'text',
      {
        x: round(x + this.#state.x),
        y: round(baseline + this.#state.y),
        'font-size': round(size),
        ...(weight === '400' ? {} : { 'font-weight': weight }),
        'font-family': family,
        ...(anchor === undefined ? {} : { 'text-anchor': anchor }),
        ...(width > 0 ? { textLength: round(width), lengthAdjust: 'spacingAndGlyphs' } : {}),
        'xml:space': 'preserve',
        ...paint,
      },
      text,
    )
  }

  #filled(): Attributes {
    const { fillStyle, globalAlpha } = this.#state
    const { colour, opacity } = this.#colourOf(fillStyle)
    return { fill: colour, ...share('fill-opacity', opacity * globalAlpha) }
  }

  #stroked(): Attributes {
    const { strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, dash } = this.#state
    const { colour, opacity } = this.#colourOf(strokeStyle)
    return {
      stroke: colour,
      'stroke-width': round(lineWidth),
      ...share('stroke-opacity', opacity * globalAlpha),
      ...(lineCap === 'butt' ? {} : { 'stroke-linecap': lineCap }),
      ...(lineJoin === 'miter' ? {} : { 'stroke-linejoin': lineJoin }),
      ...(dash.length === 0 ? {} : { 'stroke-dasharray': dash.map(round).join(' ') }),
    }
  }

  #point(x: number, y: number): string {
    return `${round(x + this.#state.x)} ${round(y + this.#state.y)}`
  }

  #box(x: number, y: number, width: number, height: number): string {
    return `M${this.#point(x, y)}L${this.#point(x + width, y)}L${this.#point(x + width, y + height)}L${this.#point(x, y + height)}Z`
  }

  #add(name: string, attributes: Attributes, text?: string): void {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    this.#elements.push(
      text === undefined
        ? `<${name}${written.join('')}/>`
        : `<${name}${written.join('')}>${escaped(text)}</${name}>`,
    )
  }
}

type Attributes = { readonly [name: string]: string | number }

const share = (name: string, opacity: number): Attributes => (opacity >= 1 ? {} : { [name]: round(opacity) })

const round = (value: number): number => Math.round(value * 100) / 100

/** Control characters have no place in XML, not even as references. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** The parts of a font as CSS writes it: `500 13px Inter, sans-serif`. */
function fontParts(font: string) {
  const [, weight = '400', size = '10', family = 'sans-serif'] =
    /^(?:italic )?(?:(\d+|bold|normal) )?([\d.]+)px (.*)$/.exec(font) ?? []
  return { weight: weight === 'normal' ? '400' : weight, size: Number(size), family }
}

export interface SvgPicture {
  readonly width: number
  readonly height: number
  /** Language of its texts: `en` or `ja`. */
  readonly language: string
  readonly title: string
  /** The picture in words, for screen readers. */
  readonly description: string
}

/** The text of an SVG file. */
export const svgFile = (pen: SvgPen, { width, height, language, title, description }: SvgPicture): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:lang="${language}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(description)}</desc>
${pen.elements}
</svg>
`
