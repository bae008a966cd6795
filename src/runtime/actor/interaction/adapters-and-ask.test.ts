import { describe, expect, test } from 'vitest'
import { logText, type Step, scripted, throwError } from '../../testkit/scripted-actor.ts'
import { scriptedKit } from '../../testkit/scripted-kit.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import type { Behavior } from '../api/behavior.ts'
import { SupervisorStrategy } from '../api/supervisor-strategy.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import { AbstractBehavior } from '../behavior/abstract-behavior.ts'
import { AskTimeout } from '../kernel/ask.ts'

function setUp(behavior?: (log: string[]) => Behavior<Step>) {
  const parts = scriptedKit(behavior)
  return { ...parts, failures: () => parts.kit.eventsOf('ActorFailed').map(event => event.error) }
}

const isString = (message: unknown): message is string => typeof message === 'string'
const isNumber = (message: unknown): message is number => typeof message === 'number'

describe('message adapters', () => {
  function adapted(adapt: (text: string) => Step, behavior?: (log: string[]) => Behavior<Step>) {
    const parts = setUp(behavior)
    const holder: { ref: ActorRef<string> } = { ref: parts.ref as ActorRef<unknown> }
    parts.tell(context => {
      holder.ref = context.messageAdapter(isString, adapt)
      return undefined
    })
    return { ...parts, adapter: holder.ref }
  }

  test('[A-261, A-153] run in their owner, and their ref has a path under it', () => {
    const { kit, log, adapter } = adapted(text => context => {
      log.push(`${text} ${context.children.length}`)
      return undefined
    })
    adapter.tell('hello')
    kit.runUntilIdle()
    expect(log).toEqual(['hello 0'])
    expect(adapter.path).toMatch(/^\/user\/a\/\$\$a-adapter#\d+$/)
    kit.system.resolve<string>(adapter.path).tell('by path')
    kit.runUntilIdle()
    expect(log.at(-1)).toBe('by path 0')
  })

  test('are chosen by the message: the newest that accepts it, also when sent to an older ref', () => {
    const { kit, log, tell, adapter } = adapted(text => logText(log, `old ${text}`))
    let numbers: ActorRef<number> | null = null
    tell(context => {
      numbers = context.messageAdapter(isNumber, value => logText(log, `number ${value}`))
      context.messageAdapter(isString, text => logText(log, `new ${text}`))
      return undefined
    })
    ;(numbers as unknown as ActorRef<unknown>).tell('text')
    ;(adapter as ActorRef<unknown>).tell(7)
    kit.runUntilIdle()
    expect(log).toEqual(['new text', 'number 7'])
  })

  test('[A-263] leave a message that none accepts unhandled, and the actor continues', () => {
    const { kit, log, tell, adapter } = adapted(text => logText(log, text))
    ;(adapter as ActorRef<unknown>).tell(7)
    tell(logText(log, 'alive'))
    expect(log).toEqual(['alive'])
    expect(kit.eventsOf('MessageUnhandled')).toHaveLength(1)
  })

  test('[A-264] that throw stop the actor after the earlier messages, with PostStop', () => {
    const { log, tell, adapter } = adapted(() => {
      throw new Error('cannot adapt')
    })
    tell(logText(log, 'earlier'))
    adapter.tell('x')
    tell(logText(log, 'later'))
    expect(log).toEqual(['earlier', 'a MessageAdaptionFailure', 'a PostStop'])
  })

  test('[A-268] that throw do not stop empty, ignore, or a behavior that handles the signal', () => {
    const handling = Behaviors.receiveSignal<Step>(() => Behaviors.same)
    for (const behavior of [Behaviors.empty, Behaviors.ignore, handling]) {
      const { kit, tell, adapter } = adapted(() => {
        throw new Error('cannot adapt')
      })
      tell(() => behavior)
      adapter.tell('x')
      kit.runUntilIdle()
      expect(kit.eventsOf('ActorFailed')).toEqual([])
    }
  })

  class Unmoved extends AbstractBehavior<Step> {
    onMessage(): Behavior<Step> {
      return Behaviors.same
    }
  }

  class Deaf extends Unmoved {
    override onSignal(): Behavior<Step> {
      return Behaviors.unhandled
    }
  }

  test('[A-267] that throw stop actors written in every style', () => {
    const styles: Record<string, () => Behavior<Step>> = {
      receive: () => Behaviors.receive(() => Behaviors.same),
      receiveMessage: () => Behaviors.receiveMessage(() => Behaviors.same),
      receivePartial: () => Behaviors.receivePartial(() => undefined),
      receiveMessagePartial: () => Behaviors.receiveMessagePartial(() => undefined),
      receiveSignal: () => Behaviors.receiveSignal(() => Behaviors.unhandled),
      object: () => Behaviors.setup(context => new Unmoved(context)),
      objectWithSignals: () => Behaviors.setup(context => new Deaf(context)),
    }
    for (const [style, make] of Object.entries(styles)) {
      const { kit, tell, adapter, ref } = adapted(() => {
        throw new Error(`cannot adapt in ${style}`)
      })
      tell(make)
      adapter.tell('x')
      kit.runUntilIdle()
      expect(kit.eventsOf('ActorFailed').map(event => event.error.message)).toEqual([
        `cannot adapt in ${style}`,
      ])
      expect(kit.eventsOf('ActorStopped').map(event => event.actor)).toEqual([ref.path])
    }
  })

  test('[A-265] do not change a failure of the handler of the adapted message', () => {
    const { log, kit, adapter } = adapted(() => throwError(new Error('in the handler')))
    adapter.tell('x')
    adapter.tell('y')
    kit.runUntilIdle()
    expect(log).toEqual(['a PostStop'])
    expect(kit.eventsOf('DeadLetter').map(event => event.body)).toEqual(['"y"'])
  })

  test('[A-266] of a stopped actor turn the original message into a dead letter', () => {
    const { kit, tell, adapter } = adapted(() => throwError())
    tell(() => Behaviors.stopped)
    adapter.tell('raw')
    expect(kit.eventsOf('DeadLetter')).toMatchObject([{ to: adapter.path, body: '"raw"' }])
  })

  test('survive a restart, and a result of null is logged and skipped', () => {
    const { kit, log, tell, adapter } = adapted(
      text => (text === 'nothing' ? (null as unknown as Step) : logText(log, text)),
      log => Behaviors.supervise(scripted(log, 'a')).onFailure(SupervisorStrategy.restart),
    )
    tell(throwError())
    adapter.tell('still works')
    adapter.tell('nothing')
    kit.runUntilIdle()
    expect(log).toEqual(['a PreRestart', 'still works'])
    expect(kit.eventsOf('Logged').map(event => event.level)).toEqual(['error', 'warn'])
  })
})

describe('ask', () => {
  type Request = { readonly type: 'Get'; readonly replyTo: ActorRef<number> }

  function asking(behavior: Behavior<Request>, timeoutMs = 100) {
    const parts = setUp()
    const target = parts.kit.spawn(behavior, 'target')
    const ask = (map?: (reply: number | Error) => Step): Step => {
      return context => {
        context.ask<Request, number>(
          target,
          replyTo => ({ type: 'Get', replyTo }),
          timeoutMs,
          map ??
            (reply => logText(parts.log, `${context.now} ${reply instanceof Error ? reply.message : reply}`)),
        )
        return undefined
      }
    }
    return { ...parts, target, ask }
  }
  const answering = (value: number) =>
    Behaviors.receiveMessage<Request>(({ replyTo }) => {
      replyTo.tell(value)
      return Behaviors.same
    })

  test('[A-270, A-275, A-153] completes with the reply, mapped in a turn of the asking actor', () => {
    const { kit, log, tell, ask } = asking(answering(7))
    tell(ask())
    expect(log).toEqual(['0 7'])
    expect(kit.nextDue).toBeNull()
  })

  test('[A-271] without a reply in time fails with target, message and duration', () => {
    const { kit, log, tell, ask, target } = asking(Behaviors.ignore)
    tell(ask())
    kit.advance(99)
    expect(log).toEqual([])
    kit.advance(1)
    expect(log).toEqual([`100 Ask of [${target.path}] with [Get]: no reply within [100] ms.`])
  })

  test('[A-272] turns a late reply and a second one into dead letters', () => {
    const late: ActorRef<number>[] = []
    const { kit, log, tell, ask } = asking(
      Behaviors.receiveMessage(({ replyTo }) => {
        late.push(replyTo)
        return Behaviors.same
      }),
    )
    tell(ask())
    kit.advance(100)
    late[0]!.tell(1)
    tell(ask())
    late[1]!.tell(2)
    late[1]!.tell(3)
    kit.runUntilIdle()
    expect(log.slice(1)).toEqual(['100 2'])
    expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.body])).toEqual([
      [late[0]!.path, '1'],
      [late[1]!.path, '3'],
    ])
    expect(late[0]!.path).toMatch(/^\/temp\/\$a#\d+$/)
  })

  test('[A-269] of a stopped actor fails at once, and the request becomes a dead letter', () => {
    const { kit, log, tell, ask } = asking(Behaviors.stopped)
    kit.runUntilIdle()
    tell(ask())
    expect(log).toEqual([expect.stringMatching(/^0 .*has stopped/)])
    expect(kit.eventsOf('DeadLetter')).toMatchObject([{ label: 'Get' }])
  })

  test('with a zero or negative time-out fails at once, and the request is still sent', () => {
    const { kit, log, tell, ask, target } = asking(Behaviors.ignore, 0)
    tell(ask())
    expect(log).toEqual([expect.stringMatching(/leaves no time/)])
    expect(kit.eventsOf('MessageDelivered').filter(event => event.to === target.path)).toHaveLength(1)
  })

  test('[A-194] of the ignore ref times out', () => {
    const { kit, log, tell } = setUp()
    tell(context => {
      context.ask<unknown, number>(
        context.system.ignoreRef,
        () => 'x',
        50,
        reply => logText(log, reply instanceof AskTimeout ? reply.code : 'reply'),
      )
      return undefined
    })
    kit.advance(50)
    expect(log).toEqual(['ask-timeout'])
  })

  test('[A-274] whose mapping throws fails the asking actor', () => {
    const { tell, ask, failures } = asking(answering(7))
    tell(
      ask(() => {
        throw new Error('cannot map')
      }),
    )
    expect(failures()).toMatchObject([{ message: 'cannot map' }])
  })

  test('repeated to one target delivers the replies in the order of sending', () => {
    const { log, tell, ask } = asking(answering(7))
    tell(
      ask(() => logText(log, '1')),
      ask(() => logText(log, '2')),
      ask(() => logText(log, '3')),
    )
    expect(log).toEqual(['1', '2', '3'])
  })
})
