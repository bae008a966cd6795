import { describe, expect, test } from 'vitest'
import { Kill, OneForOneStrategy, PoisonPill, type Receive } from './index.ts'
import { below, fail, type Scripted, type Step, scripted, setUp } from './scripted.fixture.ts'

const restarting = new OneForOneStrategy({}, () => 'restart')

describe('lifecycle hooks', () => {
  test('[A-080] run as preStart, then preRestart and postRestart at each restart, then postStop', () => {
    let instances = 0
    const { tell, takeLines, kit } = setUp({
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
    expect(takeLines().filter(line => line.startsWith('a'))).toEqual([
      'a preStart',
      ...Array(3).fill(['a preRestart', 'a postRestart']).flat(),
      'a postStop',
    ])
    expect(instances).toBe(4)
  })

  test('[A-080] run by default as preRestart with stopped children and postStop, then postRestart with preStart', () => {
    const { tell, takeLines, kit } = setUp({ preStart: actor => void actor.spawn('child') })
    kit.runUntilIdle()
    takeLines()
    tell(fail())
    expect(takeLines()).toEqual([
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

  test('[A-082] of an actor without failures are preStart and postStop only', () => {
    const { tell, takeLines, probe, ref } = setUp()
    tell('works', PoisonPill)
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['top preStart', 'top works', 'top postStop'])
  })

  test('of a restart get the reason, the message and its sender', () => {
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

  test('run before the new instance handles a message that was enqueued behind the failing one', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(fail(), 'next')
    expect(takeLines().slice(-2)).toEqual(['top preStart', 'top next'])
  })
})

describe('become', () => {
  const namedBehavior = (
    name: string,
  ): ((this: Scripted, message: Step | { readonly type: string } | string) => void) =>
    function (message) {
      if (typeof message === 'function') message(this)
      else this.logLine(`${name} ${String(message)}`)
    }
  const become =
    (name: string, discardOld?: boolean): Step =>
    actor =>
      actor.context.become(
        namedBehavior(name) as Receive<Step | { readonly type: string } | string>,
        discardOld,
      )
  const unbecome: Step = actor => actor.context.unbecome()

  test('[A-088] sets the behavior of the next message, and unbecome restores the old one', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell('1', become('b'), '2', unbecome, '3')
    expect(takeLines()).toEqual(['top 1', 'top b 2', 'top 3'])
  })

  test('[A-087] pushes behaviors that unbecome pops in reverse order, down to receive and no further', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(become('b', false), become('c', false), become('d', false), '1')
    tell(unbecome, '2', unbecome, '3', unbecome, '4', unbecome, '5')
    expect(takeLines()).toEqual(['top d 1', 'top c 2', 'top b 3', 'top 4', 'top 5'])
  })

  test('[A-087] with discardOld replaces the top of the stack', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(become('b', false), become('c'), '1', unbecome, '2')
    expect(takeLines()).toEqual(['top c 1', 'top 2'])
  })

  test('[A-084] is undone by a restart, which clears the stack', () => {
    const { tell, takeLines } = setUp({ preRestart: () => undefined, postRestart: () => undefined })
    tell(become('b', false), become('c', false), fail(), '1', unbecome, '2')
    expect(takeLines()).toEqual(['top preStart', 'top preRestart', 'top postRestart', 'top 1', 'top 2'])
  })

  test('[A-089] is replaced after a restart by the initial behavior, or by the one that the constructor set', () => {
    for (const [construct, expected] of [
      [undefined, 'top 1'],
      [become('first'), 'top first 1'],
    ] as const) {
      const { tell, takeLines } = setUp(construct === undefined ? {} : { construct })
      tell(become('other'), fail(), '1')
      expect(takeLines().at(-1)).toBe(expected)
    }
  })

  test('shows the behavior in the traced state by the name of its function, field or cases', () => {
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
    const withTable = setUp()
    withTable.tell(actor => actor.context.become(table))
    expect(withTable.kit.eventsOf('StateChanged').at(-1)?.state).toContain('"become":"open | _"')
  })
})

describe('PoisonPill and Kill', () => {
  test('[A-211] PoisonPill stops the actor at its place in the mailbox; later messages become dead letters', () => {
    const { tell, takeLines, kit, probe, ref } = setUp()
    tell('before', PoisonPill, 'after')
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['top preStart', 'top before', 'top postStop'])
    expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['"after"'])
    expect(kit.eventsOf('ActorFailed')).toEqual([])
  })

  test('[A-211] Kill fails the actor, which a parent that restarts on every error restarts', () => {
    const { tell, takeLines, kit } = setUp({ strategy: restarting, preStart: actor => void actor.spawn('a') })
    kit.runUntilIdle()
    takeLines()
    tell(actor => actor.context.child('a')?.tell(Kill as never))
    expect(takeLines()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart'])
  })

  test('[A-211] Kill stops the actor under the default strategy', () => {
    const { tell, kit, probe, ref } = setUp()
    tell(Kill)
    probe.expectTerminated(ref)
    expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['stop'])
  })
})

test('context.stop stops a child, another actor, or the actor itself after its current message', () => {
  const { tell, takeLines, kit, probe, ref, log } = setUp({ preStart: actor => void actor.spawn('a') })
  tell(actor => actor.context.stop(actor.childNamed('a')))
  expect(takeLines()).toContain('a postStop')
  const victimProbe = kit.createTestProbe()
  const victim = kit.spawn(scripted('victim', { log }), 'victim')
  victimProbe.watch(victim)
  tell(actor => actor.context.stop(victim))
  victimProbe.expectTerminated(victim)
  takeLines()
  tell(actor => {
    actor.context.stop(actor.self)
    actor.logLine('goes on')
  }, 'too late')
  probe.expectTerminated(ref)
  expect(takeLines()).toEqual(['top goes on', 'top postStop'])
})

test('a stop while a restart waits for a child stops the actor without a second postStop', () => {
  const { tell, takeLines, kit, probe, ref } = setUp({ preStart: actor => void actor.spawn('slow') })
  tell(below('slow', slow => slow.context.block(100)))
  takeLines()
  tell(fail())
  ref.tell('waits')
  kit.system.terminate()
  kit.advance(200)
  expect(probe.terminated).toEqual([ref.path])
  expect(takeLines()).toEqual(['top preRestart', 'top postStop', 'slow postStop'])
  expect(kit.eventsOf('DeadLetter').map(event => event.label)).toEqual(['string'])
})
