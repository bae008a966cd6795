import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { interactions } from '../interaction/interactions.ts'
import { LocalActorSystem } from './local-actor-system.ts'

/** A system whose driver runs its turns in the same thread, with a clock that the test sets. */
function setUp() {
  const driver = { clock: 0, woken: 0 }
  const system: LocalActorSystem = new LocalActorSystem({
    name: 'shared',
    address: 'pekko://shared@here:1',
    uid: 1,
    random: seededRandom('1'),
    tracer: null,
    now: 0,
    maxMessagesPerMs: null,
    interactions: interactions,
    wake: () => {
      driver.woken++
      system.enterInstant(driver.clock)
    },
  })
  return { driver, system }
}

const counter = (seen: string[]) =>
  Behaviors.receiveMessage<string>(message => {
    seen.push(message)
    return Behaviors.same
  })

test('the driver is woken once for all messages that arrive while the system is idle', () => {
  const { driver, system } = setUp()
  const seen: string[] = []
  const ref = system.spawn(counter(seen), 'a')
  ref.tell('1')
  expect(driver.woken).toBe(1)
  expect(system.runTurns(0, 10)).toBe(false)
  expect(seen).toEqual(['1'])
  ref.tell('2')
  ref.tell('3')
  expect(driver.woken).toBe(2)
  system.runTurns(0, 10)
  expect(seen).toEqual(['1', '2', '3'])
})

test('runTurns runs at most the given number of turns, and returns true when work is left', () => {
  const { driver, system } = setUp()
  let ticks = 0
  const ref: ActorRef<'tick'> = system.spawn(
    Behaviors.receive<'tick'>(context => {
      ticks++
      context.self.tell('tick')
      return Behaviors.same
    }),
    'endless',
  )
  const seenBeside: string[] = []
  const beside = system.spawn(counter(seenBeside), 'beside')
  ref.tell('tick')
  expect(system.runTurns(0, 4)).toBe(true)
  const first = ticks
  expect(first).toBeGreaterThan(0)
  beside.tell('heard')
  expect(system.runTurns(0, 4)).toBe(true)
  expect(ticks).toBeGreaterThan(first)
  expect(ticks).toBeLessThanOrEqual(40)
  expect(seenBeside).toEqual(['heard'])
  expect(driver.woken).toBe(1)
})

test('schedules and asks of an idle system count from the instant at which it is woken', () => {
  const { driver, system } = setUp()
  const seen: string[] = []
  const ref = system.spawn(counter(seen), 'a')
  system.runTurns(0, 10)
  driver.clock = 5000
  system.scheduleOnce(100, ref, 'late')
  expect([driver.woken, system.nextDue]).toEqual([2, 5100])
  system.runTurns(5000, 10)
  driver.clock = 6000
  const failures: string[] = []
  // No message is sent here: only the time-out wakes the driver.
  system.ask(
    system.ignoreRef,
    () => 'anything',
    10,
    () => undefined,
    error => failures.push(error.message),
  )
  expect(driver.woken).toBe(3)
  system.runTurns(6009, 10)
  expect([seen, failures]).toEqual([['late'], []])
  system.runTurns(6010, 10)
  expect(failures).toHaveLength(1)
})
