import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { AbstractBehavior } from './abstract-behavior.ts'

class Counter extends AbstractBehavior<string> {
  private count = 0
  private readonly log: string[]
  constructor(context: ActorContext<string>, log: string[]) {
    super(context)
    this.log = log
  }
  onMessage(message: string): Behavior<string> {
    this.log.push(`${message} ${++this.count}`)
    if (message === 'fail') throw new Error('failed on request')
    return message === 'stop' ? Behaviors.stopped : this
  }
  override onSignal(signal: Signal): Behavior<string> {
    this.log.push(signal.type)
    return Behaviors.same
  }
}

class Plain extends AbstractBehavior<string> {
  onMessage(): Behavior<string> {
    return Behaviors.same
  }
}

/** A behavior that uses the context of another actor. */
function foreignContext(kit: ActorTestKit): ActorContext<string> {
  let context: ActorContext<string> | null = null
  kit.spawn(
    Behaviors.setup<string>(given => {
      context = given
      return Behaviors.ignore
    }),
    'owner',
  )
  kit.runUntilIdle()
  return context!
}

const failuresOf = (kit: ActorTestKit) => kit.eventsOf('ActorFailed').map(event => event.error.message ?? '')

describe('an AbstractBehavior', () => {
  test('keeps state in fields and receives signals; a restart creates a new object', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const counter = Behaviors.setup<string>(context => new Counter(context, log))
    const ref = kit.spawn(Behaviors.supervise(counter).onFailure(SupervisorStrategy.restart), 'a')
    for (const message of ['a', 'b', 'fail', 'c', 'stop']) ref.tell(message)
    kit.runUntilIdle()
    expect(log).toEqual(['a 1', 'b 2', 'fail 3', 'PreRestart', 'c 1', 'stop 2', 'PostStop'])
  })

  test('without onSignal leaves signals unhandled', () => {
    const kit = ActorTestKit.create()
    const ref = kit.spawn(
      Behaviors.setup<string>(context => {
        context.watch(context.spawn(Behaviors.stopped, 'child'))
        return new Plain(context)
      }),
      'a',
    )
    const probe = kit.createTestProbe()
    probe.watch(ref)
    probe.expectTerminated(ref)
    expect(kit.eventsOf('ActorFailed').map(event => event.error.name)).toEqual(['DeathPactException'])
  })

  test('[A-047] created outside of setup fails under every supervisor', () => {
    const kit = ActorTestKit.create()
    const object = new Plain(foreignContext(kit))
    for (const strategy of [SupervisorStrategy.restart, SupervisorStrategy.resume, SupervisorStrategy.stop]) {
      expect(() => Behaviors.supervise(object).onFailure(strategy)).toThrow(/Behaviors\.setup/)
    }
  })

  test("[A-048, A-154] created with another actor's context fails on the first message, and again on PostStop", () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const foreign = foreignContext(kit)
    const ref = kit.spawn(
      Behaviors.setup<string>(() => new Counter(foreign, log)),
      'a',
    )
    ref.tell('x')
    kit.runUntilIdle()
    expect(failuresOf(kit)).toEqual([expect.stringContaining('runs an object that was made with it')])
    const atStop = kit.eventsOf('Logged').filter(event => event.text.includes('runs an object'))
    expect(atStop).toHaveLength(2)
    expect(log).toEqual([])
  })

  test("[A-154] whose constructor uses another actor's context fails", () => {
    class Watcher extends Plain {
      constructor(context: ActorContext<string>) {
        super(context)
        context.setReceiveTimeout(100, 'x')
      }
    }
    const kit = ActorTestKit.create()
    const foreign = foreignContext(kit)
    kit.spawn(
      Behaviors.setup<string>(() => new Watcher(foreign)),
      'a',
    )
    kit.runUntilIdle()
    expect(failuresOf(kit)).toEqual([expect.stringContaining('[setReceiveTimeout] is legal only while')])
  })

  test('[A-154] shared by two actors fails in the second', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    let shared: Counter | null = null
    const sharing = Behaviors.setup<string>(context => {
      shared ??= new Counter(context, log)
      return shared
    })
    const [first, second] = [kit.spawn(sharing, 'first'), kit.spawn(sharing, 'second')]
    first.tell('a')
    second.tell('b')
    kit.runUntilIdle()
    expect(log).toEqual(['a 1'])
    expect(kit.eventsOf('ActorFailed').map(event => event.actor)).toEqual([second.path])
  })
})
