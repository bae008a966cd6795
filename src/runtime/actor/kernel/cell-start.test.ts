import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { Behavior } from '../api/behavior.ts'
import { isTerminated, type TerminatedSignal } from '../api/signal.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { ActorInitializationException, InvalidActorName } from '../base/actor-errors.ts'

/** A parent that spawns and watches `child` in its setup and records the signal of its end. */
function watched(child: Behavior<string>) {
  const kit = ActorTestKit.create()
  const signals: TerminatedSignal[] = []
  kit.spawn(
    Behaviors.setup<string>(context => {
      context.watch(context.spawn(child, 'child'))
      return Behaviors.receiveSignal((_, signal) => {
        if (isTerminated(signal)) signals.push(signal)
        return Behaviors.same
      })
    }),
    'parent',
  )
  kit.runUntilIdle()
  return { kit, signals, stopped: kit.eventsOf('ActorStopped').map(event => event.actor.split('#')[0]) }
}

describe('a setup factory', () => {
  test('[A-118] that throws stops the actor, and a watching parent receives the error', () => {
    const { signals, stopped } = watched(
      Behaviors.setup(() => {
        throw new Error('no')
      }),
    )
    expect(stopped).toEqual(['/user/parent/child'])
    expect(signals).toHaveLength(1)
    const [signal] = signals
    const cause = signal?.type === 'ChildFailed' ? signal.cause : null
    expect(cause).toBeInstanceOf(ActorInitializationException)
    expect(cause?.cause).toMatchObject({ message: 'no' })
  })

  test('[A-119] that returns stopped stops the actor, and a watching parent receives Terminated without a failure', () => {
    const { kit, signals, stopped } = watched(Behaviors.setup(() => Behaviors.stopped))
    expect(stopped).toEqual(['/user/parent/child'])
    expect(signals.map(signal => signal.type)).toEqual(['Terminated'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })
})

test('[A-206] of several spawns under one name at one instant the first succeeds, the others throw', () => {
  const kit = ActorTestKit.create()
  const outcomes: string[] = []
  const parent = kit.spawn(
    Behaviors.receive<number>((context, who) => {
      try {
        context.spawn(Behaviors.ignore, 'same')
        outcomes.push(`${who} succeeded`)
      } catch (thrown) {
        outcomes.push(`${who} ${thrown instanceof InvalidActorName ? thrown.actorName : thrown}`)
      }
      return Behaviors.same
    }),
    'parent',
  )
  for (let who = 1; who <= 4; who++) {
    kit.spawn(
      Behaviors.setup<never>(() => {
        parent.tell(who)
        return Behaviors.stopped
      }),
      `rival-${who}`,
    )
  }
  kit.runUntilIdle()
  expect(outcomes).toEqual(['1 succeeded', '2 same', '3 same', '4 same'])
  expect(kit.eventsOf('ActorStarted').filter(event => event.actor.includes('/parent/'))).toHaveLength(1)
})
