import { describe, expect, test } from 'vitest'
import { labelOf } from '../../actor/index.ts'
import { storesFailingOn } from '../event-sourced/counter.fixture.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import type { PersistenceReply } from './persistence-messages.ts'
import { type Command, type Scripted, setUp } from './scripted.fixture.ts'

const saving: Command = actor => actor.saveSnapshot([...(actor as Scripted).state])

/** Logs the outcomes of saves and deletions with their content. */
const listening: Command = (actor: Scripted) =>
  actor.context.become(command => {
    if (typeof command === 'function') command(actor)
    else actor.lines.push(JSON.stringify({ ...(command as object), cause: causeOf(command) }))
  })

const causeOf = (message: unknown) => (message as { cause?: Error }).cause?.message

const replied = (reply: Partial<PersistenceReply>) =>
  expect.stringContaining(JSON.stringify(reply).slice(0, -1))

describe('deleting events', () => {
  test('[P-103] up to a number: only later ones after a restart', () => {
    const { stores, tell, takeLines } = setUp()
    takeLines()
    tell(
      actor => actor.store('a', 'b', 'c'),
      actor => actor.deleteMessages(2),
    )
    expect(takeLines().at(-1)).toBe('DeleteMessagesSuccess')
    const next = setUp({ stores })
    next.tell(actor => actor.store('d'))
    expect(next.takeLines()).toEqual(['preStart', 'recovered c', '"d" is 4'])
  })

  test('[P-104] with the maximum: none after a restart, and numbering goes on', () => {
    const { stores, tell } = setUp()
    tell(
      actor => actor.store('a', 'b'),
      actor => actor.deleteMessages(Number.MAX_SAFE_INTEGER),
    )
    const next = setUp({ stores })
    next.tell(actor => actor.store('c'))
    expect(next.takeLines()).toEqual(['preStart', 'recovered ', '"c" is 3'])
  })

  test('beyond the last number is refused', () => {
    const { stores, tell, takeLines } = setUp()
    tell(
      listening,
      actor => actor.store('a'),
      actor => actor.deleteMessages(2),
    )
    expect(takeLines().at(-1)).toContain('cannot be deleted up to [2]: its last number is [1]')
    expect(setUp({ stores }).takeLines()).toEqual(['preStart', 'recovered a'])
  })

  test('[P-119] an unhandled failure is logged as a warning with its cause', () => {
    const { kit, tell } = setUp({ stores: storesFailingOn(inMemoryStores(), call => call === 'deleteTo') })
    tell(actor => {
      actor.store('a')
      actor.context.become(message => {
        if (typeof message === 'function') message(actor)
        else return actor.unhandled(message)
      })
    })
    tell(actor => actor.deleteMessages(1))
    expect(kit.eventsOf('Logged')).toMatchObject([
      { level: 'warn', text: 'DeleteMessagesFailure of [scripted]: deleteTo refused' },
    ])
    expect(kit.eventsOf('MessageUnhandled')).toEqual([])
  })

  test('[P-120] a handled failure is delivered and not logged', () => {
    const { kit, tell, takeLines } = setUp({
      stores: storesFailingOn(inMemoryStores(), call => call === 'deleteTo'),
    })
    tell(
      actor => actor.store('a'),
      actor => actor.deleteMessages(1),
    )
    expect(takeLines().at(-1)).toBe('DeleteMessagesFailure')
    expect(kit.eventsOf('Logged')).toEqual([])
  })
})

describe('snapshots', () => {
  test('a saved one is confirmed with its number, at which it was taken', () => {
    const { kit, ref, tell, takeLines } = setUp()
    tell(
      listening,
      actor => actor.store('a', 'b'),
      saving,
      actor => actor.store('c'),
    )
    expect(takeLines()).toContainEqual(replied({ type: 'SaveSnapshotSuccess' }))
    expect(kit.eventsOf('SnapshotSaved')).toMatchObject([{ actor: ref.path, sequenceNr: 2 }])
  })

  test('one of a state that changes in place holds the state of the call, not later changes', () => {
    const { stores, tell } = setUp()
    tell(actor => {
      actor.store('a')
      actor.saveSnapshot(actor.state)
      actor.state.push('later')
    })
    const offered: unknown[] = []
    setUp({ stores, recovering: (_, message) => offered.push(message) })
    expect(offered[0]).toMatchObject({ type: 'SnapshotOffer', snapshot: [] })
  })

  test('one that holds no plain data fails, and the actor goes on', () => {
    const { kit, tell, takeLines } = setUp()
    takeLines()
    tell(actor => actor.saveSnapshot({ odd: () => undefined } as never), 'next')
    expect(takeLines()).toEqual(['SaveSnapshotFailure', 'next'])
    expect(kit.eventsOf('SnapshotFailed')).toMatchObject([{ error: { name: 'NotStorable' } }])
  })

  test('[P-136] deleting one makes recovery use the previous one', () => {
    const { stores, tell } = setUp()
    tell(
      actor => actor.store('a'),
      saving,
      actor => actor.store('b'),
      saving,
      actor => actor.deleteSnapshot(2),
    )
    const seen: string[] = []
    setUp({ stores, recovering: (_, message) => seen.push(labelOf(message)) })
    expect(seen).toEqual(['SnapshotOffer', 'string', 'RecoveryCompleted'])
  })

  test.each([
    { how: 'one', remove: (actor: Scripted) => actor.deleteSnapshot(1), label: 'DeleteSnapshotFailure' },
    { how: 'many', remove: (actor: Scripted) => actor.deleteSnapshots({}), label: 'DeleteSnapshotsFailure' },
  ])('[P-140] a failed deletion of $how is reported as a message', ({ remove, label }) => {
    const { tell, takeLines } = setUp({
      stores: storesFailingOn(inMemoryStores(), call => call === 'delete'),
    })
    tell(remove)
    expect(takeLines().at(-1)).toBe(label)
  })

  test('the outcome waits in the internal stash while an event is stored', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.saveSnapshot([])
      actor.store('a')
    })
    expect(takeLines()).toEqual(['"a" is 1', 'SaveSnapshotSuccess'])
  })

  test('[P-143] ids that are prefixes of each other do not see the snapshots of each other', () => {
    const { stores, tell } = setUp({ id: 'cart' })
    tell(actor => actor.store('a'), saving)
    expect(setUp({ id: 'cart-1', stores }).takeLines()).toEqual(['preStart', 'recovered '])
    expect(setUp({ id: 'car', stores }).takeLines()).toEqual(['preStart', 'recovered '])
  })
})
