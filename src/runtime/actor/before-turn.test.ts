import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { Behaviors } from './behaviors.ts'
import { LocalActorSystem } from './local-actor-system.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

test('whoever must know what never ended hears of each message before it is handled, also of what waited for a restart', () => {
  const heard: unknown[] = []
  const system = new LocalActorSystem({
    name: 'heard',
    address: 'pekko://heard@here:1',
    uid: 1,
    random: seededRandom('1'),
    tracer: null,
    now: 0,
    maxMessagesPerMs: null,
    beforeTurn: (_, item) => heard.push(item),
  })
  const backoff = { minBackoffMs: 10, maxBackoffMs: 10, randomFactor: 0 }
  const ref = system.spawn(
    Behaviors.supervise(
      Behaviors.receiveMessage<string>(message => {
        heard.push(`handled ${message}`)
        if (message === 'fails') throw new Error(message)
        return Behaviors.same
      }),
    ).onFailure(SupervisorStrategy.restartWithBackoff(backoff)),
    'a',
  )
  for (const message of ['fails', 'waits', 'waits too']) ref.tell(message)
  system.runInstant(0)
  heard.length = 0
  system.runInstant(10)
  expect(heard.slice(1)).toEqual(['waits', 'handled waits', 'waits too', 'handled waits too'])
})
