import { describe, expect, test } from 'vitest'
import { nameOf } from '../../../trace/actor-path.ts'
import { seededRandom } from '../../random.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { LocalActorSystem } from '../system/local-actor-system.ts'
import { type Spawn, SpawnProtocol } from './spawn-protocol.ts'

/** Sends each message to the probe, with its own name. */
const echo = (probe: TestProbe<string>): Behavior<string> =>
  Behaviors.receive((context, message) => {
    probe.ref.tell(`${nameOf(context.self.path)} got ${message}`)
    return message === 'stop' ? Behaviors.stopped : Behaviors.same
  })

function setUp() {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const refs = kit.createTestProbe<ActorRef<string>>()
  const spawner = kit.spawn(SpawnProtocol.create<string>(), 'spawner')
  const spawn = (name: string) => {
    spawner.tell({ type: 'Spawn', behavior: echo(probe), name, replyTo: refs.ref })
    return refs.receiveMessage()
  }
  return { kit, probe, spawner, spawn }
}

describe('the spawn protocol', () => {
  test('[A-163] replies with a named child that handles messages', () => {
    const { probe, spawn } = setUp()
    const child = spawn('child')
    expect(child.path).toMatch(/^\/user\/spawner\/child#\d+$/)
    child.tell('hello')
    probe.expectMessage('child got hello')
  })

  test('[A-163] can be used with ask', () => {
    const { kit, probe, spawner } = setUp()
    kit.spawn(
      Behaviors.setup<ActorRef<string>>(context => {
        context.ask<Spawn<string>, ActorRef<string>>(
          spawner,
          replyTo => ({ type: 'Spawn', behavior: echo(probe), name: 'asked', replyTo }),
          100,
          reply => {
            if (reply instanceof Error) throw reply
            return reply
          },
        )
        return Behaviors.receiveMessageWithSame(child => child.tell('hello'))
      }),
      'asker',
    )
    probe.expectMessage('asked got hello')
  })

  test('[A-163] can be the guardian and spawns under /user', () => {
    const random = seededRandom('1')
    const system = new LocalActorSystem({
      name: 'app',
      address: 'pekko://app@app:1',
      uid: 1,
      random,
      tracer: null,
      now: 0,
      maxMessagesPerMs: null,
      guardian: SpawnProtocol.create(),
    })
    const paths: string[] = []
    system.tell({
      type: 'Spawn',
      behavior: Behaviors.ignore,
      name: 'child',
      replyTo: system.systemActorOf<ActorRef<unknown>>(
        Behaviors.receiveMessageWithSame(ref => void paths.push(ref.path)),
        'probe',
      ),
    })
    system.runInstant(0)
    expect(paths).toEqual([expect.stringMatching(/^\/user\/child#\d+$/)])
  })

  test('[A-164] appends the next free number to a taken name', () => {
    const { kit, spawn } = setUp()
    const names = () => nameOf(spawn('child').path)
    expect([names(), names(), names()]).toEqual(['child', 'child-1', 'child-2'])
    kit.system.resolve<string>('/user/spawner/child-1').tell('stop')
    kit.runUntilIdle()
    expect([names(), names()]).toEqual(['child-1', 'child-3'])
  })

  test('[A-165] generates a name for an empty one, and uses any other name unchanged', () => {
    const { spawn } = setUp()
    expect(nameOf(spawn('').path)).toBe('$a')
    expect(nameOf(spawn('').path)).toBe('$b')
    expect(nameOf(spawn('given').path)).toBe('given')
  })

  test('leaves a message other than Spawn unhandled', () => {
    const { kit, spawn } = setUp()
    kit.system.resolve<unknown>('/user/spawner').tell({ type: 'Other' })
    kit.runUntilIdle()
    expect(kit.eventsOf('MessageUnhandled').map(event => event.label)).toEqual(['Other'])
    expect(nameOf(spawn('child').path)).toBe('child')
  })
})
