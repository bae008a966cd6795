import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/index.ts'
import { OneForOneStrategy, PoisonPill, stoppingStrategy } from '../../classic/index.ts'
import type { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { type Command, fail, type Scripted, setUp } from './scripted.fixture.ts'
import {
  DiscardToDeadLetterStrategy,
  ReplyToStrategy,
  ThrowOverflowExceptionStrategy,
} from './stash-overflow-strategy.ts'

/** Number of text commands among the dead letters. An answer of the journal is one, too. */
const lostCommands = (kit: ActorTestKit, ref: ActorRef<Command>) =>
  kit.eventsOf('DeadLetter').filter(({ to, label }) => to === ref.path && label === 'string').length

/** A command that is stashed while `open` is false, and stored after. */
function gate() {
  let open = false
  const guarded =
    (name: string): Command =>
    (actor: Scripted) => {
      if (open) actor.store(name)
      else actor.stash()
    }
  return {
    guarded,
    /** Opens the gate and unstashes, in the command or in the handler of its event. */
    opening:
      (where: 'command' | 'handler'): Command =>
      (actor: Scripted) => {
        const unstash = () => {
          open = true
          actor.unstashAll()
        }
        if (where === 'command') unstash()
        actor.persist('opened', event => {
          actor.apply(event)
          if (where === 'handler') unstash()
        })
      },
  }
}

test.each(['command', 'handler'] as const)(
  '[P-121] a stashed command returns after those handled meanwhile, unstashed in the %s',
  where => {
    const { tell, takeLines } = setUp()
    takeLines()
    const { guarded, opening } = gate()
    tell(guarded('a'), guarded('b'), actor => actor.store('x'), opening(where), guarded('c'))
    expect(takeLines()).toEqual(['"x" is 1', '"opened" is 2', '"a" is 3', '"b" is 4', '"c" is 5'])
  },
)

describe.each([
  { how: 'persist', store: (actor: Scripted, event: string) => actor.store(event) },
  { how: 'persistAsync', store: (actor: Scripted, event: string) => actor.storeAsync(event) },
])('over ten rounds of stash, become, unbecome and unstashAll with $how', ({ store }) => {
  /** Each round stashes its first event and stores it when the second command ends the round. */
  const round = (nr: number): Command[] => [
    actor =>
      actor.context.become(command => {
        if (command === 'end') {
          actor.context.unbecome()
          actor.unstashAll()
        } else actor.stash()
      }, false),
    actor => store(actor, `first ${nr}`),
    'end',
    actor => store(actor, `second ${nr}`),
  ]

  test('[P-122] the order of the events is kept', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    for (let nr = 0; nr < 10; nr++) tell(...round(nr))
    const expected = Array.from({ length: 10 }, (_, nr) => [`first ${nr}`, `second ${nr}`]).flat()
    expect(takeLines()).toEqual(expected.map((event, index) => `"${event}" is ${index + 1}`))
  })

  test('[P-123] the order is kept around a command that fails and is skipped', () => {
    const { tell, takeLines } = setUp({ strategy: new OneForOneStrategy({}, () => 'resume') })
    takeLines()
    tell(...round(0), fail, ...round(1))
    expect(takeLines()).toEqual(['"first 0" is 1', '"second 0" is 2', '"first 1" is 3', '"second 1" is 4'])
  })
})

test.each(['persist', 'persistAsync', 'defer', 'deferAsync'] as const)(
  '[P-124] stash throws in the handler of %s',
  how => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.storeAsync('pending')
      const handler = () => {
        try {
          actor.stash()
        } catch (error) {
          actor.lines.push((error as Error).message)
        }
      }
      if (how === 'persist' || how === 'persistAsync') actor[how]('event', handler)
      else actor[how]('event', handler)
    })
    expect(takeLines().at(-1)).toContain('cannot stash during recovery or in the handler of an event')
  },
)

test('[P-125] a handler of persistAsync that runs after the next message was stashed keeps the order', () => {
  const { tell, takeLines } = setUp()
  takeLines()
  const { guarded, opening } = gate()
  tell(actor => actor.storeAsync('async'), guarded('a'), guarded('b'), opening('command'))
  expect(takeLines()).toEqual(['"async" is 1', '"opened" is 2', '"a" is 3', '"b" is 4'])
})

describe('a full internal stash', () => {
  const busy: Command = (actor: Scripted) => actor.store('a')

  test('[P-126] fails the actor by default: stashed commands become dead letters, the last one is lost', () => {
    const { kit, ref, probe, tell, takeLines } = setUp({
      stashCapacity: 2,
      overflow: ThrowOverflowExceptionStrategy,
      strategy: stoppingStrategy,
    })
    takeLines()
    tell(busy, 'one', 'two', 'overflow')
    probe.expectTerminated(ref)
    expect(takeLines()).toEqual(['postStop'])
    expect(kit.eventsOf('ActorFailed')).toMatchObject([{ error: { name: 'StashOverflow' } }])
    expect(lostCommands(kit, ref)).toBe(2)
  })

  test('makes commands dead letters, as chosen', () => {
    const { kit, ref, tell, takeLines } = setUp({ stashCapacity: 1, overflow: DiscardToDeadLetterStrategy })
    takeLines()
    tell(busy, 'one', 'two')
    expect(takeLines()).toEqual(['"a" is 1', 'one'])
    expect(lostCommands(kit, ref)).toBe(1)
  })

  test('[P-128] answers with a fixed reply, as chosen, and the rest is handled', () => {
    const { probe, tell, takeLines } = setUp({ stashCapacity: 1, overflow: ReplyToStrategy('busy') })
    takeLines()
    tell(busy, 'one', 'two')
    expect(probe.pending).toEqual(['busy'])
    expect(takeLines()).toEqual(['"a" is 1', 'one'])
  })
})

test('[P-150] messages of timers wait in the internal stash as well', () => {
  const { kit, tell, takeLines } = setUp()
  takeLines()
  tell(actor => actor.timers.startSingleTimer('tick', 'tick', 5))
  tell(actor => {
    actor.context.block(10)
    actor.store('a')
  })
  kit.advance(20)
  expect(takeLines()).toEqual(['"a" is 1', 'tick'])
})

test('[P-152] a PoisonPill by a timer stops the actor', () => {
  const { kit, ref, probe, tell } = setUp()
  tell(actor => actor.timers.startSingleTimer('end', PoisonPill as never, 5))
  kit.advance(5)
  probe.expectTerminated(ref)
})

test('a PoisonPill stops the actor before the handlers of a pending write, and waiting commands are lost', () => {
  const { kit, stores, ref, probe, tell, takeLines } = setUp()
  takeLines()
  tell(actor => actor.store('a'), 'waits', PoisonPill)
  probe.expectTerminated(ref)
  expect(takeLines()).toEqual(['postStop'])
  expect(lostCommands(kit, ref)).toBe(1)
  expect(setUp({ stores }).takeLines()).toEqual(['preStart', 'recovered a'])
})
