import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TraceEvent } from '../../trace/trace-event.ts'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { isTerminated } from '../actor/api/signal.ts'
import { SupervisorStrategy } from '../actor/api/supervisor-strategy.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { FatalError } from '../actor/base/actor-error.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { seededRandom } from '../random.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import { ActorParticipant } from './actor-participant.ts'
import type { ActorParticipantOptions } from './actor-participant-options.ts'

type Command =
  | { readonly type: 'Hit'; readonly left: number }
  | { readonly type: 'Get'; readonly replyTo: ActorRef<number> }
  | { readonly type: 'Tick' }
  | { readonly type: 'Got'; readonly value: number }
  | { readonly type: 'Write'; readonly value: string }
  | { readonly type: 'GaveUp' }

/** Actors that exercise messages, asks, timers, slow handling, watching and restarts between three nodes. */
const player =
  (network: TestNetwork, others: readonly string[]) =>
  (system: LocalActorSystem): void => {
    const behavior = Behaviors.supervise(
      Behaviors.setup<Command>(context =>
        Behaviors.withTimers(timers => {
          let hits = 0
          context.inspect(() => ({ hits }))
          timers.startTimerWithFixedDelay('tick', { type: 'Tick' }, 7)
          const peers = others.map(id => system.resolve<Command>(`${network.addressOf(id)}/user/player`))
          return Behaviors.receiveMessage<Command>(message => {
            switch (message.type) {
              case 'Hit':
                hits++
                if (message.left > 0) context.random.pick(peers).tell({ type: 'Hit', left: message.left - 1 })
                return Behaviors.same
              case 'Get':
                message.replyTo.tell(hits)
                return Behaviors.same
              case 'Tick':
                if (hits % 3 === 0) context.random.pick(peers).tell({ type: 'Hit', left: 2 })
                context.ask<Command, number>(
                  peers[0]!,
                  replyTo => ({ type: 'Get', replyTo }),
                  15,
                  reply => (typeof reply === 'number' ? { type: 'Got', value: reply } : { type: 'GaveUp' }),
                )
                return Behaviors.same
              default:
                return Behaviors.same
            }
          })
        }),
      ),
    ).onFailure(
      SupervisorStrategy.restartWithBackoff({ minBackoffMs: 5, maxBackoffMs: 40, randomFactor: 0.5 }),
    )
    const ref = system.spawn(behavior, 'player', { handlingMs: 2 })
    system.spawn(
      Behaviors.setup<never>(context => {
        for (const id of others) context.watch(system.resolve(`${network.addressOf(id)}/user/player`))
        return Behaviors.receiveSignal((_, signal) => {
          if (isTerminated(signal)) context.log.info(`gone: ${signal.ref.path}`)
          return Behaviors.same
        })
      }),
      'watcher',
    )
    ref.tell({ type: 'Hit', left: 9 })
  }

function play(seed: number, roundWidth: (most: number) => number): string[] {
  const network = TestNetwork.create({
    seed,
    links: { default: { minMs: 4, maxMs: 11 }, between: [{ a: 'b', b: 'c', minMs: 6, maxMs: 6 }] },
    maxMessagesPerMs: 3,
    roundWidth,
  })
  const ids = ['a', 'b', 'c']
  for (const id of ids)
    network.addNode(id, {
      setup: player(
        network,
        ids.filter(other => other !== id),
      ),
    })
  network.advance(37)
  network.command('b', {
    type: 'Tell',
    participant: 'b',
    actor: '/user/player',
    message: { type: 'Write', value: 'x' },
  })
  network.command('c', { type: 'FailNext', participant: 'c', actor: '/user/player' })
  network.advance(50)
  network.kill('a')
  network.advance(13)
  network.restart('a')
  network.advance(60)
  return network.trace.toSorted(byPlace).map(event => JSON.stringify(event))
}

const byPlace = (a: TraceEvent, b: TraceEvent) =>
  a.at - b.at || (a.node < b.node ? -1 : a.node > b.node ? 1 : a.seq - b.seq)

test('the trace of a run is the same for any width of rounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer(), (seed, widths) => {
      const random = seededRandom(`widths ${widths}`)
      const widest = play(seed, most => most)
      expect(widest.length).toBeGreaterThan(200)
      expect(play(seed, () => 1)).toEqual(widest)
      expect(play(seed, most => 1 + random.below(most))).toEqual(widest)
    }),
    { numRuns: 15 },
  )
})

test('a different seed produces a different trace', () => {
  expect(play(1, most => most)).not.toEqual(play(2, most => most))
})

const participant = (changes: Partial<ActorParticipantOptions>) =>
  new ActorParticipant({
    boot: { id: 'a', incarnation: 2, firstSeq: 40, at: 100, cause: 'conductor/3', roles: ['update'] },
    kind: 'node',
    name: 'test',
    address: 'pekko://test@a:1',
    addressToId: address => (address === 'pekko://test@b:1' ? 'b' : null),
    links: { default: { minMs: 1, maxMs: 1 } },
    seed: 7,
    maxMessagesPerMs: 20,
    traced: true,
    setup: () => undefined,
    ...changes,
  })

test('the first trace event is ParticipantStarted, with the cause and first sequence number of the boot', () => {
  const { trace, nextDue } = participant({}).advance({ from: 100, to: 101, inbox: [], commands: [] })
  expect(trace).toMatchObject([
    {
      type: 'ParticipantStarted',
      at: 100,
      node: 'a',
      seq: 40,
      cause: 'conductor/3',
      incarnation: 2,
      roles: ['update'],
    },
  ])
  expect(nextDue).toBeNull()
})

test('idle instants are skipped, and nextDue lies outside the round', () => {
  const fired: number[] = []
  const setup = (system: LocalActorSystem) => {
    const ref = system.spawn(
      Behaviors.receive<string>(context => {
        fired.push(context.now)
        return Behaviors.same
      }),
      'a',
    )
    system.scheduleOnce(50, ref, 'x')
    system.scheduleOnce(5000, ref, 'y')
  }
  const result = participant({ setup }).advance({ from: 100, to: 1000, inbox: [], commands: [] })
  expect(fired).toEqual([150])
  expect(result.nextDue).toBe(5100)
})

test('timers that fell due without a granted round fire at the start of the next round', () => {
  const fired: string[] = []
  const node = participant({
    setup: system => {
      const ref = system.spawn(
        Behaviors.receive<string>((context, message) => {
          fired.push(`${context.now} ${message}`)
          return Behaviors.same
        }),
        'a',
      )
      system.scheduleOnce(7, ref, 'later')
      system.scheduleOnce(5, ref, 'sooner')
    },
  })
  node.advance({ from: 100, to: 101, inbox: [], commands: [] })
  node.advance({ from: 900, to: 901, inbox: [], commands: [] })
  expect(fired).toEqual(['900 sooner', '900 later'])
})

test('at one instant commands come first, then envelopes, then timers', () => {
  const seen: string[] = []
  const node = participant({
    setup: system => {
      const ref = system.spawn(
        Behaviors.receiveMessage<{ readonly type: string }>(message => {
          seen.push(message.type)
          return Behaviors.same
        }),
        'a',
      )
      system.scheduleOnce(10, ref, { type: 'timer' })
    },
  })
  const envelope = {
    from: 'b',
    fromIncarnation: 1,
    fromNode: null,
    to: 'a',
    due: 110,
    target: '/user/a',
    sender: null,
    kind: 'message',
    sent: { id: 'b/1', protocol: 'user' },
  } as const
  node.advance({ from: 100, to: 101, inbox: [], commands: [] })
  const { trace } = node.advance({
    from: 110,
    to: 111,
    inbox: [
      { ...envelope, seq: 0, message: { type: 'envelope 0' } },
      { ...envelope, seq: 1, message: { type: 'envelope 1' } },
    ],
    commands: [
      {
        index: 0,
        at: 110,
        event: 'conductor/9',
        action: { type: 'Tell', participant: 'a', actor: '/user/a', message: { type: 'command' } },
      },
    ],
  })
  expect(seen).toEqual(['command', 'envelope 0', 'envelope 1', 'timer'])
  expect(trace.find(event => event.type === 'MessageSent')).toMatchObject({
    cause: 'conductor/9',
    from: null,
  })
  expect(trace.filter(event => event.type === 'MessageDelivered').map(event => event.cause)).toContain('b/1')
})

test('FailNext makes the next message fail with an error of the named class', () => {
  const node = participant({
    setup: system => {
      system.spawn(Behaviors.supervise(Behaviors.empty).onFailure(SupervisorStrategy.resume), 'a').tell('x')
    },
  })
  const action = { type: 'FailNext', participant: 'a', actor: '/user/a', error: 'DiskFull' } as const
  const { trace } = node.advance({
    from: 100,
    to: 101,
    inbox: [],
    commands: [{ index: 0, at: 100, event: 'c/1', action }],
  })
  expect(trace).toContainEqual(
    expect.objectContaining({ type: 'ActorFailed', decision: 'resume', label: 'string' }),
  )
  expect(trace.find(event => event.type === 'ActorFailed')).toMatchObject({ error: { name: 'DiskFull' } })
})

test('a terminated system ends its participant with the reason of the termination', () => {
  const node = participant({
    setup: system => {
      system.spawn(Behaviors.ignore, 'a')
      system.whenTerminated(() => undefined)
    },
    onCommand: system => system.terminate('downed'),
  })
  const action = { type: 'Leave', node: 'a' } as const
  const result = node.advance({
    from: 100,
    to: 200,
    inbox: [],
    commands: [{ index: 0, at: 100, event: 'c/1', action }],
  })
  expect(result.ended).toBe('downed')
  expect(result.nextDue).toBeNull()
})

test('[A-007] a fatal failure passes every supervisor, ends the participant, and drops the output of its turn', () => {
  const recurse = (system: LocalActorSystem, n: number): number => {
    system.deadLetters.tell('from deep down')
    return recurse(system, n + 1) + 1
  }
  for (const fail of [
    (system: LocalActorSystem) => recurse(system, 0),
    () => {
      throw new FatalError('out of everything')
    },
  ]) {
    const signals: string[] = []
    const node = participant({
      setup: system => {
        const ref = system.spawn(
          Behaviors.supervise(
            Behaviors.receiveMessage<string>(() => {
              system.resolve('pekko://test@b:1/user/b').tell('never sent')
              fail(system)
              return Behaviors.same
            }).receiveSignal((_, signal) => {
              signals.push(signal.type)
              return Behaviors.same
            }),
          ).onFailure(SupervisorStrategy.restart),
          'a',
        )
        ref.tell('x')
      },
    })
    const result = node.advance({ from: 100, to: 101, inbox: [], commands: [] })
    expect(result).toMatchObject({ ended: 'failed', outbox: [], nextDue: null })
    expect(result.trace.map(event => event.type)).toEqual([
      'ParticipantStarted',
      'MessageSent',
      'ActorStarted',
      'SupervisionSet',
      'ActorFailed',
    ])
    expect(signals).toEqual([])
  }
})

test('a message to an unknown address becomes a dead letter', () => {
  const node = participant({ setup: system => system.resolve('pekko://test@nowhere:1/user/x').tell('hello') })
  const { trace, outbox } = node.advance({ from: 100, to: 101, inbox: [], commands: [] })
  expect(outbox).toEqual([])
  expect(trace).toContainEqual(
    expect.objectContaining({ type: 'DeadLetter', to: 'pekko://test@nowhere:1/user/x' }),
  )
})
