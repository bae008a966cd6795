import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import type { ActorContext } from './actor-context.ts'
import { Behaviors } from './behaviors.ts'
import { NotInfluenceReceiveTimeout } from './not-influence-receive-timeout.ts'

type Message = { readonly type: string }

const marked = (type: string): Message => NotInfluenceReceiveTimeout.mark({ type })
const timeout: Message = { type: 'timeout' }

/** Notes the instant of each time-out of 100 ms; `on` is what it does with other messages. */
function setUp(on: (context: ActorContext<Message>, type: string) => void = () => undefined) {
  const kit = ActorTestKit.create()
  const fired: number[] = []
  const ref = kit.spawn(
    Behaviors.withTimers<Message>(timers =>
      Behaviors.setup(context => {
        context.setReceiveTimeout(100, timeout)
        timers.startTimerWithFixedDelay('marked', marked('tick'), 30)
        return Behaviors.receiveMessageWithSame(message => {
          if (message === timeout) fired.push(context.now)
          else on(context, message.type)
        })
      }),
    ),
    'a',
  )
  return { kit, ref, fired }
}

describe('the receive timeout', () => {
  test('[A-227] never set, it never fires', () => {
    const kit = ActorTestKit.create()
    const got: unknown[] = []
    const ref = kit.spawn(
      Behaviors.receive<string>((context, message) => {
        got.push(message)
        context.cancelReceiveTimeout()
        return Behaviors.same
      }),
      'a',
    )
    ref.tell('x')
    kit.runUntilIdle()
    expect([got, kit.nextDue]).toEqual([['x'], null])
  })

  test('[A-228] a mark is recognised', () => {
    const { isMarked } = NotInfluenceReceiveTimeout
    expect([marked('x'), { type: 'x' }, 'x', null, undefined].map(isMarked)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect(marked('x').type).toBe('x')
  })

  test('[A-228] marked messages do not put it off, through timers and sent, and others do', () => {
    const { kit, ref, fired } = setUp()
    kit.advance(50)
    ref.tell(marked('sent'))
    kit.advance(60)
    expect(fired).toEqual([100])
    ref.tell({ type: 'unmarked' })
    kit.advance(190)
    expect(fired).toEqual([100, 210])
  })

  test('[A-229] the handler of a marked message may set it', () => {
    const { kit, ref, fired } = setUp((context, type) => {
      if (type === 'set') context.setReceiveTimeout(20, timeout)
    })
    kit.advance(50)
    ref.tell(marked('set'))
    kit.advance(25)
    expect(fired).toEqual([70])
  })

  test('[A-229] it may cancel it', () => {
    const { kit, ref, fired } = setUp((context, type) => {
      if (type === 'cancel') context.cancelReceiveTimeout()
    })
    kit.advance(50)
    ref.tell(marked('cancel'))
    kit.advance(1000)
    expect(fired).toEqual([])
  })

  test('[A-229] it may change it several times, and the last one holds', () => {
    const { kit, ref, fired } = setUp((context, type) => {
      if (type !== 'change') return
      for (const ms of [10, 500, 40]) context.setReceiveTimeout(ms, timeout)
    })
    kit.advance(50)
    ref.tell(marked('change'))
    kit.advance(30)
    ref.tell(marked('change'))
    kit.advance(45)
    expect(fired).toEqual([120])
  })
})
