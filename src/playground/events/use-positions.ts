import { useRef } from 'react'
import type { EventFilter, EventIndex } from '../../narration/index.ts'
import { useRun } from '../store/run-store.ts'

interface Kept {
  readonly key: string
  readonly index: EventIndex
  seen: number
  positions: number[]
}

/** Positions of the events that pass. Goes on where it stopped: only what is new is looked at. `key` names the filter. */
export function usePositions(key: string, filter: EventFilter): readonly number[] {
  const book = useRun(({ book }) => book)
  const view = useRun(({ throttled: calm }) => calm)
  const kept = useRef<Kept | null>(null)
  if (kept.current === null || kept.current.key !== key || kept.current.index !== book.index) {
    kept.current = { key, index: book.index, seen: 0, positions: [] }
  }
  const now = kept.current
  if (now.seen < now.index.length) {
    const fresh = now.index.select(filter, view, now.seen)
    now.seen = now.index.length
    // A new list, so that whoever holds the old one sees the difference.
    if (fresh.length > 0) now.positions = now.positions.concat(fresh)
  }
  return now.positions
}
