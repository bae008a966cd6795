import { expect, test } from 'vitest'
import { OneForOneStrategy } from '../../classic/index.ts'
import { below, fail as failClassic, type Script, setUp } from '../../classic/scripted.fixture.ts'
import { CoordinatedShutdown } from '../../cluster/coordinated-shutdown.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { TestNetwork } from '../../testkit/test-network.ts'
import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'

const deeper = (depth: number): number => deeper(depth + 1) + 1
/** Exhausts the stack of the engine by endless recursion. */
const overflow = (): never => {
  deeper(0)
  throw new Error('The stack has no end.')
}
const never = () => Behaviors.same
const asJson = { type: 'Message', toJSON: overflow }

/** Spawns an actor under restart supervision that exhausts the stack at one place. */
type Place = (kit: ActorTestKit) => void

const spawn = (kit: ActorTestKit, behavior: Behavior<string>) =>
  kit.spawn(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart), 'a')

/** Spawns an actor whose handler calls `run` at its first message. */
const handling =
  (run: (context: ActorContext<string>) => void): Place =>
  kit =>
    spawn(
      kit,
      Behaviors.receive<string>((context, text) => {
        if (text === 'go') run(context)
        if (text === 'stop') return Behaviors.stopped
        if (text === 'fail') throw new Error('failed on request')
        return Behaviors.same
      }),
    ).tell('go')

const onSignal =
  (type: string, text: string): Place =>
  kit =>
    spawn(
      kit,
      Behaviors.receiveMessage<string>(message => {
        if (message === 'fail') throw new Error('failed on request')
        return Behaviors.stopped
      }).receiveSignal((_, signal) => (signal.type === type ? overflow() : Behaviors.same)),
    ).tell(text)

const places: Record<string, Place> = {
  'a message handler': handling(overflow),
  'a factory': kit => spawn(kit, Behaviors.setup<string>(overflow)),
  PreRestart: onSignal('PreRestart', 'fail'),
  PostStop: onSignal('PostStop', 'stop'),
  'the callback of stopped': kit =>
    spawn(
      kit,
      Behaviors.receiveMessage(() => Behaviors.stoppedThen(overflow)),
    ).tell('stop'),
  'an interceptor': kit =>
    spawn(
      kit,
      Behaviors.intercept<string>(() => ({ aroundReceive: overflow }))(Behaviors.receiveMessage(never)),
    ).tell('go'),
  'a start inside an interceptor': kit =>
    spawn(
      kit,
      Behaviors.intercept<string>(() => ({ aroundStart: (_, target) => target() }))(
        Behaviors.supervise(Behaviors.setup<string>(overflow)).onFailure(SupervisorStrategy.restart),
      ),
    ),
  'an adapter whose failures are handled': kit =>
    spawn(
      kit,
      Behaviors.receive<string>((context, _) => {
        context.messageAdapter((each): each is number => typeof each === 'number', overflow).tell(1)
        return Behaviors.same
      }).receiveSignal(never),
    ).tell('go'),
  'the reply to an ask': handling(context => {
    const echo = context.spawn(
      Behaviors.receiveMessage<{ replyTo: { tell(text: string): void } }>(({ replyTo }) => {
        replyTo.tell('reply')
        return Behaviors.same
      }),
      'echo',
    )
    context.ask<{ replyTo: { tell(text: string): void } }, string>(
      echo,
      replyTo => ({ replyTo }),
      10,
      overflow,
    )
  }),
  'something piped to self': handling(context => context.pipeToSelf<string>(overflow, () => 'ended')),
  'an inspector': handling(context => context.inspect(overflow)),
  'a message as text': handling(context => context.self.tell(asJson as never)),
  'a scheduled message as text': handling(context => {
    context.scheduleOnce(1, context.self, asJson as never)
  }),
  'a message compared': handling(context => {
    const child = context.spawn(Behaviors.ignore, 'child')
    context.watchWith(child, { a: 1 } as never)
    const message = { type: 'Message' }
    Object.defineProperty(message, 'a', { get: overflow, enumerable: true })
    context.watchWith(child, message as never)
  }),
  'a stashed message': kit =>
    spawn(
      kit,
      Behaviors.withStash<string>(2, stash =>
        Behaviors.receiveMessage(text => {
          stash.stash(text)
          return stash.unstashAll(Behaviors.receiveMessage(overflow))
        }),
      ),
    ).tell('go'),
  'the factory of a child': handling(context => {
    context.spawn(Behaviors.setup<string>(overflow), 'child')
  }),
  'a task of the coordinated shutdown': kit => {
    const shutdown = CoordinatedShutdown.get(kit.system)
    shutdown.addTask('service-stop', 'task', overflow)
    shutdown.run('user-initiated')
  },
}

test.each(Object.entries(places))(
  'a stack exhausted in %s ends the system in spite of supervision',
  (_, go) => {
    const kit = ActorTestKit.create()
    expect(() => {
      go(kit)
      kit.advance(100)
    }).toThrow(/call stack/)
    expect(kit.system.failure).toBeInstanceOf(RangeError)
    expect(kit.system.endReason).toBe('failed')
    expect(JSON.stringify([...kit.eventsOf('ActorFailed'), ...kit.eventsOf('Logged')])).not.toContain(
      'call stack',
    )
  },
)

const classicPlaces: Record<string, Omit<Script, 'log'>> = {
  'the decider': { strategy: new OneForOneStrategy({}, overflow) },
  preRestart: {},
  postRestart: {},
  'the constructor at a restart': {},
}

test.each(Object.entries(classicPlaces))(
  'a stack exhausted in %s of a classic actor ends the system',
  (name, script) => {
    let instances = 0
    const child: Omit<Script, 'log'> =
      name === 'preRestart'
        ? { preRestart: overflow }
        : name === 'postRestart'
          ? { postRestart: overflow }
          : name === 'the decider'
            ? {}
            : { construct: () => void (instances++ > 0 && overflow()) }
    const { kit, tell } = setUp({ ...script, preStart: actor => void actor.spawn('child', child) })
    expect(() => tell(below('child', failClassic()))).toThrow(/call stack/)
    expect(kit.system.failure).toBeInstanceOf(RangeError)
  },
)

test('a node whose set-up exhausts the stack ends, and its trace names StackOverflow', () => {
  const network = TestNetwork.create()
  const node = network.addNode('a', { setup: overflow })
  network.advance(10)
  expect(node.ended).toBe('failed')
  expect(network.trace.map(event => event.type)).toEqual(['ParticipantStarted', 'ActorFailed'])
  expect(network.eventsOf('ActorFailed')[0]?.error.name).toBe('StackOverflow')
})

test('a scheduled message whose text exhausts the stack ends the node at the same instant for every round width', () => {
  const run = (roundWidth: number) => {
    const links = { default: { minMs: 10, maxMs: 10 } }
    const network = TestNetwork.create({ links, roundWidth: () => roundWidth })
    network.addNode('a', {
      setup: system => {
        const ref = system.spawn(Behaviors.receiveMessage<unknown>(never), 'a')
        system.scheduleOnce(3, ref, 'early')
        system.scheduleOnce(5, ref, asJson)
      },
    })
    network.advance(10)
    return network.trace
  }
  expect(run(1)).toEqual(run(10))
  expect(run(1).at(-1)).toMatchObject({ type: 'ActorFailed', at: 5, error: { name: 'StackOverflow' } })
  expect(run(1).some(event => event.type === 'MessageDelivered' && event.at === 3)).toBe(true)
})
