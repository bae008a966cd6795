/** A drawing by a {@link PictureRecorder}: instructions as numbers, and the texts that they name by their place. */
export interface RecordedPicture {
  readonly numbers: Float32Array<ArrayBuffer>
  readonly texts: readonly string[]
}

/** True for two drawings with the same instructions. */
export const drawsTheSame = (one: RecordedPicture, other: RecordedPicture): boolean =>
  one.numbers.length === other.numbers.length &&
  one.texts.length === other.texts.length &&
  one.numbers.every((value, place) => value === other.numbers[place]) &&
  one.texts.every((text, place) => text === other.texts[place])

/** The methods of a canvas's context that take only numbers, with how many. */
const methods = {
  save: 0,
  restore: 0,
  beginPath: 0,
  closePath: 0,
  stroke: 0,
  fill: 0,
  clip: 0,
  moveTo: 2,
  lineTo: 2,
  translate: 2,
  quadraticCurveTo: 4,
  rect: 4,
  clearRect: 4,
  fillRect: 4,
  arc: 5,
  roundRect: 5,
} as const
const textMethods = ['fillText', 'strokeText'] as const
const numberSettings = ['globalAlpha', 'lineWidth'] as const
const textSettings = [
  'fillStyle',
  'strokeStyle',
  'lineCap',
  'lineJoin',
  'font',
  'textAlign',
  'textBaseline',
] as const

export type NumberMethod = keyof typeof methods
export type TextMethod = (typeof textMethods)[number]
export type NumberSetting = (typeof numberSettings)[number]
export type TextSetting = (typeof textSettings)[number]

const instructions = [
  ...(Object.keys(methods) as NumberMethod[]),
  ...textMethods,
  ...numberSettings,
  ...textSettings,
  'setLineDash' as const,
]
export type Instruction = (typeof instructions)[number]

/** The number that stands for each instruction. */
export const codeOf = Object.fromEntries(instructions.map((name, code) => [name, code])) as Readonly<
  Record<Instruction, number>
>

const isTextMethod = (name: Instruction): name is TextMethod => textMethods.some(other => other === name)
const isNumberSetting = (name: Instruction): name is NumberSetting =>
  numberSettings.some(other => other === name)
const isTextSetting = (name: Instruction): name is TextSetting => textSettings.some(other => other === name)

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
type Numbers = Float32Array
/** Carries out one instruction whose numbers begin at a place. Returns the place of the next instruction. */
type Step = (context: Context, numbers: Numbers, at: number, texts: readonly string[]) => number

/** Exactly as many arguments, because a surplus number is not the fill rule or the path that a method may take. */
function withNumbers(name: NumberMethod, count: number): Step {
  const call = (context: Context, ...values: readonly number[]) =>
    (context[name] as (this: Context, ...values: readonly number[]) => void).call(context, ...values)
  switch (count) {
    case 0:
      return (context, _, at) => {
        call(context)
        return at
      }
    case 2:
      return (context, n, at) => {
        call(context, n[at]!, n[at + 1]!)
        return at + 2
      }
    default:
      return (context, n, at) => {
        call(context, ...n.subarray(at, at + count))
        return at + count
      }
  }
}

const steps: readonly Step[] = instructions.map((name): Step => {
  if (isTextMethod(name))
    return (context, n, at, texts) => {
      context[name](texts[n[at]!]!, n[at + 1]!, n[at + 2]!)
      return at + 3
    }
  if (isNumberSetting(name))
    return (context, n, at) => {
      context[name] = n[at]!
      return at + 1
    }
  if (isTextSetting(name))
    return (context, n, at, texts) => {
      Object.assign(context, { [name]: texts[n[at]!] })
      return at + 1
    }
  if (name === 'setLineDash')
    return (context, n, at) => {
      const next = at + 1 + n[at]!
      context.setLineDash([...n.subarray(at + 1, next)])
      return next
    }
  return withNumbers(name, methods[name])
})

/** Draws a picture again. Settings of the context are the same afterwards. */
export function replayPicture({ numbers, texts }: RecordedPicture, context: Context): void {
  context.save()
  let at = 0
  while (at < numbers.length) at = steps[numbers[at]!]!(context, numbers, at + 1, texts)
  context.restore()
}
