import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { LocalActorSystem } from './local-actor-system.ts'

test('beforeTurn is called with each message before it is handled, also with messages deferred by a restart', () => {
  const calls: unknown[] = []
  const system = new LocalActorSystem({
    name: 'calls',
    address: 'pekko://calls@here:1',
    uid: 1,
    random: seededRandom('1'),
    tracer: null,
    now: 0,
    maxMessagesPerMs: null,
    beforeTurn: (_, item) => calls.push(item),
  })
  const backoff = { minBackoffMs: 10, maxBackoffMs: 10, randomFactor: 0 }
  const ref = system.spawn(
    Behaviors.supervise(
      Behaviors.receiveMessage<string>(message => {
        calls.push(`handled ${message}`)
        if (message === 'fails') throw new Error(message)
        return Behaviors.same
      }),
    ).onFailure(SupervisorStrategy.restartWithBackoff(backoff)),
    'a',
  )
  for (const message of ['fails', 'waits', 'waits too']) ref.tell(message)
  system.runInstant(0)
  calls.length = 0
  system.runInstant(10)
  expect(calls.slice(1)).toEqual(['waits', 'handled waits', 'waits too', 'handled waits too'])
})
