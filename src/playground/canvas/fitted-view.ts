import type { Placement } from './card-placements.ts'
import { leastZoom, type Size } from './card-sizes.ts'

/** Space around the cards, in px: the tools and the singleton's mark are above them, the attribution below. */
export const paddingOf = (presenting: boolean) => ({
  top: presenting ? 76 : 58,
  right: 14,
  bottom: 22,
  left: 14,
})
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
 * any, else at the middle. `room` is the size of the canvas without its padding.
 */
export function fittedView(
  placements: ReadonlyMap<string, Placement>,
  focus: string | null,
  room: Size,
  presenting: boolean,
): FittedView | null {
  const padding = paddingOf(presenting)
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
    x: padding.left + start(left, width, card?.x, room.width),
    y: padding.top + start(top, height, card?.y, room.height),
    zoom,
    pans: fitting < least - 0.001,
  }
}
