import { expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { stopBehindMail } from './poison-pill.ts'

const recorder = (kit: ActorTestKit) => {
  const handled: string[] = []
  const behavior = Behaviors.receiveMessage<string>(message => {
    if (message === 'fail') throw new Error('asked to')
    handled.push(message)
    return Behaviors.same
  })
  return { handled, behavior, kit }
}

test('an actor stopped behind its mail handles earlier messages and no later ones', () => {
  const { kit, handled, behavior } = recorder(ActorTestKit.create())
  const ref = kit.spawn(behavior, 'a')
  for (let i = 1; i <= 10; i++) ref.tell(`${i}`)
  stopBehindMail(ref)
  ref.tell('late')
  kit.runUntilIdle()
  expect(handled).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
  expect(kit.eventsOf('ActorStopped').map(event => event.actor)).toEqual([ref.path])
  expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['"late"'])
})

test('an actor stopped behind its mail during backoff stops after its restart', () => {
  const { kit, handled, behavior } = recorder(ActorTestKit.create())
  const supervised = Behaviors.supervise(behavior).onFailure(
    SupervisorStrategy.restartWithBackoff({ minBackoffMs: 100, maxBackoffMs: 100, randomFactor: 0 }),
  )
  const ref = kit.spawn(supervised, 'a')
  ref.tell('fail')
  ref.tell('kept')
  stopBehindMail(ref)
  kit.advance(50)
  expect(kit.eventsOf('ActorStopped')).toEqual([])
  kit.advance(100)
  expect(handled).toEqual(['kept'])
  expect(kit.eventsOf('ActorStopped')).toHaveLength(1)
})
