export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Amount of detail on a card. Text keeps its size, so a card with less room shows less: `full` everything, `medium` one actor,
 * `compact` one actor in one line, `chip` only name and status.
 */
export const levels = ['full', 'medium', 'compact', 'chip'] as const
export type Level = (typeof levels)[number]

/** Sizes and distances, in px, of cards at one level. */
export interface CardSizes {
  readonly node: Size
  readonly outside: Size
  readonly bin: Size
  /** Smallest and largest distance of two nodes: links and labels of messages need it. */
  readonly gap: { readonly least: Point; readonly most: Point }
  /** Distance between the nodes and the cards around them. */
  readonly side: number
}

const most = { x: 360, y: 244 }
const sizes: Readonly<Record<Level, CardSizes>> = {
  full: {
    node: { width: 240, height: 196 },
    outside: { width: 172, height: 124 },
    bin: { width: 132, height: 84 },
    gap: { least: { x: 76, y: 44 }, most },
    side: 48,
  },
  medium: {
    node: { width: 224, height: 124 },
    outside: { width: 148, height: 84 },
    bin: { width: 124, height: 64 },
    gap: { least: { x: 48, y: 40 }, most },
    side: 36,
  },
  compact: {
    node: { width: 172, height: 64 },
    outside: { width: 132, height: 60 },
    bin: { width: 76, height: 44 },
    gap: { least: { x: 30, y: 32 }, most },
    side: 26,
  },
  chip: {
    node: { width: 122, height: 36 },
    outside: { width: 112, height: 36 },
    bin: { width: 76, height: 36 },
    gap: { least: { x: 20, y: 30 }, most },
    side: 22,
  },
}

/** Text on the canvas, in px at zoom 1, and the smallest size that may reach the eye. */
const text = { usual: { size: 14, least: 13 }, presenting: { size: 21, least: 20 } } as const
/** Factor of all sizes when presenting, equal to that of the text. */
export const presentingScale = text.presenting.size / text.usual.size

/** Size of text that is drawn beside messages, in px. It does not follow the zoom. */
export const textSize = (presenting: boolean): number => (presenting ? text.presenting : text.usual).size

/** The smallest zoom at which the text can be read. The fitted view never goes below it. */
export const leastZoom = (presenting: boolean): number => {
  const { size, least } = presenting ? text.presenting : text.usual
  return least / size
}

export function sizesAt(level: Level, presenting: boolean): CardSizes {
  if (!presenting) return sizes[level]
  const scaled = ({ width, height }: Size): Size => ({
    width: Math.round(width * presentingScale),
    height: Math.round(height * presentingScale),
  })
  const { node, outside, bin, gap, side } = sizes[level]
  return { node: scaled(node), outside: scaled(outside), bin: scaled(bin), gap, side }
}

/** The level that a card of this size, in px on the screen, has room for; at most `full`. */
export const levelFor = (
  { width, height }: Size,
  kind: 'node' | 'outside' | 'bin',
  presenting: boolean,
): Level =>
  levels.find(level => {
    const size = sizesAt(level, presenting)[kind]
    return width >= size.width - 1 && height >= size.height - 1
  }) ?? 'chip'

export interface ShownCard {
  readonly level: Level
  /** Factor of the card's content against the zoom, so that its text keeps its size on the screen. */
  readonly scale: number
}

/**
 * Level and scale of a card at a zoom chosen by hand. Zoomed out, it shows less with text that can still be read; zoomed in, it
 * shows more as soon as there is room, else its text grows.
 */
export function shownAtZoom(
  { level, width, height }: Size & { readonly level: Level },
  zoom: number,
  kind: 'node' | 'outside' | 'bin',
  presenting: boolean,
): ShownCard {
  const least = leastZoom(presenting)
  if (zoom < least) {
    const scale = least / zoom
    return { level: levelFor({ width: width / scale, height: height / scale }, kind, presenting), scale }
  }
  const closer = levelFor({ width: width * zoom, height: height * zoom }, kind, presenting)
  return levels.indexOf(closer) < levels.indexOf(level)
    ? { level: closer, scale: 1 / zoom }
    : { level, scale: 1 }
}
