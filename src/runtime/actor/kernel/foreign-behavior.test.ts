import { expect, test, vi } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

vi.resetModules()
const otherCopy = await import('../authoring/behaviors.ts')
const otherClassic = await import('../../classic/index.ts')

const sentence = /another copy of the actor runtime made: two copies are loaded/

test('two imports of the module are different copies', () => {
  expect(otherCopy.Behaviors.same).not.toBe(Behaviors.same)
})

test.each<[string, Behavior<string>]>([
  ['receive', otherCopy.Behaviors.receiveMessage<string>(() => otherCopy.Behaviors.same)],
  ['setup', otherCopy.Behaviors.setup<string>(() => otherCopy.Behaviors.same)],
  [
    'setup of this copy',
    Behaviors.setup<string>(() => otherCopy.Behaviors.receiveMessage(() => Behaviors.same)),
  ],
  ['supervise', otherCopy.Behaviors.supervise(Behaviors.empty).onFailure(SupervisorStrategy.restart)],
])('an actor whose initial behavior is %s of another copy fails with an explanation', (_, behavior) => {
  const kit = ActorTestKit.create()
  kit.spawn(behavior, 'a').tell('hello')
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed')).toMatchObject([
    { decision: 'stop', error: { message: expect.stringMatching(sentence) } },
  ])
})

test.each(['same', 'unhandled'] as const)('a handler that returns %s of another copy fails', name => {
  const kit = ActorTestKit.create()
  kit
    .spawn(
      Behaviors.receiveMessage<string>(() => otherCopy.Behaviors[name]),
      'a',
    )
    .tell('hello')
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { message: expect.stringMatching(sentence) } }])
})

test('a spawn of classic Props from another copy throws', () => {
  class Silent extends otherClassic.Actor<string> {
    override receive() {
      return () => undefined
    }
  }
  const kit = ActorTestKit.create()
  expect(() =>
    kit.spawn(
      otherClassic.Props(() => new Silent()),
      'a',
    ),
  ).toThrow(sentence)
})
