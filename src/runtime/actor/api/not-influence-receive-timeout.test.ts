import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import type { ActorContext } from './actor-context.ts'
import { NotInfluenceReceiveTimeout } from './not-influence-receive-timeout.ts'

type Message = { readonly type: string }

const marked = (type: string): Message => NotInfluenceReceiveTimeout.mark({ type })
const timeout: Message = { type: 'timeout' }

/** Logs the instant of each receive timeout of 100 ms; `on` handles other messages. */
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
  test('[A-227] that is not set never fires', () => {
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

  test('[A-228] recognizes marked messages', () => {
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

  test('[A-228] is not postponed by marked messages, from timers or tell, and is by others', () => {
    const { kit, ref, fired } = setUp()
    kit.advance(50)
    ref.tell(marked('sent'))
    kit.advance(60)
    expect(fired).toEqual([100])
    ref.tell({ type: 'unmarked' })
    kit.advance(190)
    expect(fired).toEqual([100, 210])
  })

  test('[A-229] can be set by the handler of a marked message', () => {
    const { kit, ref, fired } = setUp((context, type) => {
      if (type === 'set') context.setReceiveTimeout(20, timeout)
    })
    kit.advance(50)
    ref.tell(marked('set'))
    kit.advance(25)
    expect(fired).toEqual([70])
  })

  test('[A-229] can be cancelled by the handler of a marked message', () => {
    const { kit, ref, fired } = setUp((context, type) => {
      if (type === 'cancel') context.cancelReceiveTimeout()
    })
    kit.advance(50)
    ref.tell(marked('cancel'))
    kit.advance(1000)
    expect(fired).toEqual([])
  })

  test('[A-229] can be changed several times by that handler, and the last value applies', () => {
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
