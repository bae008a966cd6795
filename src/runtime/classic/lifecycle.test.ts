import { describe, expect, test } from 'vitest'
import { Kill, OneForOneStrategy, PoisonPill, type Receive } from './index.ts'
import { below, fail, type Scripted, type Step, scripted, setUp } from './scripted.fixture.ts'

const restarting = new OneForOneStrategy({}, () => 'restart')

describe('hooks', () => {
  test('[A-080] preStart, then preRestart and postRestart in pairs, and postStop at the end', () => {
    let instances = 0
    const { tell, taken, kit } = setUp({
      strategy: new OneForOneStrategy({ maxNrOfRetries: 3 }, () => 'restart'),
      preStart: actor =>
        void actor.spawn('a', {
          construct: () => instances++,
          preRestart: () => undefined,
          postRestart: () => undefined,
        }),
    })
    kit.runUntilIdle()
    for (let i = 0; i < 4; i++) tell(below('a', fail()))
    expect(taken().filter(line => line.startsWith('a'))).toEqual([
      'a preStart',
      ...Array(3).fill(['a preRestart', 'a postRestart']).flat(),
      'a postStop',
    ])
    expect(instances).toBe(4)
  })

  test('[A-080] by default preRestart stops the children and runs postStop, postRestart runs preStart', () => {
    const { tell, taken, kit } = setUp({ preStart: actor => void actor.spawn('child') })
    kit.runUntilIdle()
    taken()
    tell(fail())
    expect(taken()).toEqual([
      'top preRestart',
      'top postStop',
      'child postStop',
      'top postRestart',
      'top preStart',
      'child preStart',
    ])
    expect(kit.eventsOf('SignalDelivered').map(event => event.signal)).toEqual(['PreRestart', 'PostStop'])
    expect(kit.eventsOf('ActorRestarted').map(event => event.restarts)).toEqual([1])
  })

  test('[A-082] without a failure neither restart hook runs', () => {
    const { tell, taken, probe, ref } = setUp()
    tell('works', PoisonPill)
    probe.expectTerminated(ref)
    expect(taken()).toEqual(['top preStart', 'top works', 'top postStop'])
  })

  test('a restart is told the reason and the message; its sender is still the sender', () => {
    const seen: unknown[] = []
    const { tell, ref, kit } = setUp({
      preRestart: actor => {
        seen.push(actor.sender.path)
      },
    })
    const probe = kit.createTestProbe()
    tell(actor => {
      actor.preRestart = (reason, message) => void seen.push(reason.message, message)
    })
    const bad: Step = fail(new Error('why'))
    ref.tell(bad, probe.ref)
    kit.runUntilIdle()
    expect(seen).toEqual(['why', bad])
    ref.tell(bad, probe.ref)
    kit.runUntilIdle()
    expect(seen.at(-1)).toBe(probe.ref.path)
  })

  test('a message that came before or while it restarts is handled by the new instance', () => {
    const { tell, taken } = setUp()
    taken()
    tell(fail(), 'next')
    expect(taken().slice(-2)).toEqual(['top preStart', 'top next'])
  })
})

describe('become', () => {
  const says = (
    name: string,
  ): ((this: Scripted, message: Step | { readonly type: string } | string) => void) =>
    function (message) {
      if (typeof message === 'function') message(this)
      else this.say(`${name} ${String(message)}`)
    }
  const become =
    (name: string, discardOld?: boolean): Step =>
    actor =>
      actor.context.become(says(name) as Receive<Step | { readonly type: string } | string>, discardOld)
  const unbecome: Step = actor => actor.context.unbecome()

  test('[A-088] become counts from the next message, and unbecome reverts it', () => {
    const { tell, taken } = setUp()
    taken()
    tell('1', become('b'), '2', unbecome, '3')
    expect(taken()).toEqual(['top 1', 'top b 2', 'top 3'])
  })

  test('[A-087] stacked becomes are popped in reverse order down to receive, and no further', () => {
    const { tell, taken } = setUp()
    taken()
    tell(become('b', false), become('c', false), become('d', false), '1')
    tell(unbecome, '2', unbecome, '3', unbecome, '4', unbecome, '5')
    expect(taken()).toEqual(['top d 1', 'top c 2', 'top b 3', 'top 4', 'top 5'])
  })

  test('[A-087] a become that discards the old one leaves the stack as high as it was', () => {
    const { tell, taken } = setUp()
    taken()
    tell(become('b', false), become('c'), '1', unbecome, '2')
    expect(taken()).toEqual(['top c 1', 'top 2'])
  })

  test('[A-084] a restart clears the stack', () => {
    const { tell, taken } = setUp({ preRestart: () => undefined, postRestart: () => undefined })
    tell(become('b', false), become('c', false), fail(), '1', unbecome, '2')
    expect(taken()).toEqual(['top preStart', 'top preRestart', 'top postRestart', 'top 1', 'top 2'])
  })

  test('[A-089] after a restart it is the initial behavior, or what its constructor became', () => {
    for (const [construct, expected] of [
      [undefined, 'top 1'],
      [become('first'), 'top first 1'],
    ] as const) {
      const { tell, taken } = setUp(construct === undefined ? {} : { construct })
      tell(become('other'), fail(), '1')
      expect(taken().at(-1)).toBe(expected)
    }
  })

  test('what it has become is seen in its state, by the names of functions, fields or cases', () => {
    const { tell, kit } = setUp()
    const states = () =>
      kit
        .eventsOf('StateChanged')
        .filter(event => event.actor.startsWith('/user/top#'))
        .map(event => (JSON.parse(event.state) as { become: unknown }).become)
    function opened() {}
    tell(actor => actor.context.become(opened, false), 'x')
    expect(states()).toEqual(['receive', ['receive', 'opened']])
    const table = { open: () => undefined, _: () => undefined }
    const other = setUp()
    other.tell(actor => actor.context.become(table))
    expect(other.kit.eventsOf('StateChanged').at(-1)?.state).toContain('"become":"open | _"')
  })
})

describe('poison pill and kill', () => {
  test('[A-211] a poison pill waits its turn and stops; what is behind it becomes dead letters', () => {
    const { tell, taken, kit, probe, ref } = setUp()
    tell('before', PoisonPill, 'after')
    probe.expectTerminated(ref)
    expect(taken()).toEqual(['top preStart', 'top before', 'top postStop'])
    expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['"after"'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-211] Kill fails the actor: a parent that restarts everything restarts it', () => {
    const { tell, taken, kit } = setUp({ strategy: restarting, preStart: actor => void actor.spawn('a') })
    kit.runUntilIdle()
    taken()
    tell(actor => actor.context.child('a')?.tell(Kill as never))
    expect(taken()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart'])
  })

  test('[A-211] by default Kill stops', () => {
    const { tell, kit, probe, ref } = setUp()
    tell(Kill)
    probe.expectTerminated(ref)
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['stop'])
  })
})

test('an actor may stop itself, a child, or another', () => {
  const { tell, taken, kit, probe, ref, log } = setUp({ preStart: actor => void actor.spawn('a') })
  tell(actor => actor.context.stop(actor.childNamed('a')))
  expect(taken()).toContain('a postStop')
  const other = kit.createTestProbe()
  const victim = kit.spawn(scripted('victim', { log }), 'victim')
  other.watch(victim)
  tell(actor => actor.context.stop(victim))
  other.expectTerminated(victim)
  taken()
  tell(actor => {
    actor.context.stop(actor.self)
    actor.say('goes on')
  }, 'too late')
  probe.expectTerminated(ref)
  expect(taken()).toEqual(['top goes on', 'top postStop'])
})

test('a stop while a restart waits for a child ends the actor, without a second postStop', () => {
  const { tell, taken, kit, probe, ref } = setUp({ preStart: actor => void actor.spawn('slow') })
  tell(below('slow', slow => slow.context.block(100)))
  taken()
  tell(fail())
  ref.tell('waits')
  kit.system.terminate()
  kit.advance(200)
  expect(probe.terminated).toEqual([ref.path])
  expect(taken()).toEqual(['top preRestart', 'top postStop', 'slow postStop'])
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['string'])
})
