import { describe, expect, test } from 'vitest'
import { OneForOneStrategy } from '../../classic/index.ts'
import { storesFailingOn } from '../event-sourced/counter.fixture.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import { fail, setUp } from './scripted.fixture.ts'

const resuming = new OneForOneStrategy({}, () => 'resume')

describe('when a write fails', () => {
  test('the hook is called once and the actor stops, whatever its supervisor decides', () => {
    const { ref, probe, tell, takeLines } = setUp({
      stores: storesFailingOn(inMemoryStores(), call => call === 'append'),
      strategy: new OneForOneStrategy({}, () => 'restart'),
    })
    takeLines()
    tell(actor => actor.store('a', 'b'), 'next')
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['a at 1 failed: append refused', 'postStop'])
  })

  test('and its hook throws, the actor stops nevertheless', () => {
    const { ref, probe, tell } = setUp({
      stores: storesFailingOn(inMemoryStores(), call => call === 'append'),
      onPersistFailure: fail,
    })
    tell(actor => actor.store('a'))
    probe.expectTerminated(ref)
  })
})

describe('when an event is rejected', () => {
  const odd = { list: [() => undefined] } as never

  test('[P-112] the hook is called for each, the actor goes on, and later events are stored', () => {
    const { stores, tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.store('a')
      actor.persistAll([odd, 'with it'], event => actor.apply(event))
      actor.store('b')
    }, 'next')
    expect(takeLines()).toEqual([
      '"a" is 1',
      '{"list":[null]} at 2 rejected: NotStorable',
      '"with it" at 3 rejected: NotStorable',
      '"b" is 4',
      'next',
    ])
    expect(setUp({ stores }).takeLines()).toEqual(['preStart', 'recovered a,b'])
  })

  test('alone, commands that waited are handled', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => actor.store(odd), 'next')
    expect(takeLines()).toEqual(['{"list":[null]} at 1 rejected: NotStorable', 'next'])
  })
})

describe('when code throws', () => {
  test('[P-115] after a persist in the command, the event is stored and replayed by the restart', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.store('a')
      fail()
    })
    expect(takeLines()).toEqual(['preRestart function', 'postStop', 'preStart', 'recovered a'])
  })

  test('after a persist in the command and the supervisor resumes, the handler still runs', () => {
    const { tell, takeLines } = setUp({ strategy: resuming })
    takeLines()
    tell(actor => {
      actor.store('a')
      fail()
    }, 'next')
    expect(takeLines()).toEqual(['"a" is 1', 'next'])
  })

  test('[P-116] in a handler and the supervisor resumes, memory lacks the event that the journal has', () => {
    const { stores, tell, takeLines } = setUp({ strategy: resuming })
    takeLines()
    tell(actor => {
      actor.persist('a', fail)
      actor.store('b')
    })
    tell(actor => actor.lines.push(`has ${actor.state.join()}`))
    expect(takeLines()).toEqual(['"b" is 2', 'has b'])
    expect(setUp({ stores }).takeLines()).toEqual(['preStart', 'recovered a,b'])
  })

  test('[P-117] in a handler and the supervisor restarts, memory has the event again', () => {
    const { kit, tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.persist('a', fail)
      actor.store('b')
    }, 'next')
    expect(takeLines()).toEqual(['preRestart string', 'postStop', 'preStart', 'recovered a,b', 'next'])
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ label: 'string', decision: 'restart' }])
  })

  test('commands that waited return in their order', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => actor.persist('a', fail), 'one', 'two', 'three')
    expect(takeLines().slice(-3)).toEqual(['one', 'two', 'three'])
  })
})
