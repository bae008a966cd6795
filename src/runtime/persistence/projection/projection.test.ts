import { expect, test } from 'vitest'
import { HandlerRecovery } from './handler-recovery.ts'
import { setUp } from './projection.fixture.ts'
import { Projection } from './projection.ts'

const all = 'e1 e2 e3 e4 e5 e6'

test('an exactly-once projection stores all events and the last offset [P-271]', () => {
  const { kit, options, store, model, offset } = setUp()
  kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), 'projection')
  kit.runUntilIdle()
  expect(model()).toBe(all)
  expect(offset()).toBe(6)
})

test('a projection handles events that are stored later, at their commit or at its next read', () => {
  const { kit, options, store, model, write } = setUp()
  kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), 'projection')
  kit.runUntilIdle()
  write(1)
  kit.advance(3000)
  expect(model()).toBe(`${all} e7`)
})

test('a skipped event is missing from the model and the offset goes on, in every delivery [P-272]', () => {
  const recovery = HandlerRecovery.skip
  const exactly = setUp({ e4: 9 })
  exactly.kit.spawn(
    Projection.exactlyOnce({ ...exactly.options, recovery, handler: exactly.store }),
    'projection',
  )
  exactly.kit.runUntilIdle()
  expect([exactly.model(), exactly.offset()]).toEqual(['e1 e2 e3 e5 e6', 6])
  for (const delivery of ['atLeastOnce', 'atMostOnce'] as const) {
    const { kit, options, observe, handled, offset } = setUp({ e4: 9 })
    kit.spawn(Projection[delivery]({ ...options, recovery, handler: observe }), 'projection')
    kit.advance(500)
    expect([handled.join(' '), offset()]).toEqual([all, 6])
  }
})

test('skipping the last event still stores its offset [P-273]', () => {
  const { kit, options, store, model, offset } = setUp({ e6: 1 })
  kit.spawn(
    Projection.exactlyOnce({ ...options, recovery: HandlerRecovery.skip, handler: store }),
    'projection',
  )
  kit.runUntilIdle()
  expect([model(), offset()]).toEqual(['e1 e2 e3 e4 e5', 6])
})

test('retryAndSkip makes n + 1 attempts with its delay, then skips [P-274, P-289]', () => {
  for (const retries of [1, 3]) {
    const { kit, options, store, handled, model, offset } = setUp({ e4: 9 })
    const recovery = HandlerRecovery.retryAndSkip(retries, 100)
    kit.spawn(Projection.exactlyOnce({ ...options, recovery, handler: store }), 'projection')
    kit.advance(retries * 100 - 1)
    expect(handled.filter(each => each === 'e4')).toHaveLength(retries)
    kit.advance(1)
    expect(handled.filter(each => each === 'e4')).toHaveLength(retries + 1)
    expect([model(), offset()]).toEqual(['e1 e2 e3 e5 e6', 6])
  }
})

test('retryAndFail makes n + 1 attempts, then fails with the offset before the event [P-275, P-289]', () => {
  for (const retries of [1, 3]) {
    const { kit, options, store, handled, model, offset } = setUp({ e4: 9 })
    const recovery = HandlerRecovery.retryAndFail(retries, 100)
    const restartBackoff = { maxRestarts: 0 }
    const ref = kit.spawn(
      Projection.exactlyOnce({ ...options, recovery, restartBackoff, handler: store }),
      'projection',
    )
    const probe = kit.createTestProbe<unknown>()
    probe.watch(ref)
    kit.advance(retries * 100)
    expect(handled.filter(each => each === 'e4')).toHaveLength(retries + 1)
    probe.expectTerminated(ref)
    expect([model(), offset()]).toEqual(['e1 e2 e3', 3])
  }
})

test('an attempt that succeeds ends the retries [P-289]', () => {
  const { kit, options, store, model } = setUp({ e2: 2 })
  kit.spawn(
    Projection.exactlyOnce({ ...options, recovery: HandlerRecovery.retryAndFail(2, 50), handler: store }),
    'projection',
  )
  kit.advance(100)
  expect(model()).toBe(all)
})

test('fewer than one retry means fail, also for retryAndSkip [P-289]', () => {
  expect(HandlerRecovery.retryAndSkip(0, 100)).toBe(HandlerRecovery.fail)
  expect(HandlerRecovery.retryAndFail(0, 100)).toMatchObject({ retries: 0, finally: 'fail' })
})

test('a failed exactly-once projection restarts with backoff and continues without duplicates [P-276]', () => {
  const { kit, options, store, handled, model, offset } = setUp({ e4: 1 })
  kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), 'projection')
  kit.runUntilIdle()
  expect([model(), offset()]).toEqual(['e1 e2 e3', 3])
  kit.advance(2999)
  expect(handled.at(-1)).toBe('e4')
  // A fifth of the backoff is random.
  kit.advance(601)
  expect([model(), offset()]).toEqual([all, 6])
  expect(handled.join(' ')).toBe('e1 e2 e3 e4 e4 e5 e6')
})

test('a failure of the store leaves model and offset before the event, and the next run continues [P-276]', () => {
  const { kit, options, store, model, offset, refuse, accept } = setUp()
  refuse('saveProjection')
  kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), 'projection')
  kit.runUntilIdle()
  expect([model(), offset()]).toEqual(['', 0])
  accept('saveProjection')
  kit.advance(3600)
  expect([model(), offset()]).toEqual([all, 6])
})

test('an event whose offset is not accepted is skipped before its handler [P-277]', () => {
  const { kit, options, store, model, offset } = setUp()
  const acceptsOffset = ({ offset: each }: { readonly offset: number }) => each !== 3
  kit.spawn(Projection.exactlyOnce({ ...options, acceptsOffset, handler: store }), 'projection')
  kit.runUntilIdle()
  expect([model(), offset()]).toEqual(['e1 e2 e4 e5 e6', 6])
})

test('a grouped projection stores each group and its offset in one transaction, the rest after a time [P-278]', () => {
  const { kit, options, store, model, offset } = setUp()
  const groups: number[] = []
  kit.spawn(
    Projection.groupedExactlyOnce({
      ...options,
      groupAfterEnvelopes: 4,
      handler: envelopes => {
        groups.push(envelopes.length)
        return envelopes.flatMap(store)
      },
    }),
    'projection',
  )
  kit.advance(499)
  expect([groups, model(), offset()]).toEqual([[4], 'e1 e2 e3 e4', 4])
  kit.advance(1)
  expect([groups, model(), offset()]).toEqual([[4, 2], all, 6])
})

test('an at-least-once projection that saves each offset handles no saved event again [P-279]', () => {
  const { kit, options, observe, handled } = setUp({ e4: 1 })
  kit.spawn(
    Projection.atLeastOnce({ ...options, saveOffsetAfterEnvelopes: 1, handler: observe }),
    'projection',
  )
  kit.advance(3600)
  expect(handled.join(' ')).toBe('e1 e2 e3 e4 e4 e5 e6')
})

test('an at-least-once projection that saves every second offset handles the unsaved event again [P-280]', () => {
  const { kit, options, observe, handled } = setUp({ e4: 1 })
  kit.spawn(
    Projection.atLeastOnce({ ...options, saveOffsetAfterEnvelopes: 2, handler: observe }),
    'projection',
  )
  kit.advance(3600)
  expect(handled.join(' ')).toBe('e1 e2 e3 e4 e3 e4 e5 e6')
})

test('an at-most-once projection loses the event at which it failed', () => {
  const { kit, options, observe, handled } = setUp({ e4: 1 })
  kit.spawn(Projection.atMostOnce({ ...options, handler: observe }), 'projection')
  kit.advance(3600)
  expect(handled.join(' ')).toBe('e1 e2 e3 e4 e5 e6')
})

test('an offset is saved after the configured number of events, and after the idle time [P-281]', () => {
  const { kit, options, observe, offset } = setUp()
  kit.spawn(
    Projection.atLeastOnce({ ...options, saveOffsetAfterEnvelopes: 4, handler: observe }),
    'projection',
  )
  kit.advance(499)
  expect(offset()).toBe(4)
  kit.advance(1)
  expect(offset()).toBe(6)
})

test('start and stop hooks run at start, stop, restart, and at a failure without restart [P-283]', () => {
  const hooksOf = (maxRestarts: number, failures: Readonly<Record<string, number>>) => {
    const { kit, options, observe } = setUp(failures)
    const calls: string[] = []
    const ref = kit.spawn(
      Projection.atLeastOnce({
        ...options,
        restartBackoff: { maxRestarts },
        handler: observe,
        onStart: () => calls.push('start'),
        onStop: () => calls.push('stop'),
      }),
      'projection',
    )
    kit.advance(3600)
    ref.tell({ type: 'Stop' })
    kit.runUntilIdle()
    return calls
  }
  expect(hooksOf(-1, {})).toEqual(['start', 'stop'])
  expect(hooksOf(-1, { e4: 1 })).toEqual(['start', 'stop', 'start', 'stop'])
  expect(hooksOf(0, { e4: 1 })).toEqual(['start', 'stop'])
})

test('a projection can be stopped while it retries [P-284, P-289]', () => {
  const { kit, options, store, handled } = setUp({ e4: 99 })
  const ref = kit.spawn(
    Projection.exactlyOnce({
      ...options,
      recovery: HandlerRecovery.retryAndFail(99, 1000),
      handler: store,
    }),
    'projection',
  )
  kit.advance(1500)
  const attempts = handled.length
  const probe = kit.createTestProbe<unknown>()
  probe.watch(ref)
  ref.tell({ type: 'Stop' })
  probe.expectTerminated(ref)
  kit.advance(10_000)
  expect(handled).toHaveLength(attempts)
})

test('an offset of 0 processes all events again, and another one those after it [P-285]', () => {
  const { kit, options, observe, handled, offset } = setUp()
  const ref = kit.spawn(Projection.atLeastOnce({ ...options, handler: observe }), 'projection')
  kit.advance(500)
  handled.length = 0
  ref.tell({ type: 'SetOffset', offset: 0 })
  kit.advance(500)
  expect([handled.join(' '), offset()]).toEqual([all, 6])
  handled.length = 0
  ref.tell({ type: 'SetOffset', offset: 4 })
  kit.advance(500)
  expect([handled.join(' '), offset()]).toEqual(['e5 e6', 6])
})

test('a paused projection holds its events until it resumes, also after a restart [P-285, P-288]', () => {
  const { kit, options, store, model, write, status } = setUp()
  const start = (name: string) => kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), name)
  const first = start('first')
  kit.runUntilIdle()
  first.tell({ type: 'Pause' })
  write(1)
  kit.advance(10_000)
  expect(model()).toBe(all)
  first.tell({ type: 'Stop' })
  kit.runUntilIdle()
  const second = start('second')
  kit.advance(10_000)
  expect(model()).toBe(all)
  expect(status(second)).toEqual({ type: 'ProjectionStatus', offset: 6, paused: true })
  second.tell({ type: 'Resume' })
  kit.runUntilIdle()
  expect(model()).toBe(`${all} e7`)
})

test('commands are executed one after the other [P-288]', () => {
  const { kit, options, store, status, model } = setUp()
  const ref = kit.spawn(Projection.exactlyOnce({ ...options, handler: store }), 'projection')
  ref.tell({ type: 'Pause' })
  ref.tell({ type: 'SetOffset', offset: 5 })
  kit.runUntilIdle()
  expect(status(ref)).toEqual({ type: 'ProjectionStatus', offset: 5, paused: true })
  ref.tell({ type: 'Resume' })
  kit.runUntilIdle()
  expect(model()).toBe('e6')
})

test('a projection starts when it is spawned, and stops on request, on a stop, and when it fails [P-286]', () => {
  const stopped = (
    stop: (set: ReturnType<typeof setUp>) => void,
    failures: Readonly<Record<string, number>> = {},
  ) => {
    const set = setUp(failures)
    const { kit, options, store, handled } = set
    const ref = kit.spawn(
      Projection.exactlyOnce({ ...options, restartBackoff: { maxRestarts: 0 }, handler: store }),
      'projection',
    )
    const probe = kit.createTestProbe<unknown>()
    probe.watch(ref)
    kit.runUntilIdle()
    stop(set)
    if (Object.keys(failures).length === 0) ref.tell({ type: 'Stop' })
    probe.expectTerminated(ref)
    return handled.length
  }
  expect(stopped(() => undefined)).toBe(6)
  expect(stopped(() => undefined, { e2: 1 })).toBe(2)
})
