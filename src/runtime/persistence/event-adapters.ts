import type { Plain } from '../../trace/plain.ts'
import { type ActorSystem, labelOf } from '../actor/index.ts'
import { isFiltered, type ReadEventAdapter, Tagged, type WriteEventAdapter } from './event-adapter.ts'
import { UnknownEventAdapter } from './persistence-errors.ts'
import { plainCopy } from './plain-copy.ts'
import type { EventRecord, StoredEvent } from './stored-event.ts'

export type AnyEventAdapter = WriteEventAdapter | ReadEventAdapter

/** Event adapters by name, and the events that each of them converts. */
export interface EventAdapterSettings {
  /** An adapter that needs the system is given as a function of it. */
  readonly adapters: { readonly [name: string]: AnyEventAdapter | ((system: ActorSystem) => AnyEventAdapter) }
  readonly bindings: readonly EventAdapterBinding[]
}

export interface EventAdapterBinding {
  /** The `type` of an event or of its stored form, or a class. A type wins over a class, a subclass over its base. */
  readonly event: string | EventClass
  /** Names of adapters. Several of them only read: their results follow each other, and events are stored unchanged. */
  readonly adapters: readonly string[]
}

// Only `instanceof` reads the class, so that the parameters of its constructor do not matter.
type EventClass = abstract new (...parameters: never[]) => object

interface BoundAdapters {
  readonly event: string | EventClass
  readonly write: WriteEventAdapter | null
  readonly read: readonly ReadEventAdapter[]
}

/** The event adapters of a system. An event without a binding is stored and read unchanged. */
export class EventAdapters {
  readonly #bound: readonly BoundAdapters[]

  /** @throws {UnknownEventAdapter} for a binding to an adapter that is not in the settings. */
  constructor(system: ActorSystem, { adapters, bindings }: EventAdapterSettings) {
    const known = new Map<string, AnyEventAdapter>()
    for (const [name, adapter] of Object.entries(adapters))
      known.set(name, typeof adapter === 'function' ? adapter(system) : adapter)
    this.#bound = bindings.map(({ event, adapters: names }) => {
      const found = names.map(name => {
        const adapter = known.get(name)
        if (adapter === undefined) throw new UnknownEventAdapter(nameOf(event), name, [...known.keys()])
        return adapter
      })
      const [only] = found
      const write = found.length === 1 && only !== undefined && 'toJournal' in only ? only : null
      return { event, write, read: found.filter(each => 'fromJournal' in each) }
    })
  }

  /**
   * Returns the record to store for an event, with its tags if it is {@link Tagged}.
   * @throws {NotStorable} if its stored form is not plain data.
   */
  recordOf(
    given: unknown,
    { sequenceNr, writerUuid, at, manifest = '', tags = [] }: RecordFields,
  ): EventRecord {
    const isTagged = given instanceof Tagged
    const event = isTagged ? given.payload : given
    const write = this.#boundTo(event)?.write ?? null
    const adapted = write === null ? event : write.toJournal(event)
    const stored = write !== null && adapted instanceof Tagged ? adapted : null
    const payload = plainCopy(stored === null ? adapted : stored.payload, at)
    const written = write?.manifest?.(event) ?? manifest
    if (written === '' && tags.length === 0 && !isTagged && stored === null)
      return { sequenceNr, writerUuid, payload }
    const allTags = new Set([...tags, ...(isTagged ? given.tags : []), ...(stored?.tags ?? [])])
    return {
      sequenceNr,
      writerUuid,
      payload,
      ...(written === '' ? null : { manifest: written }),
      ...(allTags.size === 0 ? null : { tags: [...allTags] }),
    }
  }

  /** Returns the events for one stored event: none, one or several. */
  eventsOf({ payload, manifest = '' }: Pick<StoredEvent, 'payload' | 'manifest'>): readonly unknown[] {
    if (isFiltered(payload)) return []
    const read = this.#boundTo(payload)?.read ?? []
    return read.length === 0 ? [payload] : read.flatMap(each => each.fromJournal(payload, manifest))
  }

  /** Returns the events as their adapters read them. Several events for a stored one share its number. */
  adapted<E extends StoredEvent>(stored: readonly E[]): readonly E[] {
    return stored.flatMap(event =>
      // A query passes on what an adapter returns, plain data or not.
      this.eventsOf(event).map(payload => ({ ...event, payload: payload as Plain })),
    )
  }

  #boundTo(event: unknown): BoundAdapters | undefined {
    if (this.#bound.length === 0) return undefined
    const label = labelOf(event)
    let best: BoundAdapters | undefined
    for (const each of this.#bound) {
      if (typeof each.event === 'string') {
        if (each.event === label) return each
      } else if (Object(event) instanceof each.event && (best === undefined || isMoreSpecific(each, best)))
        best = each
    }
    return best
  }
}

interface RecordFields {
  readonly sequenceNr: number
  readonly writerUuid: string
  /** Name of the event in an error message. */
  readonly at: string
  /** Used unless a bound adapter has a manifest. Default: empty. */
  readonly manifest?: string
  /** Tags beside those of a {@link Tagged}. Default: none. */
  readonly tags?: readonly string[]
}

const nameOf = (event: string | EventClass): string => (typeof event === 'string' ? event : event.name)

const isMoreSpecific = ({ event }: BoundAdapters, than: BoundAdapters): boolean =>
  typeof event !== 'string' && typeof than.event !== 'string' && event.prototype instanceof than.event
