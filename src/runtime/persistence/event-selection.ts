import { PersistenceId } from './persistence-id.ts'
import { sliceOf } from './slices.ts'
import type { StoredEvent } from './stored-event.ts'

/** The events of several persistence ids that a query reads. */
export type EventSelection =
  | { readonly by: 'all' }
  | { readonly by: 'tag'; readonly tag: string }
  /** Events of one entity type whose persistence ids are in these slices; both bounds inclusive. */
  | {
      readonly by: 'slices'
      readonly entityType: string
      readonly minSlice: number
      readonly maxSlice: number
    }

/**
 * A stored event with its position among all events of the journal. Offsets ascend in commit order, are never used twice,
 * and are exclusive: a query that starts at the offset of an event continues after that event.
 */
export interface EventEnvelope extends StoredEvent {
  readonly offset: number
}

/** At most `max` events with `afterOffset` < offset ≤ `toOffset`. */
export interface OffsetBounds {
  readonly afterOffset: number
  readonly toOffset: number
  readonly max: number
}

export function isSelected(
  event: Pick<StoredEvent, 'persistenceId' | 'tags'>,
  selection: EventSelection,
): boolean {
  switch (selection.by) {
    case 'all':
      return true
    case 'tag':
      return event.tags?.includes(selection.tag) ?? false
    case 'slices': {
      if (PersistenceId.parts(event.persistenceId).type !== selection.entityType) return false
      const slice = sliceOf(event.persistenceId)
      return slice >= selection.minSlice && slice <= selection.maxSlice
    }
  }
}
