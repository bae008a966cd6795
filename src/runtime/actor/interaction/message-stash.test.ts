import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { logText, type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import type { Behavior } from '../api/behavior.ts'
import type { StashBuffer } from '../api/stash-buffer.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

type Stashing = (stash: StashBuffer<Step>) => Behavior<Step> | undefined

function setUp(wrap: (inner: Behavior<Step>) => Behavior<Step> = inner => inner, capacity = 10) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  let buffer: StashBuffer<Step> | null = null
  const ref = kit.spawn(
    wrap(
      Behaviors.withStash<Step>(capacity, stash => {
        buffer = stash
        return scripted(log, 'a')
      }),
    ),
    'a',
  )
  const tell = (...steps: Step[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  const using =
    (step: Stashing): Step =>
    () =>
      step(buffer!)
  const stash = (...steps: Step[]): Step =>
    using(into => {
      for (const step of steps) into.stash(step)
      return undefined
    })
  const unstashAll = (behavior: () => Behavior<Step>): Step => using(from => from.unstashAll(behavior()))
  return { kit, log, ref, tell, using, stash, unstashAll, size: () => buffer!.size }
}

test('[A-233, A-236, A-242] a stash has size, head, capacity, iteration and search; head of an empty one throws', () => {
  const { kit, tell, using, log } = setUp(inner => inner, 2)
  const [one, two] = [logText(log, 'one'), logText(log, 'two')]
  tell(
    using(stash => {
      expect([stash.size, stash.isEmpty, stash.isFull, stash.capacity]).toEqual([0, true, false, 2])
      expect(() => stash.head()).toThrow(/is empty/)
      stash.stash(one)
      stash.stash(two)
      expect([stash.size, stash.isEmpty, stash.isFull, stash.head()]).toEqual([2, false, true, one])
      expect([stash.contains(two), stash.contains(throwError()), stash.exists(step => step === one)]).toEqual(
        [true, false, true],
      )
      const seen: Step[] = []
      stash.forEach(step => {
        seen.push(step)
      })
      expect(seen).toEqual([one, two])
      return undefined
    }),
  )
  expect(kit.eventsOf('ActorFailed')).toEqual([])
})

test('[A-235] a stash beyond its capacity throws and stores nothing', () => {
  const { tell, stash, size, kit } = setUp(
    inner => Behaviors.supervise(inner).onFailure(SupervisorStrategy.resume),
    1,
  )
  tell(stash(logText([], '1'), logText([], '2')))
  expect(size()).toBe(1)
  expect(kit.eventsOf('ActorFailed')[0]?.error).toMatchObject({
    name: 'StashOverflow',
    message: expect.stringMatching(/full at \[1\]/),
  })
})

test('[A-243] unstashed messages are handled in order of arrival, before later ones', () => {
  const { kit, log, tell, stash, unstashAll } = setUp()
  tell(
    stash(logText(log, '1')),
    stash(logText(log, '2')),
    unstashAll(() => Behaviors.same),
    logText(log, '3'),
  )
  expect(log).toEqual(['1', '2', '3'])
  expect(kit.eventsOf('MessageStashed').map(event => event.size)).toEqual([1, 2])
  expect(kit.eventsOf('MessagesUnstashed')).toMatchObject([{ count: 2, size: 0 }])
})

test('[A-237] unstashAll uses each returned behavior, and starts a returned setup, before the next message', () => {
  const { log, tell, stash, unstashAll } = setUp()
  tell(
    stash(
      () =>
        Behaviors.setup<Step>(() => {
          log.push('setup')
          return scripted(log, 'b')
        }),
      logText(log, 'next'),
    ),
    unstashAll(() => Behaviors.same),
  )
  tell(() => Behaviors.stopped)
  expect(log).toEqual(['setup', 'next', 'b PostStop'])
})

test('[A-239] unstash handles at most the given number of the messages present at the call', () => {
  const { log, tell, stash, using, size } = setUp()
  tell(
    stash(
      using(stash => void stash.stash(logText(log, 'again'))),
      logText(log, '2'),
      logText(log, '3'),
    ),
  )
  tell(using(stash => stash.unstash(Behaviors.same, 2, step => step)))
  expect(log).toEqual(['2'])
  expect(size()).toBe(2)
  tell(using(stash => stash.unstashAll(Behaviors.same)))
  expect(log).toEqual(['2', '3', 'again'])
})

test('[A-240, A-241] clear empties the stash, also during unstashing, and the last behavior stays', () => {
  const { log, tell, stash, using, unstashAll, size } = setUp()
  tell(
    stash(
      using(stash => {
        stash.clear()
        return scripted(log, 'b')
      }),
      logText(log, 'never'),
    ),
    unstashAll(() => Behaviors.same),
  )
  expect(size()).toBe(0)
  tell(() => Behaviors.stopped)
  expect(log).toEqual(['b PostStop'])
})

test('[A-242] unstash into unhandled throws', () => {
  const { kit, tell, stash, unstashAll } = setUp()
  tell(
    stash(logText([], '1')),
    unstashAll(() => Behaviors.unhandled),
  )
  expect(kit.eventsOf('ActorFailed')[0]?.error.name).toBe('InvalidBehavior')
})

test('[A-245] unstash into same uses the current behavior, also in a nested call', () => {
  const { log, tell, stash, using, unstashAll } = setUp()
  tell(
    stash(
      () => scripted(log, 'b'),
      using(stash => {
        stash.stash(logText(log, 'nested'))
        return stash.unstash(Behaviors.same, 1, step => step)
      }),
      logText(log, 'after'),
    ),
    unstashAll(() => Behaviors.same),
  )
  tell(() => Behaviors.stopped)
  expect(log.at(-1)).toBe('b PostStop')
})

describe('a failure while unstashing', () => {
  test('[A-247] delivers PostStop to the behavior that failed', () => {
    for (const wrap of [
      (inner: Behavior<Step>) => inner,
      (inner: Behavior<Step>) => Behaviors.supervise(inner).onFailure(SupervisorStrategy.stop),
    ]) {
      const { log, tell, stash, unstashAll } = setUp(wrap)
      tell(
        stash(() => scripted(log, 'b'), throwError(), logText(log, 'never')),
        unstashAll(() => Behaviors.same),
      )
      expect(log).toEqual(['b PostStop'])
    }
  })

  test('[A-249] under resume drops the failing message and keeps the rest and the behavior', () => {
    const { kit, log, tell, stash, unstashAll, size } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.resume),
    )
    tell(
      stash(() => scripted(log, 'b'), throwError(), logText(log, 'kept')),
      unstashAll(() => Behaviors.same),
    )
    expect(size()).toBe(1)
    expect(kit.eventsOf('MessagesUnstashed')).toMatchObject([{ count: 2, size: 1 }])
    tell(
      unstashAll(() => Behaviors.same),
      () => Behaviors.stopped,
    )
    expect(log).toEqual(['kept', 'b PostStop'])
  })

  test('under restart loses the content of the stash', () => {
    const { log, kit, tell, stash, size } = setUp(inner =>
      Behaviors.supervise(inner).onFailure(SupervisorStrategy.restart),
    )
    tell(stash(logText(log, 'lost')), throwError())
    expect(size()).toBe(0)
    expect(kit.eventsOf('DeadLetter')).toEqual([])
    expect(log).toEqual(['a PreRestart'])
  })
})

test('[A-250] a setup can unstash', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  kit.spawn(
    Behaviors.withStash<Step>(5, stash => {
      stash.stash(logText(log, 'in setup'))
      return stash.unstashAll(scripted(log, 'a'))
    }),
    'a',
  )
  kit.runUntilIdle()
  expect(log).toEqual(['in setup'])
})

test('[A-251] an unstashed message that is unhandled is published and skipped', () => {
  const { kit, log, tell, stash, unstashAll } = setUp()
  tell(
    stash(() => Behaviors.unhandled, logText(log, 'next')),
    unstashAll(() => Behaviors.same),
  )
  expect(log).toEqual(['next'])
  expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
})

test('[A-252, A-253] stopped as unstash behavior or result stops the actor, and the rest becomes dead letters', () => {
  const first = setUp()
  first.tell(
    first.stash(logText(first.log, 'never')),
    first.unstashAll(() => Behaviors.stopped),
  )
  expect(first.kit.eventsOf('ActorStopped')).toHaveLength(1)
  expect(first.kit.eventsOf('DeadLetter')).toHaveLength(1)

  const second = setUp()
  second.tell(
    second.stash(
      logText(second.log, 'one'),
      () => Behaviors.stopped,
      logText(second.log, 'two'),
      logText(second.log, 'three'),
    ),
    second.unstashAll(() => Behaviors.same),
  )
  expect(second.log).toEqual(['one', 'a PostStop'])
  expect(second.kit.eventsOf('DeadLetter')).toHaveLength(2)
})

test('[A-234] unstash of one message removes it and keeps the order of the rest', () => {
  const { log, tell, stash, using, size } = setUp()
  const unstashOne = using(from => from.unstash(Behaviors.same, 1, step => step))
  tell(stash(logText(log, '1'), logText(log, '2'), logText(log, '3')), unstashOne)
  expect([log, size()]).toEqual([['1'], 2])
  tell(stash(logText(log, '4')), unstashOne)
  expect([log, size()]).toEqual([['1', '2'], 2])
  tell(using(from => from.unstashAll(Behaviors.same)))
  expect([log, size()]).toEqual([['1', '2', '3', '4'], 0])
})

test('[A-244] messages unstashed in portions, with new ones in between, are handled in order of arrival', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const sizes: number[] = []
  const active: Behavior<string> = Behaviors.receiveMessageWithSame(message => void log.push(message))
  const ref = kit.spawn(
    Behaviors.withStash<string>(10, stash =>
      Behaviors.receive((context, message) => {
        if (message.startsWith('unstashed ')) log.push(message.slice(10))
        else if (message !== 'more') stash.stash(message)
        else if (stash.isEmpty) return active
        else {
          sizes.push(stash.size)
          context.self.tell('more')
          return stash.unstash(Behaviors.same, 2, message => `unstashed ${message}`)
        }
        return Behaviors.same
      }),
    ),
    'a',
  )
  for (const message of ['a', 'b', 'c', 'more', 'd', 'e', 'f']) ref.tell(message)
  kit.runUntilIdle()
  ref.tell('g')
  kit.runUntilIdle()
  expect(log).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  expect(sizes).toEqual([3, 4, 2])
})

test('clear emits MessagesUnstashed, so that a fold of the trace counts the stash correctly', () => {
  const { kit, tell, stash, using } = setUp()
  tell(
    stash(() => undefined, throwError()),
    using(buffer => {
      buffer.clear()
      return undefined
    }),
  )
  expect(kit.eventsOf('MessagesUnstashed')).toMatchObject([{ count: 2, size: 0 }])
})
