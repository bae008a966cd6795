import {
  codeOf,
  type Instruction,
  type NumberSetting,
  type RecordedPicture,
  type TextMethod,
  type TextSetting,
} from './recorded-picture.ts'

type Settings = Record<NumberSetting, number> & Record<TextSetting, string>

/** The settings of a fresh context. */
const initial: Settings = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  globalAlpha: 1,
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
}

export type Measure = (text: string, font: string) => TextMetrics

/**
 * A pen that notes what is drawn with it, so that another thread can draw it. A setting that is set to what it is already
 * costs nothing.
 */
export class PictureRecorder {
  readonly #measure: Measure
  #numbers = new Float32Array(4096)
  #length = 0
  #texts = new Map<string, number>()
  #settings: Settings = { ...initial }
  #saved: Settings[] = []
  #dashed = false

  constructor(measure: Measure) {
    this.#measure = measure
  }

  /** Returns what was drawn since the last call, and begins a new picture. */
  take(): RecordedPicture {
    const picture = { numbers: this.#numbers.slice(0, this.#length), texts: [...this.#texts.keys()] }
    this.#length = 0
    this.#texts = new Map()
    this.#settings = { ...initial }
    this.#saved = []
    this.#dashed = false
    return picture
  }

  save(): void {
    this.#saved.push({ ...this.#settings })
    this.#note('save')
  }
  restore(): void {
    this.#settings = this.#saved.pop() ?? this.#settings
    // Perhaps it was dashed before.
    this.#dashed = true
    this.#note('restore')
  }
  beginPath(): void {
    this.#note('beginPath')
  }
  closePath(): void {
    this.#note('closePath')
  }
  stroke(): void {
    this.#note('stroke')
  }
  fill(): void {
    this.#note('fill')
  }
  clip(): void {
    this.#note('clip')
  }
  moveTo(x: number, y: number): void {
    this.#note('moveTo', x, y)
  }
  lineTo(x: number, y: number): void {
    this.#note('lineTo', x, y)
  }
  translate(x: number, y: number): void {
    this.#note('translate', x, y)
  }
  quadraticCurveTo(overX: number, overY: number, x: number, y: number): void {
    this.#note('quadraticCurveTo', overX, overY, x, y)
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#note('rect', x, y, width, height)
  }
  clearRect(x: number, y: number, width: number, height: number): void {
    this.#note('clearRect', x, y, width, height)
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#note('fillRect', x, y, width, height)
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    this.#note('arc', x, y, radius, from, to)
  }
  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    this.#note('roundRect', x, y, width, height, radius)
  }
  fillText(text: string, x: number, y: number): void {
    this.#noteText('fillText', text, x, y)
  }
  strokeText(text: string, x: number, y: number): void {
    this.#noteText('strokeText', text, x, y)
  }
  measureText(text: string): TextMetrics {
    return this.#measure(text, this.#settings.font)
  }
  setLineDash(dash: readonly number[]): void {
    if (dash.length === 0 && !this.#dashed) return
    this.#dashed = dash.length > 0
    this.#note('setLineDash', dash.length, ...dash)
  }

  get globalAlpha(): number {
    return this.#settings.globalAlpha
  }
  set globalAlpha(value: number) {
    this.#setNumber('globalAlpha', value)
  }
  get lineWidth(): number {
    return this.#settings.lineWidth
  }
  set lineWidth(value: number) {
    this.#setNumber('lineWidth', value)
  }
  get fillStyle(): string {
    return this.#settings.fillStyle
  }
  set fillStyle(value: string) {
    this.#setText('fillStyle', value)
  }
  get strokeStyle(): string {
    return this.#settings.strokeStyle
  }
  set strokeStyle(value: string) {
    this.#setText('strokeStyle', value)
  }
  get lineCap(): CanvasLineCap {
    return this.#settings.lineCap as CanvasLineCap
  }
  set lineCap(value: CanvasLineCap) {
    this.#setText('lineCap', value)
  }
  get lineJoin(): CanvasLineJoin {
    return this.#settings.lineJoin as CanvasLineJoin
  }
  set lineJoin(value: CanvasLineJoin) {
    this.#setText('lineJoin', value)
  }
  get font(): string {
    return this.#settings.font
  }
  set font(value: string) {
    this.#setText('font', value)
  }
  get textAlign(): CanvasTextAlign {
    return this.#settings.textAlign as CanvasTextAlign
  }
  set textAlign(value: CanvasTextAlign) {
    this.#setText('textAlign', value)
  }
  get textBaseline(): CanvasTextBaseline {
    return this.#settings.textBaseline as CanvasTextBaseline
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.#setText('textBaseline', value)
  }

  #setNumber(name: NumberSetting, value: number): void {
    if (this.#settings[name] === value) return
    this.#settings[name] = value
    this.#note(name, value)
  }

  #setText(name: TextSetting, value: string): void {
    if (this.#settings[name] === value) return
    this.#settings[name] = value
    this.#note(name, this.#placeOf(value))
  }

  #noteText(name: TextMethod, text: string, x: number, y: number): void {
    this.#note(name, this.#placeOf(text), x, y)
  }

  #placeOf(text: string): number {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#texts.set(text, this.#texts.size)
    return this.#texts.size - 1
  }

  #note(name: Instruction, ...values: readonly number[]): void {
    const needed = this.#length + 1 + values.length
    if (needed > this.#numbers.length) this.#grow(needed)
    this.#numbers[this.#length] = codeOf[name]
    for (let i = 0; i < values.length; i++) this.#numbers[this.#length + 1 + i] = values[i]!
    this.#length = needed
  }

  #grow(needed: number): void {
    const grown = new Float32Array(Math.max(needed, 2 * this.#numbers.length))
    grown.set(this.#numbers)
    this.#numbers = grown
  }
}
