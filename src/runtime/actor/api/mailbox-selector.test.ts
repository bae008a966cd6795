import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { LocalActorSystem } from '../system/local-actor-system.ts'
import type { DeadLetter } from './actor-system.ts'
import { type Mailboxes, MailboxSelector } from './mailbox-selector.ts'

/** An actor that is busy for 10 ms after each message, with this mailbox. */
function setUp(mailbox?: MailboxSelector) {
  const kit = ActorTestKit.create()
  const handled: number[] = []
  const ref = kit.spawn(
    Behaviors.receive<number>((context, message) => {
      handled.push(message)
      context.block(10)
      return Behaviors.same
    }),
    'a',
    mailbox === undefined ? {} : { mailbox },
  )
  kit.runUntilIdle()
  return {
    kit,
    handled,
    tell: (count: number, from = 0) => {
      for (let i = 0; i < count; i++) ref.tell(from + i)
      kit.runUntilIdle()
    },
    ref,
    lost: () => kit.eventsOf('DeadLetter').map(event => [event.body, event.why]),
    waiting: () => kit.system.userGuardian.children?.get('a')?.mailbox.size,
  }
}

describe('a mailbox', () => {
  test('[A-187] is unbounded by default', () => {
    for (const mailbox of [undefined, MailboxSelector.default]) {
      const { tell, waiting, lost } = setUp(mailbox)
      tell(5000)
      expect([waiting(), lost()]).toEqual([4999, []])
    }
  })

  test('[A-188] can be bounded, by capacity or by the name of a configured mailbox', () => {
    const mailboxes: Mailboxes = { small: MailboxSelector.bounded(3), open: MailboxSelector.unbounded }
    const handledOf = (mailbox: MailboxSelector) => {
      const system = new LocalActorSystem({
        name: 'app',
        address: 'pekko://app@app:1',
        uid: 1,
        random: seededRandom('1'),
        tracer: null,
        now: 0,
        maxMessagesPerMs: null,
        mailboxes,
      })
      let handled = 0
      const ref = system.spawn(
        Behaviors.receiveMessageWithSame<number>(() => void handled++),
        'a',
        { mailbox },
      )
      for (let i = 0; i < 2000; i++) ref.tell(i)
      system.runInstant(0)
      return handled
    }
    expect(handledOf(MailboxSelector.bounded(7))).toBe(7)
    expect(handledOf(MailboxSelector.fromConfig('small'))).toBe(3)
    expect(handledOf(MailboxSelector.fromConfig('open'))).toBe(2000)
    expect(handledOf(MailboxSelector.fromConfig('bounded'))).toBe(1000)
    expect(handledOf(MailboxSelector.fromConfig('default'))).toBe(2000)
    expect(() => handledOf(MailboxSelector.fromConfig('none'))).toThrow('There is no mailbox [none]')
    expect(() => MailboxSelector.bounded(0)).toThrow('at least 1')
  })

  test('[A-189] of capacity 2 turns further messages to a blocked actor into dead letters', () => {
    const { tell, lost, kit, handled } = setUp(MailboxSelector.bounded(2))
    const published = kit.createTestProbe<DeadLetter>()
    kit.system.eventStream.subscribe(published.ref, 'DeadLetter')
    tell(1)
    tell(4, 1)
    const why = 'the mailbox is full at [2] messages'
    expect(lost()).toEqual([
      ['3', why],
      ['4', why],
    ])
    expect(published.receiveMessages(2).map(letter => letter.message)).toEqual([3, 4])
    kit.advance(100)
    expect(handled).toEqual([0, 1, 2])
  })

  test('[A-190] keeps the order and count of messages, bounded or unbounded', () => {
    for (const mailbox of [MailboxSelector.unbounded, MailboxSelector.bounded(10)]) {
      const { tell, waiting, handled, kit, lost } = setUp(mailbox)
      expect(waiting()).toBe(0)
      tell(1)
      tell(10, 1)
      expect(waiting()).toBe(10)
      kit.advance(30)
      expect([handled, waiting()]).toEqual([[0, 1, 2, 3], 7])
      tell(3, 11)
      expect(waiting()).toBe(10)
      kit.advance(200)
      expect([handled, waiting()]).toEqual([Array.from({ length: 14 }, (_, i) => i), 0])
      expect(lost()).toEqual([])
    }
  })

  test('that is full still accepts Terminated', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const ref = kit.spawn(
      Behaviors.setup<string>(context => {
        context.watch(context.spawn(Behaviors.stopped, 'child'))
        context.block(10)
        return Behaviors.receiveMessageWithSame<string>(message => void log.push(message)).receiveSignal(
          (_, signal) => {
            log.push(signal.type)
            return Behaviors.same
          },
        )
      }),
      'a',
      { mailbox: MailboxSelector.bounded(1) },
    )
    kit.runUntilIdle()
    ref.tell('x')
    kit.advance(20)
    expect(log).toEqual(['x', 'Terminated'])
  })

  test('[A-160] can be selected for the guardian', () => {
    const handled: number[] = []
    const system = new LocalActorSystem({
      name: 'app',
      address: 'pekko://app@app:1',
      uid: 1,
      random: seededRandom('1'),
      tracer: null,
      now: 0,
      maxMessagesPerMs: null,
      guardian: Behaviors.receiveMessageWithSame<number>(message => void handled.push(message)),
      guardianOptions: { mailbox: MailboxSelector.bounded(2) },
    })
    for (let i = 0; i < 4; i++) system.tell(i)
    system.runInstant(0)
    expect(handled).toEqual([0, 1])
  })
})
