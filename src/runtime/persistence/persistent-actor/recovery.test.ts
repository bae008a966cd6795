import { describe, expect, test } from 'vitest'
import type { Plain } from '../../../trace/plain.ts'
import { ActorInitializationException } from '../../actor/index.ts'
import { OneForOneStrategy, Props } from '../../classic/index.ts'
import { kitWithJournal, kitWithOpenJournal, storesFailingOn } from '../event-sourced/counter.fixture.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { Recovery } from '../recovery.ts'
import type { Stores } from '../store-service.ts'
import { fail, Scripted, setUp } from './scripted.fixture.ts'

/** Stores with these events, and a snapshot of all events up to each of `snapshotsAt`. */
function storesWith(events: readonly Plain[], snapshotsAt: readonly number[] = []): Stores {
  const { stores, tell } = setUp()
  for (const [index, event] of events.entries()) {
    tell(actor => actor.store(event))
    if (snapshotsAt.includes(index + 1)) tell(actor => actor.saveSnapshot([...actor.state]))
  }
  return stores
}

const abcd = ['a', 'b', 'c', 'd']

/** The messages that `receiveRecover` of an actor on these stores gets. */
function recoveredFrom(stores: Stores, recovery: Recovery = {}) {
  const seen: unknown[] = []
  const actor = setUp({
    stores,
    recovery,
    recovering: (_, message) => {
      const { type, metadata } = Object(message)
      seen.push(type === 'SnapshotOffer' ? `snapshot ${metadata.sequenceNr}` : (type ?? message))
    },
  })
  return { ...actor, seen }
}

describe('what receiveRecover gets', () => {
  test('[P-129] the newest snapshot, then only later events, then the completion', () => {
    const { seen, takeLines } = recoveredFrom(storesWith(abcd, [1, 3]))
    expect(seen).toEqual(['snapshot 3', 'd', 'RecoveryCompleted'])
    expect(takeLines()).toEqual(['preStart', 'recovered a,b,c,d'])
  })

  test('[P-076] snapshot and later events rebuild the state, and numbering goes on', () => {
    const { tell, takeLines } = setUp({ stores: storesWith(abcd, [2]) })
    tell(actor => actor.store('e'))
    expect(takeLines()).toEqual(['preStart', 'recovered a,b,c,d', '"e" is 5'])
  })

  test('[P-131] recovery up to number 3: snapshot 2 and event 3', () => {
    const { seen } = recoveredFrom(storesWith(abcd, [2, 4]), { toSequenceNr: 3 })
    expect(seen).toEqual(['snapshot 2', 'c', 'RecoveryCompleted'])
  })

  test("[P-132] recovery up to a snapshot's own number: no events, then commands", () => {
    const { seen, tell, takeLines } = recoveredFrom(storesWith(abcd, [2, 4]), { toSequenceNr: 2 })
    expect(seen).toEqual(['snapshot 2', 'RecoveryCompleted'])
    tell('command')
    expect(takeLines()).toContain('command')
  })

  test('[P-133] criteria for the snapshot: an older one, then all later events', () => {
    const { seen } = recoveredFrom(
      storesWith(abcd, [2, 4]),
      Recovery.withSnapshotSelection({ maxSequenceNr: 3 }),
    )
    expect(seen).toEqual(['snapshot 2', 'c', 'd', 'RecoveryCompleted'])
  })

  test('[P-134] criteria and an upper number: an older snapshot and events up to the number', () => {
    const { seen } = recoveredFrom(storesWith(abcd, [1, 2]), {
      fromSnapshot: { maxSequenceNr: 1 },
      toSequenceNr: 3,
    })
    expect(seen).toEqual(['snapshot 1', 'b', 'c', 'RecoveryCompleted'])
  })

  test('[P-135] without a snapshot: events up to the number; new events get the next free number', () => {
    const { seen, tell, takeLines } = recoveredFrom(storesWith(abcd), { toSequenceNr: 2 })
    expect(seen).toEqual(['a', 'b', 'RecoveryCompleted'])
    tell(actor => actor.store('e'))
    expect(takeLines().at(-1)).toBe('"e" is 5')
  })

  test('[P-039] replayMax counts over all batches', () => {
    const seen: unknown[] = []
    const { takeLines } = setUp({
      stores: storesWith(abcd),
      recovery: { replayMax: 3 },
      configure: { replayBatchSize: 2 },
      recovering: (_, message) => seen.push(message),
    })
    expect(seen.slice(0, -1)).toEqual(['a', 'b', 'c'])
    expect(takeLines()).toEqual(['preStart', 'recovered a,b,c'])
  })

  test('[P-146] disabled: only the completion; the next event continues the numbering', () => {
    const { seen, tell, takeLines } = recoveredFrom(storesWith(abcd, [2]), Recovery.disabled)
    expect(seen).toEqual(['RecoveryCompleted'])
    tell(actor => actor.store('e'))
    expect(takeLines().at(-1)).toBe('"e" is 5')
  })

  test('a snapshot that it does not handle is unhandled, and the replay begins at the first event', () => {
    const seen: unknown[] = []
    const { kit } = setUp({
      stores: storesWith(['a', 'b'], [1]),
      receiveRecover: () => ({ string: event => seen.push(event) }),
    })
    expect(seen).toEqual(['a', 'b'])
    expect(kit.eventsOf('MessageUnhandled')).toMatchObject([{ label: 'SnapshotOffer' }])
  })

  test('an event that it does not handle is unhandled, and RecoveryCompleted is not', () => {
    const { kit } = setUp({
      stores: storesWith([1, 'b']),
      receiveRecover: () => ({ string: () => undefined }),
    })
    expect(kit.eventsOf('MessageUnhandled')).toMatchObject([{ label: 'number' }])
  })
})

describe('while an actor recovers', () => {
  test('[P-077] become takes effect for commands', () => {
    const { tell, takeLines } = setUp({
      stores: storesWith(['a']),
      recovering: (actor, message) => {
        if (message === 'a') actor.context.become(() => actor.lines.push('other behavior'))
      },
    })
    tell('command')
    expect(takeLines()).toEqual(['preStart', 'recovered a', 'other behavior'])
  })

  test('[P-095] messages that it sends to itself come after RecoveryCompleted, in the order of sending', () => {
    const { takeLines } = setUp({
      stores: storesWith(['a', 'b']),
      recovering: (actor, message) => {
        if (typeof message === 'string') actor.self.tell(`self ${message}`)
      },
    })
    expect(takeLines()).toEqual(['preStart', 'recovered a,b', 'self a', 'self b'])
  })

  test('events cannot be persisted, and [P-107] from RecoveryCompleted on they can', () => {
    const { kit, takeLines } = setUp({
      stores: storesWith(['a']),
      recovering: (actor, message) => {
        if (message === 'a') {
          try {
            actor.store('too early')
          } catch (error) {
            actor.lines.push((error as Error).message)
          }
        } else actor.store('at completion')
      },
    })
    expect(takeLines()).toEqual([
      'preStart',
      expect.stringMatching(/cannot persist during recovery\. Persist from RecoveryCompleted on\.$/),
      'recovered a',
      '"at completion" is 2',
    ])
    expect(kit.eventsOf('EventPersisted')).toHaveLength(1)
  })
})

describe('a recovery that fails', () => {
  test('[P-109, P-110] calls the hook with the cause, then stops the actor, whatever its supervisor decides', () => {
    const { ref, probe, takeLines } = setUp({
      stores: storesFailingOn(storesWith(['a']), call => call === 'replay'),
      strategy: new OneForOneStrategy({}, () => 'restart'),
    })
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['preStart', 'recovery failed: replay refused', 'postStop'])
  })

  test('because an event is refused names the event', () => {
    const { ref, probe, takeLines } = setUp({
      stores: storesWith(['a', 'b']),
      recovering: (_, message) => {
        if (message === 'b') fail()
      },
    })
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['preStart', 'recovery failed: failed on request "b"', 'postStop'])
  })

  test('[P-108] because receiveRecover itself throws stops the actor', () => {
    const { ref, probe, takeLines } = setUp({ receiveRecover: fail })
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['preStart', 'recovery failed: failed on request', 'postStop'])
  })

  test('[P-139] because the snapshot cannot be read stops the actor', () => {
    const { ref, probe, takeLines } = setUp({
      stores: storesFailingOn(inMemoryStores(), call => call === 'load'),
    })
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['preStart', 'recovery failed: load refused', 'postStop'])
  })

  test.each([
    { decision: 'stop', strategy: new OneForOneStrategy(), lines: ['postStop'] },
    {
      decision: 'restart',
      strategy: new OneForOneStrategy({}, error =>
        error instanceof ActorInitializationException ? 'restart' : 'stop',
      ),
      lines: ['preRestart nothing', 'postStop', 'preStart', 'ready'],
    },
  ])('[P-060] an error at RecoveryCompleted returns the permit, and the parent decides: $decision', each => {
    let failures = 1
    const { kit, takeLines } = setUp({
      strategy: each.strategy,
      configure: { maxConcurrentRecoveries: 1 },
      receiveRecover: actor => ({
        RecoveryCompleted: () => {
          if (failures-- > 0) fail()
          actor.lines.push('ready')
        },
      }),
    })
    expect(takeLines()).toEqual(['preStart', ...each.lines])
    const lines: string[] = []
    kit.spawn(Props(Scripted, { id: 'next' }, lines), 'next')
    kit.runUntilIdle()
    expect(lines).toEqual(['preStart', 'recovered '])
  })

  test('[P-148] because no answer comes in time stops the actor', () => {
    const { kit } = kitWithOpenJournal()
    const lines: string[] = []
    kit.spawn(Props(Scripted, {}, lines), 'slow')
    kit.advance(29_999)
    expect(lines).toEqual(['preStart'])
    kit.advance(1)
    expect(lines).toEqual(['preStart', expect.stringContaining('Loading the snapshot'), 'postStop'])
  })

  test('[P-149] a receive timeout set in preStart waits for the end of the recovery', () => {
    const { kit } = kitWithOpenJournal()
    const lines: string[] = []
    const preStart = (actor: Scripted) => actor.context.setReceiveTimeout(10_000)
    kit.spawn(Props(Scripted, { preStart }, lines), 'slow')
    kit.advance(30_000)
    expect(lines).toEqual(['preStart', expect.stringContaining('recovery failed'), 'postStop'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })
})

describe('permits', () => {
  test('[P-055, P-056, P-057] beyond the limit an actor waits, and its commands with it', () => {
    const { kit, journal } = kitWithOpenJournal({ maxConcurrentRecoveries: 1 })
    const lines: string[] = []
    kit.spawn(Props(Scripted, { id: 'first' }, lines), 'first')
    const second = kit.spawn(Props(Scripted, { id: 'second' }, lines), 'second')
    second.tell('command')
    kit.runUntilIdle()
    expect(journal.pending.map(request => request.persistenceId)).toEqual(['first'])
    kit.advance(30_000)
    expect(journal.pending.map(request => request.persistenceId)).toEqual(['first', 'second'])
    expect(lines).not.toContain('command')
  })

  test('[P-058, P-059] a stop returns the permit, or ends the wait for one', () => {
    const { kit, journal } = kitWithOpenJournal({ maxConcurrentRecoveries: 1 })
    const refs = ['first', 'second', 'third'].map(id =>
      kit.spawn(Props(Scripted, { id }, [] as string[]), id),
    )
    kit.runUntilIdle()
    kit.stop(refs[1]!)
    kit.stop(refs[0]!)
    kit.runUntilIdle()
    expect(journal.pending.map(request => request.persistenceId)).toEqual(['first', 'third'])
  })

  test('[P-061] a hundred actors recover with three permits while another one keeps working', () => {
    const { kit } = kitWithJournal(inMemoryStores(), { maxConcurrentRecoveries: 3 })
    const lines: string[] = []
    const worker = kit.spawn(Props(Scripted, { id: 'worker' }, []), 'worker')
    kit.runUntilIdle()
    const probe = kit.createTestProbe<unknown>()
    for (let nr = 0; nr < 100; nr++) {
      kit.spawn(Props(Scripted, { id: `id-${nr}` }, lines), `actor-${nr}`)
      worker.tell((actor: Scripted) => actor.persist(nr, event => actor.sender.tell(event)), probe.ref)
    }
    kit.runUntilIdle()
    expect(lines.filter(line => line.startsWith('recovered'))).toHaveLength(100)
    expect(probe.pending).toHaveLength(100)
  })
})

test.each([
  { how: 'blank', id: '  ' },
  { how: 'missing', id: null as unknown as string },
])('[P-069] a $how id fails the creation', ({ id }) => {
  const { kit } = kitWithJournal()
  class Unnamed extends Scripted {
    override readonly persistenceId = id
  }
  const ref = kit.spawn(Props(Unnamed, {}, []), 'unnamed')
  const probe = kit.createTestProbe<unknown>()
  probe.watch(ref)
  probe.expectTerminated(ref)
  expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { name: 'ActorInitializationException' } }])
})

test('[P-118] of two live writers with one id each sees its own events; a third drops those of the earlier one', () => {
  const { kit } = kitWithJournal()
  const lines: string[] = []
  const spawn = (name: string) => kit.spawn(Props(Scripted, { id: 'shared' }, lines), name)
  const [first, second] = [spawn('first'), spawn('second')]
  kit.runUntilIdle()
  const probe = kit.createTestProbe<unknown>()
  for (const event of ['a', 'b'])
    for (const [ref, name] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      ref.tell((actor: Scripted) => actor.store(`${event} of ${name}`), probe.ref)
      kit.runUntilIdle()
    }
  lines.length = 0
  spawn('third')
  kit.runUntilIdle()
  expect(lines).toEqual(['preStart', 'recovered a of second,b of second'])
  const warnings = kit.eventsOf('Logged').filter(event => event.level === 'warn')
  expect(warnings).toHaveLength(2)
})
