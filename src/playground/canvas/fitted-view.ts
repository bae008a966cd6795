import type { Placement } from './card-placements.ts'
import { leastZoom, type Point, type Size } from './card-sizes.ts'

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

interface Rectangle extends Point, Size {}

/**
 * The smallest rectangle around these things: participants, or actors of an open tree as `node-1/user/a`. A participant
 * with an open tree counts only if no actor of it is among them, because its card may be larger than the canvas. Null:
 * none of them is on the canvas.
 */
export function boundsOf(
  things: readonly string[],
  placements: ReadonlyMap<string, Placement>,
): Rectangle | null {
  const found = things.flatMap((thing): readonly Rectangle[] => {
    const slash = thing.indexOf('/')
    const placement = placements.get(slash < 0 ? thing : thing.slice(0, slash))
    if (placement === undefined) return []
    if (slash < 0) {
      const hasActors = placement.tree !== undefined && things.some(other => other.startsWith(`${thing}/`))
      return hasActors ? [] : [placement]
    }
    const { tree } = placement
    const box = tree?.layout.boxes.get(thing.slice(slash))
    if (tree === undefined || box === undefined) return [placement]
    return [{ ...box, x: placement.x + tree.x + box.x, y: placement.y + tree.y + box.y }]
  })
  if (found.length === 0) return null
  const x = Math.min(...found.map(({ x }) => x))
  const y = Math.min(...found.map(({ y }) => y))
  const width = Math.max(...found.map(one => one.x + one.width)) - x
  const height = Math.max(...found.map(one => one.y + one.height)) - y
  return { x, y, width, height }
}

/** Distance, in px of the canvas, between things that must be visible and the edge of the room. */
const margin = 14

/**
 * The view of all cards, at a zoom at which their text can be read. Where not all fit, it begins at the card in focus, if
 * any, else at the top, and moves on as far as `shown` needs.
 *
 * @param shown what a lesson points at
 */
export function fittedView(
  placements: ReadonlyMap<string, Placement>,
  focus: string | null,
  room: CardRoom,
  presenting: boolean,
  shown: Rectangle | null = null,
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
  const start = (
    from: number,
    length: number,
    focused: number | undefined,
    lengthOfRoom: number,
    part: readonly [start: number, length: number] | null,
  ): number => {
    const isLarger = length * zoom > lengthOfRoom + 1
    if (!isLarger || (focused === undefined && part === null))
      return (lengthOfRoom - length * zoom) / 2 - from * zoom
    const visible = lengthOfRoom / zoom
    let first = focused ?? from + (length - visible) / 2
    if (part !== null) {
      // The beginning of a part that is larger than the room is visible.
      first = Math.max(first, part[0] + part[1] + margin - visible)
      first = Math.min(first, part[0] - margin)
    }
    return -Math.max(from, Math.min(first, from + length - visible)) * zoom
  }
  return {
    x: room.left + start(left, width, card?.x, room.width, shown && [shown.x, shown.width]),
    // Without a focus it begins with the first row of nodes.
    y: room.top + start(top, height, card?.y ?? top, room.height, shown && [shown.y, shown.height]),
    zoom,
    pans: fitting < least - 0.001,
  }
}
