import { expect, test } from 'vitest'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { ActorTestKit } from './actor-test-kit.ts'
import { LoggingTestKit } from './logging-test-kit.ts'

const setUp = () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn<string>(
    Behaviors.receive((context, message) => {
      context.log.warn(`got ${message}`)
      return Behaviors.same
    }),
    'a',
  )
  return { kit, ref }
}

test('LoggingTestKit.expect advances time to the expected line and returns the result of its function', () => {
  const { kit, ref } = setUp()
  const expected = LoggingTestKit.warn('got late').withSource('/user/a')
  expect(
    expected.expect(kit, () => {
      kit.system.scheduleOnce(400, ref, 'late')
      return 'done'
    }),
  ).toBe('done')
  expect(kit.now).toBe(400)
})

test('LoggingTestKit.expect names the expected and the logged lines when it fails', () => {
  const { kit, ref } = setUp()
  const act = () => ref.tell('x')
  const message =
    'Expected [1] of {"level":"error","contains":"x"} and found [0] in ["warn got x"], at [50] ms.'
  expect(() => LoggingTestKit.error('x').expect(kit, act, 50)).toThrow(message)
  expect(() => LoggingTestKit.warn('y').expect(kit, act)).toThrow('found [0]')
  expect(() => LoggingTestKit.warn('x').withSource('/user/b').expect(kit, act)).toThrow('found [0]')
})

test('LoggingTestKit.expect demands the exact count of lines, and waits the full time for 0', () => {
  const { kit, ref } = setUp()
  const twice = () => {
    ref.tell('x')
    ref.tell('y')
  }
  LoggingTestKit.empty().withLogLevel('warn').withMessageContains('got').withOccurrences(2).expect(kit, twice)
  expect(() => LoggingTestKit.warn('got').expect(kit, twice)).toThrow('found [2]')
  LoggingTestKit.debug('got').withOccurrences(0).expect(kit, twice, 100)
  LoggingTestKit.info('got').withOccurrences(0).expect(kit, twice, 100)
  expect(kit.now).toBe(200)
  expect(() => LoggingTestKit.warn('got x').withOccurrences(0).expect(kit, twice, 0)).toThrow('found [1]')
})
