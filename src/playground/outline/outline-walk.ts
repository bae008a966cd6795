import type { OutlineItem } from './outline.ts'

/** An item with its place among its siblings. */
export interface PlacedItem {
  /** Unique in the outline, in which one thing may have several places. */
  readonly id: string
  readonly item: OutlineItem
  /** From 1 on. */
  readonly level: number
  /** From 0 on. */
  readonly place: number
  readonly siblings: readonly OutlineItem[]
  readonly parent: PlacedItem | null
}

export type Move = 'next' | 'previous' | 'first' | 'last' | 'in' | 'out'

/** All items in the order of reading: each before its children. */
export function placedItems(
  items: readonly OutlineItem[],
  parent: PlacedItem | null = null,
): readonly PlacedItem[] {
  return items.flatMap((item, place) => {
    const placed: PlacedItem = {
      id: idOf(parent, item),
      item,
      level: (parent?.level ?? 0) + 1,
      place,
      siblings: items,
      parent,
    }
    return [placed, ...placedItems(item.children, placed)]
  })
}

const idOf = (parent: PlacedItem | null, { key }: OutlineItem): string =>
  parent === null ? key : `${parent.id} › ${key}`

/**
 * The id of the item to which a move leads: among the siblings, into the children, or out to the parent. Null at an end.
 *
 * @param visited keys of the children that the person was at last, by their parent's key: the way back in
 */
export function moved(from: PlacedItem, move: Move, visited: ReadonlyMap<string, string>): string | null {
  const { item, place, siblings, parent } = from
  const sibling = (place: number) => {
    const found = siblings[place]
    return found === undefined ? null : idOf(parent, found)
  }
  switch (move) {
    case 'next':
      return sibling(place + 1)
    case 'previous':
      return sibling(place - 1)
    case 'first':
      return sibling(0)
    case 'last':
      return sibling(siblings.length - 1)
    case 'in': {
      const child = item.children.find(({ key }) => key === visited.get(item.key)) ?? item.children[0]
      return child === undefined ? null : idOf(from, child)
    }
    case 'out':
      return parent?.id ?? null
  }
}

/**
 * The item at which a person is after the outline changed: the same place; else the same thing; else the nearest that contains it by its key, as an
 * actor that ended is in its node; else the first.
 */
export function stillAt(
  placed: readonly PlacedItem[],
  was: { readonly id: string; readonly key: string } | null,
): PlacedItem | null {
  if (was === null) return placed[0] ?? null
  const { id, key } = was
  const same = placed.find(one => one.id === id) ?? placed.find(({ item }) => item.key === key)
  if (same !== undefined) return same
  const holders = placed.filter(
    ({ item }) => key.startsWith(`${item.key}/`) || key.startsWith(`${item.key} `),
  )
  return holders.sort((a, b) => b.item.key.length - a.item.key.length)[0] ?? placed[0] ?? null
}
