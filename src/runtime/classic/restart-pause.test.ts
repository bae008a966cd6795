import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { Actor, AllForOneStrategy, OneForOneStrategy, Props, type Receive } from './index.ts'
import { fail, type Scripted, scripted, setUp } from './scripted.fixture.ts'

const escalates = new OneForOneStrategy({}, () => 'escalate')
const restarts = new OneForOneStrategy({}, () => 'restart')

/** Instants at which the actor of this name was restarted. */
const restartTimes = (kit: ActorTestKit, name: string) =>
  kit
    .eventsOf('ActorRestarted')
    .filter(event => event.actor.includes(`/${name}#`))
    .map(event => event.at)

describe('restarts without a limit are delayed by a growing pause', () => {
  test('when a child whose constructor always throws escalates to its parent', () => {
    const { kit } = setUp({
      strategy: restarts,
      preStart: top =>
        void top.spawn('parent', {
          strategy: escalates,
          preStart: parent => void parent.spawn('child', { construct: fail() }),
        }),
    })
    kit.advance(10_000)
    expect(restartTimes(kit, 'parent').slice(0, 5)).toEqual([0, 1, 3, 7, 15])
    const last = restartTimes(kit, 'parent').slice(-2)
    expect(last[1]! - last[0]!).toBe(1000)
    expect(kit.eventsOf('ActorBackingOff').slice(0, 3)).toMatchObject([
      { until: 1 },
      { until: 3 },
      { until: 7 },
    ])
  })

  test('when the constructor always throws, under restart and under resume', () => {
    for (const strategy of [restarts, new OneForOneStrategy({}, () => 'resume')]) {
      const { kit } = setUp({ strategy, preStart: top => void top.spawn('child', { construct: fail() }) })
      kit.advance(10)
      expect(restartTimes(kit, 'child')).toEqual([0, 1, 3, 7])
    }
  })

  test('when two constructors always throw and all-for-one restarts both', () => {
    const { kit } = setUp({
      strategy: new AllForOneStrategy({}, () => 'restart'),
      preStart: top => {
        top.spawn('a', { construct: fail() })
        top.spawn('b', { construct: fail() })
      },
    })
    kit.advance(10_000)
    for (const name of ['a', 'b']) expect(restartTimes(kit, name).length).toBeLessThan(50)
  })

  test('when the new instance fails on the message that the old one stashed and failed on', () => {
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
    expect(restartTimes(kit, 'stubborn')).toEqual([0, 1, 3, 7])
  })
})

test('failures on different messages restart the actor without a pause', () => {
  const { kit, tell } = setUp()
  tell(...Array(50).fill(fail()))
  expect(restartTimes(kit, 'top')).toEqual(Array(50).fill(0))
})

test('a failure after some time without one restarts the actor without a pause', () => {
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
  expect(restartTimes(kit, 'child')).toEqual([0, 1, 3, 10])
})

test('restarts with a limit happen without a pause until the limit is reached', () => {
  const { kit, decisions } = setUp({
    strategy: new OneForOneStrategy({ maxNrOfRetries: 12, withinTimeRangeMs: 1000 }, () => 'restart'),
    preStart: top => void top.spawn('child', { construct: fail() }),
  })
  kit.runUntilIdle()
  expect(decisions()).toEqual([...Array(12).fill('restart'), 'stop'])
})
