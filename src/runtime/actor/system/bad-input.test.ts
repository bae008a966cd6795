import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

/** A value that TypeScript would reject. Code edited in the page is not type-checked, so such values occur. */
const forbidden = (value: unknown) => value as Behavior<string>

/** Runs a failing handler on one message, checks that the actor stops, and returns the error's name and message. */
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
      `^InvalidBehavior: Actor \\[/user/a#\\d+\\] returned \\[${what}\\] instead of a behavior\\. Return`,
    ),
  )

describe('a handler', () => {
  test('that returns a value other than a behavior fails, and the error shows the value', () => {
    expect(failing(() => undefined)).toEqual(noBehavior('undefined'))
    expect(failing(() => null)).toEqual(noBehavior('null'))
    expect(failing(() => 7)).toEqual(noBehavior('7'))
    expect(failing(() => ({ type: 'same' }))).toEqual(noBehavior('{"type":"same"}'))
    expect(failing(() => Object.create(null))).toEqual(noBehavior('{}'))
  })

  test('that returns a promise fails, and the error says what to do', () => {
    expect(failing(async () => Behaviors.same)).toContain('returned a promise. Handlers are synchronous')
  })

  test('that throws a value other than an Error fails, and the error shows the value', () => {
    const thrown = (value: unknown) =>
      failing(() => {
        throw value
      })
    const errorText = (what: string) => `ThrownValue: [${what}] was thrown instead of an Error.`
    expect(thrown('text')).toBe(errorText('text'))
    expect(thrown(undefined)).toBe(errorText('undefined'))
    expect(thrown(null)).toBe(errorText('null'))
    expect(thrown({ code: 5 })).toBe(errorText('{"code":5}'))
    expect(thrown('x'.repeat(200))).toBe(errorText(`${'x'.repeat(100)}…`))
    const cyclic: { self?: unknown } = {}
    cyclic.self = cyclic
    expect(thrown(cyclic)).toBe(errorText('object'))
    expect(thrown(Symbol('s'))).toBe(errorText('Symbol(s)'))
  })

  test('that spawns with a taken or invalid name, or without a behavior, fails with name and reason', () => {
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
    for (const missing of [undefined, null])
      expect(spawn(missing)).toContain('a name must be a text that is not empty')
    expect(spawn(7)).toContain('Actor name [7]: a name must be a text that is not empty')
    expect(failing(context => context.spawn(forbidden(undefined), 'b'))).toContain(
      'spawned [b] without a behavior',
    )
  })

  test('that sends null fails, and the error names the recipient', () => {
    expect(failing(context => context.self.tell(null as unknown as string))).toMatch(
      /^InvalidMessage: Nothing was sent to \[\/user\/a#\d+\]\. A message must not be null/,
    )
  })
})

test('a setup factory that returns a value other than a behavior fails the start', () => {
  for (const [returned, text] of [
    [undefined, '[undefined] instead of a behavior'],
    [Promise.resolve(Behaviors.same), 'a promise'],
    ['text', '[text] instead of a behavior'],
  ] as const) {
    const kit = ActorTestKit.create()
    kit.spawn(
      Behaviors.setup<string>(() => forbidden(returned)),
      'a',
    )
    kit.runUntilIdle()
    const [failure] = kit.eventsOf('ActorFailed')
    expect(failure?.error.name).toBe('ActorInitializationException')
    expect(failure?.error.message).toContain(text)
  }
})

test('a message to a stopped actor becomes a dead letter with the reason', () => {
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

test('a restart whose start always fails is repeated after pauses, and other actors still handle messages', () => {
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
  probe.ref.tell('still works')
  probe.expectMessage('still works')
  expect(kit.eventsOf('ActorFailed').at(-1)?.decision).toBe('restart')
})
