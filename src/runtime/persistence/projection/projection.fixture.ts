import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { EventEnvelope } from '../event-selection.ts'
import { storesFailingOn } from '../event-sourced/counter.fixture.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { useLocalJournal } from '../local-journal.ts'
import { Persistence } from '../persistence.ts'
import type { ProjectionStatus } from './projection-options.ts'
import type { ReadModelChange } from './projection-store.ts'

/** A journal with six events, `e1` to `e6`, tagged `t`. `failures`: how often the handler throws for an event. */
export function setUp(failures: Readonly<Record<string, number>> = {}) {
  const stores = inMemoryStores()
  const refused = new Set<string>()
  const kit = ActorTestKit.create()
  const persistence = Persistence.get(kit.system)
  useLocalJournal(
    kit.system,
    storesFailingOn(stores, call => refused.has(call)),
  )
  const left: Record<string, number> = { ...failures }
  /** The events with which the handler was called, in order, failed calls included. */
  const handled: string[] = []
  let written = 0
  const write = (count: number) => {
    for (let i = 0; i < count; i++) {
      written += 1
      const event = { sequenceNr: written, writerUuid: 'w', payload: `e${written}`, tags: ['t'] }
      stores.journal.append([
        { persistenceId: 'p', events: [{ ...event, persistenceId: 'p', timestamp: 0 }] },
      ])
    }
  }
  write(6)
  const observe = ({ payload }: EventEnvelope): void => {
    const event = String(payload)
    handled.push(event)
    if ((left[event] ?? 0) === 0) return
    left[event] = left[event]! - 1
    throw new Error(`cannot handle ${event}`)
  }
  return {
    kit,
    stores,
    handled,
    write,
    observe,
    /** Stores the event and counts how often. */
    store: (envelope: EventEnvelope): readonly ReadModelChange[] => {
      observe(envelope)
      return [{ type: 'add', table: 'seen', key: String(envelope.payload), amount: 1 }]
    },
    refuse: (call: string) => refused.add(call),
    accept: (call: string) => refused.delete(call),
    options: {
      projectionId: { name: 'name', key: 'key' },
      source: { by: 'tag', tag: 't' },
      journal: persistence.journal,
    } as const,
    /** The read model: how often each event counts. */
    model: () => {
      const rows = stores.projections.rows('seen') as readonly {
        readonly key: string
        readonly value: number
      }[]
      return rows.map(({ key, value }) => (value === 1 ? key : `${value} ${key}`)).join(' ')
    },
    offset: () => (stores.projections.state('name-key') as { readonly offset: number } | null)?.offset ?? 0,
    status: (ref: { tell(message: { type: 'GetStatus'; replyTo: never }): void }) => {
      const probe = kit.createTestProbe<ProjectionStatus>()
      ref.tell({ type: 'GetStatus', replyTo: probe.ref as never })
      return probe.receiveMessage()
    },
  }
}
