import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { Actor, AllForOneStrategy, OneForOneStrategy, Props, type Receive } from './index.ts'
import { fail, type Scripted, scripted, setUp } from './scripted.fixture.ts'

const escalates = new OneForOneStrategy({}, () => 'escalate')
const restarts = new OneForOneStrategy({}, () => 'restart')

/** When restarts happened, of the actor of that name. */
const restartsOf = (kit: ActorTestKit, name: string) =>
  kit
    .eventsOf('ActorRestarted')
    .filter(event => event.actor.includes(`/${name}#`))
    .map(event => event.at)

describe('a restart without limit that fails anew in its very instant is tried again after longer and longer', () => {
  test('when a child that never comes to be fails its parent', () => {
    const { kit } = setUp({
      strategy: restarts,
      preStart: top =>
        void top.spawn('parent', {
          strategy: escalates,
          preStart: parent => void parent.spawn('child', { construct: fail() }),
        }),
    })
    kit.advance(10_000)
    expect(restartsOf(kit, 'parent').slice(0, 5)).toEqual([0, 1, 3, 7, 15])
    const last = restartsOf(kit, 'parent').slice(-2)
    expect(last[1]! - last[0]!).toBe(1000)
    expect(kit.eventsOf('ActorBackingOff').slice(0, 3)).toMatchObject([
      { until: 1 },
      { until: 3 },
      { until: 7 },
    ])
  })

  test('when it is made, or resumed though it was never made', () => {
    for (const strategy of [restarts, new OneForOneStrategy({}, () => 'resume')]) {
      const { kit } = setUp({ strategy, preStart: top => void top.spawn('child', { construct: fail() }) })
      kit.advance(10)
      expect(restartsOf(kit, 'child')).toEqual([0, 1, 3, 7])
    }
  })

  test('when two never come to be, and each restarts the other', () => {
    const { kit } = setUp({
      strategy: new AllForOneStrategy({}, () => 'restart'),
      preStart: top => {
        top.spawn('a', { construct: fail() })
        top.spawn('b', { construct: fail() })
      },
    })
    kit.advance(10_000)
    for (const name of ['a', 'b']) expect(restartsOf(kit, name).length).toBeLessThan(50)
  })

  test('when it comes to the message again that it had put aside and failed on', () => {
    class Stubborn extends Actor<string> {
      override receive(): Receive<string> {
        return message => {
          if (message === 'fine') return
          this.stash()
          throw new Error(message)
        }
      }
    }
    const kit = ActorTestKit.create()
    const ref = kit.spawn(Props(Stubborn), 'stubborn')
    ref.tell('wrong')
    kit.advance(10)
    expect(restartsOf(kit, 'stubborn')).toEqual([0, 1, 3, 7])
  })
})

test('messages that fail one after the other restart their receiver at once', () => {
  const { kit, tell } = setUp()
  tell(...Array(50).fill(fail()))
  expect(restartsOf(kit, 'top')).toEqual(Array(50).fill(0))
})

test('once an actor has run for a while its restarts begin at once again', () => {
  let healthy = false
  const kit = ActorTestKit.create()
  const construct = () => {
    if (!healthy) throw new Error('not yet')
  }
  const top = kit.spawn(
    scripted('top', {
      log: [],
      strategy: restarts,
      preStart: actor => void actor.spawn('child', { construct }),
    }),
    'top',
  )
  kit.advance(2)
  healthy = true
  kit.advance(8)
  top.tell((actor: Scripted) => actor.childNamed('child').tell(fail()))
  kit.runUntilIdle()
  expect(restartsOf(kit, 'child')).toEqual([0, 1, 3, 10])
})

test('a restart that has a limit is tried at once until that is reached', () => {
  const { kit, decisions } = setUp({
    strategy: new OneForOneStrategy({ maxNrOfRetries: 12, withinTimeRangeMs: 1000 }, () => 'restart'),
    preStart: top => void top.spawn('child', { construct: fail() }),
  })
  kit.runUntilIdle()
  expect(decisions()).toEqual([...Array(12).fill('restart'), 'stop'])
})
