import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { ActorContext } from './actor-context.ts'
import type { Behavior } from './behavior.ts'
import { Behaviors } from './behaviors.ts'
import { SupervisorStrategy } from './supervisor-strategy.ts'

/** What TypeScript forbids may still come at run time, from edited code above all. */
const forbidden = (value: unknown) => value as Behavior<string>

/** Runs a handler on one message; how the failure was told, and whether the actor ended. */
function failing(handler: (context: ActorContext<string>) => unknown) {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(
    Behaviors.receive<string>(context => forbidden(handler(context))),
    'a',
  )
  ref.tell('x')
  kit.runUntilIdle()
  const [failure, ...more] = kit.eventsOf('ActorFailed')
  expect(more).toEqual([])
  expect(kit.eventsOf('ActorStopped').at(-1)?.actor).toBe(ref.path)
  return `${failure?.error.name}: ${failure?.error.message}`
}

const noBehavior = (what: string) =>
  expect.stringMatching(
    new RegExp(
      `^InvalidBehavior: Actor \\[/user/a#\\d+\\] answered with \\[${what}\\], which is no behavior\\. Return`,
    ),
  )

describe('a handler', () => {
  test('that answers with what is no behavior fails, and the failure says with what', () => {
    expect(failing(() => undefined)).toEqual(noBehavior('undefined'))
    expect(failing(() => null)).toEqual(noBehavior('null'))
    expect(failing(() => 7)).toEqual(noBehavior('7'))
    expect(failing(() => ({ type: 'same' }))).toEqual(noBehavior('{"type":"same"}'))
    expect(failing(() => Object.create(null))).toEqual(noBehavior('{}'))
  })

  test('that answers with a promise fails, and the failure says what to do', () => {
    expect(failing(async () => Behaviors.same)).toContain('answered with a promise. Handlers are synchronous')
  })

  test('may throw what is no error: the failure says what it was', () => {
    const thrown = (value: unknown) =>
      failing(() => {
        throw value
      })
    const told = (what: string) => `ThrownValue: [${what}] was thrown, which is no Error.`
    expect(thrown('text')).toBe(told('text'))
    expect(thrown(undefined)).toBe(told('undefined'))
    expect(thrown(null)).toBe(told('null'))
    expect(thrown({ code: 5 })).toBe(told('{"code":5}'))
    expect(thrown('x'.repeat(200))).toBe(told(`${'x'.repeat(100)}…`))
    const around: { self?: unknown } = {}
    around.self = around
    expect(thrown(around)).toBe(told('object'))
    expect(thrown(Symbol('s'))).toBe(told('Symbol(s)'))
  })

  test('may spawn under a taken or an illegal name, or without a behavior: the failure says which and why', () => {
    const spawn = (...names: unknown[]) =>
      failing(context => {
        for (const name of names) context.spawn(Behaviors.ignore, name as string)
      })
    expect(spawn('b', 'b')).toMatch(
      /^InvalidActorName: Actor name \[b\]: it is taken under \[\/user\/a#\d+\]\. Choose/,
    )
    expect(spawn('b c')).toContain('Actor name [b c]: character [ ] at position [1] is not allowed')
    expect(spawn('')).toContain('a name must be a text that is not empty')
    expect(spawn('$b')).toContain('a name must not begin with [$]')
    for (const none of [undefined, null])
      expect(spawn(none)).toContain('a name must be a text that is not empty')
    expect(spawn(7)).toContain('Actor name [7]: a name must be a text that is not empty')
    expect(failing(context => context.spawn(forbidden(undefined), 'b'))).toContain(
      'spawned [b] without a behavior',
    )
  })

  test('may tell nothing: the failure says to whom', () => {
    expect(failing(context => context.self.tell(null as unknown as string))).toMatch(
      /^InvalidMessage: Nothing was sent to \[\/user\/a#\d+\]\. A message must not be null/,
    )
  })
})

test('a factory that yields what is no behavior fails the start', () => {
  for (const [given, told] of [
    [undefined, '[undefined], which is no behavior'],
    [Promise.resolve(Behaviors.same), 'a promise'],
    ['text', '[text], which is no behavior'],
  ] as const) {
    const kit = ActorTestKit.create()
    kit.spawn(
      Behaviors.setup<string>(() => forbidden(given)),
      'a',
    )
    kit.runUntilIdle()
    const [failure] = kit.eventsOf('ActorFailed')
    expect(failure?.error.name).toBe('ActorInitializationException')
    expect(failure?.error.message).toContain(told)
  }
})

test('a message to a stopped actor is a dead letter that says so', () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(
    Behaviors.receiveMessage<string>(() => Behaviors.stopped),
    'a',
  )
  for (const message of ['stop', 'left over']) ref.tell(message)
  kit.runUntilIdle()
  ref.tell('too late')
  expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.body, event.why])).toEqual([
    [ref.path, '"left over"', 'the actor stopped before it came to this'],
    [ref.path, '"too late"', 'the actor has stopped'],
  ])
})

test('a restart whose start fails without end is tried again after a pause, and the rest of the system lives on', () => {
  const kit = ActorTestKit.create()
  let starts = 0
  const ref = kit.spawn(
    Behaviors.supervise(
      Behaviors.setup<string>(() => {
        if (++starts > 1) throw new Error('never again')
        return Behaviors.receiveMessage(() => {
          throw new Error('first')
        })
      }),
    ).onFailure(SupervisorStrategy.restart),
    'a',
  )
  const probe = kit.createTestProbe<string>()
  ref.tell('x')
  kit.advance(100)
  expect(starts).toBeGreaterThan(5)
  expect(starts).toBeLessThan(110)
  probe.ref.tell('still here')
  probe.expectMessage('still here')
  expect(kit.eventsOf('ActorFailed').at(-1)?.decision).toBe('restart')
})
