import type { Placement } from './card-placements.ts'
import { leastZoom, type Size } from './card-sizes.ts'

/** Height of a canvas, in px, below which the space around the cards is tight. */
const low = 440

/** The part of the canvas for cards, in px from its left top corner. */
export interface CardRoom extends Size {
  readonly left: number
  readonly top: number
}

/**
 * The room for cards. The tools and the singleton's mark are above it, the notice of the past below. Its size changes in
 * steps, so that a small change of the window moves no card.
 */
export function roomIn({ width, height }: Size, presenting: boolean): CardRoom {
  const side = 14
  const top = presenting ? 76 : height < low ? 56 : 62
  const bottom = height < low ? 24 : 32
  const step = 12
  const floor = (length: number) => Math.max(step, Math.floor(length / step) * step)
  return { left: side, top, width: floor(width - 2 * side), height: floor(height - top - bottom) }
}

const maxZoom = 1.15

export interface FittedView {
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** True when the cards need more room than there is, so that a person moves the view to see all. */
  readonly pans: boolean
}

/**
 * The view of all cards, at a zoom at which their text can be read. Where not all fit, it begins at the card in focus, if
 * any, else at the top.
 */
export function fittedView(
  placements: ReadonlyMap<string, Placement>,
  focus: string | null,
  room: CardRoom,
  presenting: boolean,
): FittedView | null {
  const all = [...placements.values()]
  if (all.length === 0) return null
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map(({ x, width }) => x + width)) - left
  const height = Math.max(...all.map(({ y, height }) => y + height)) - top
  const least = leastZoom(presenting)
  const fitting = Math.min(maxZoom, room.width / width, room.height / height)
  const zoom = Math.max(least, fitting)
  const card = focus === null ? undefined : placements.get(focus)
  const start = (from: number, length: number, focused: number | undefined, lengthOfRoom: number): number => {
    const isLarger = length * zoom > lengthOfRoom + 1
    if (isLarger && focused !== undefined)
      return -Math.min(focused, from + length - lengthOfRoom / zoom) * zoom
    return (lengthOfRoom - length * zoom) / 2 - from * zoom
  }
  return {
    x: room.left + start(left, width, card?.x, room.width),
    // Without a focus it begins with the first row of nodes.
    y: room.top + start(top, height, card?.y ?? top, room.height),
    zoom,
    pans: fitting < least - 0.001,
  }
}
