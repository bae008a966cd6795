import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import {
  Actor,
  type ActorIdentity,
  Props,
  type Receive,
  ReceiveTimeout,
  Status,
  type Terminated,
  unhandled,
} from './index.ts'
import { fail, setUp } from './scripted.fixture.ts'

/** Replies to each text with its own path and the text. */
class Echo extends Actor<string> {
  override receive(): Receive<string> {
    return { string: text => this.sender.tell(`${this.context.self.path.split('#')[0]} ${text}`) }
  }
}

/** Sends texts to a target, and logs the replies with their sender. */
class Asker extends Actor<{ readonly type: 'Send'; readonly text: string } | string> {
  readonly target: ActorRef<string>
  readonly lines: string[]
  constructor(target: ActorRef<string>, lines: string[]) {
    super()
    this.target = target
    this.lines = lines
  }
  override receive(): Receive<{ readonly type: 'Send'; readonly text: string } | string> {
    return {
      Send: ({ text }) => this.target.tell(text),
      string: text => this.lines.push(`${text} from ${this.sender.path.split('#')[0]}`),
    }
  }
}

/** Forwards every message. */
class Relay extends Actor<string> {
  readonly target: ActorRef<string>
  constructor(target: ActorRef<string>) {
    super()
    this.target = target
  }
  override receive(): Receive<string> {
    return message => this.forward(this.target, message)
  }
}

describe('the sender of a message', () => {
  test('is the classic actor that called tell, and receives the reply', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const echo = kit.spawn(Props(Echo), 'echo')
    kit.spawn(Props(Asker, echo, log), 'asker').tell({ type: 'Send', text: 'hi' })
    kit.runUntilIdle()
    expect(log).toEqual(['/user/echo hi from /user/echo'])
  })

  test('is kept when the message is forwarded', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const relay = kit.spawn(Props(Relay, kit.spawn(Props(Echo), 'echo')), 'relay')
    kit.spawn(Props(Asker, relay, log), 'asker').tell({ type: 'Send', text: 'hi' })
    kit.runUntilIdle()
    expect(log).toEqual(['/user/echo hi from /user/echo'])
  })

  test('is the dead-letter ref when a typed actor or code outside of actors sends it', () => {
    const kit = ActorTestKit.create()
    const echo = kit.spawn(Props(Echo), 'echo')
    kit.spawn(
      Behaviors.setup<never>(() => {
        echo.tell('typed')
        return Behaviors.empty
      }),
      'typed',
    )
    echo.tell('outside')
    kit.runUntilIdle()
    expect(kit.eventsOf('DeadLetter').map(event => [event.to, event.body])).toEqual([
      ['/deadLetters', '"/user/echo outside"'],
      ['/deadLetters', '"/user/echo typed"'],
    ])
  })

  test('is known on another node, whose reply reaches it', () => {
    const network = TestNetwork.create()
    const log: string[] = []
    network.addNode('two', { setup: system => void system.spawn(Props(Echo), 'echo') })
    network.addNode('one', {
      setup: system => {
        const echo = system.resolve<string>(`${network.addressOf('two')}/user/echo`)
        const relay = system.spawn(Props(Relay, echo), 'relay')
        system.spawn(Props(Asker, relay, log), 'asker').tell({ type: 'Send', text: 'hi' })
      },
    })
    network.advance(100)
    expect(log).toEqual([`/user/echo hi from ${network.addressOf('two')}/user/echo`])
  })

  test('is recorded in a dead letter', () => {
    const kit = ActorTestKit.create()
    const letters = kit.createDeadLetterProbe()
    const log: string[] = []
    const echo = kit.spawn(Props(Echo), 'echo')
    const asker = kit.spawn(Props(Asker, echo, log), 'asker')
    kit.stop(echo)
    asker.tell({ type: 'Send', text: 'hi' })
    const letter = letters.receiveMessage()
    expect([letter.sender, letter.recipient]).toEqual([asker.path, echo.path])
  })
})

type Message = { readonly type: 'Ask' | 'Got'; readonly text: string }
class AskingActor extends Actor<Message> {
  readonly target: ActorRef<string>
  readonly lines: string[]
  constructor(target: ActorRef<string>, lines: string[]) {
    super()
    this.target = target
    this.lines = lines
  }
  override receive(): Receive<Message> {
    return {
      Ask: ({ text }) =>
        this.ask(this.target, text, 100, reply => ({
          type: 'Got',
          text: reply instanceof Error ? `${reply.name}: ${reply.message}` : String(reply),
        })),
      Got: ({ text }) => this.lines.push(text),
    } as Receive<Message>
  }
}
class TooFar extends Error {
  override readonly name = 'TooFar'
}

class Replying extends Actor<string> {
  override receive(): Receive<string> {
    return text => {
      if (text === 'fail') this.sender.tell(Status.failure(new TooFar('too far')))
      else if (text === 'succeed') this.sender.tell(Status.success(42))
      else if (text !== 'wait') this.sender.tell(text)
    }
  }
}
describe('ask', () => {
  const outcomesOf = (...texts: string[]) => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const asking = kit.spawn(Props(AskingActor, kit.spawn(Props(Replying), 'replying'), log), 'asking')
    for (const text of texts) asking.tell({ type: 'Ask', text })
    kit.advance(200)
    return log
  }

  test('[A-270] maps the reply to a message of the asking actor', () => {
    expect(outcomesOf('hello')).toEqual(['hello'])
  })

  test('[A-273] yields the error of a failure reply and the value of a success reply', () => {
    expect(outcomesOf('fail', 'succeed')).toEqual(['TooFar: too far', '42'])
  })

  test('omits the message of a native error from a failure reply, because engines differ in it', () => {
    expect(Status.failure(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: '' })
  })

  test('[A-271] yields AskTimeout when no reply arrives in time', () => {
    expect(outcomesOf('wait')[0]).toMatch(
      /^AskTimeout: Ask of \[\/user\/replying#\d+\] with \[string\]: no reply/,
    )
  })

  test('is traced with its asker in the request and the reply, also between systems', () => {
    const network = TestNetwork.create()
    network.addNode('two', { setup: system => void system.spawn(Props(Replying), 'replying') })
    const one = network.addNode('one', {
      setup: system => {
        const replying = system.resolve<string>(`${network.addressOf('two')}/user/replying`)
        system.spawn(Props(AskingActor, replying, []), 'asking').tell({ type: 'Ask', text: 'hello' })
      },
    })
    network.advance(100)
    const { path } = one.system.find('/user/asking')!
    const asked = network.eventsOf('MessageSent').filter(event => event.asker !== undefined)
    expect(asked.map(({ node, asker, reply = false }) => [node, asker, reply])).toEqual([
      ['one', path, false],
      ['two', network.addressOf('one') + path, true],
    ])
  })

  test('of a typed actor makes the asker the sender that a classic actor replies to', () => {
    const kit = ActorTestKit.create()
    const probe = kit.createTestProbe<string>()
    const echo = kit.spawn(Props(Echo), 'echo')
    kit.spawn(
      Behaviors.setup<string>(context => {
        context.ask<string, string>(
          echo,
          () => 'typed',
          100,
          reply => `${reply}`,
        )
        return Behaviors.receiveMessage(reply => {
          probe.ref.tell(reply)
          return Behaviors.same
        })
      }),
      'typed',
    )
    probe.expectMessage('/user/echo typed')
  })
})

test('a classic parent and its typed child exchange messages', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const typed = (parent: ActorRef<string>) =>
    Behaviors.receiveMessage<string>(text => {
      parent.tell(`typed ${text}`)
      return Behaviors.same
    })
  class Parent extends Actor<string> {
    readonly child = this.context.actorOf(typed(this.self), 'child')
    override receive(): Receive<string> {
      return text => (text.startsWith('typed') ? log.push(text) : this.child.tell(text))
    }
  }
  kit.spawn(Props(Parent), 'parent').tell('x')
  kit.runUntilIdle()
  expect(log).toEqual(['typed x'])
})

/** Watches a typed child that fails on its first message. */
class Watching extends Actor<Terminated | string> {
  readonly ended: string[] = []
  readonly child = this.context.watch(
    this.context.actorOf(
      Behaviors.receiveMessage<string>(() => {
        throw new Error('x')
      }),
      'child',
    ),
  )
  override receive(): Receive<Terminated | string> {
    return { string: text => this.child.tell(text), Terminated: ({ actor }) => this.ended.push(actor.path) }
  }
}

test('a typed child that fails stops, and its watching classic parent receives Terminated', () => {
  const kit = ActorTestKit.create()
  const parent = kit.spawn(Props(Watching), 'parent')
  parent.tell('x')
  kit.runUntilIdle()
  expect(kit.eventsOf('StateChanged').at(-1)?.state).toMatch(/"ended":\["\/user\/parent\/child#/)
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['stop'])
})

test('a classic child of a typed parent is restarted by default', () => {
  const kit = ActorTestKit.create()
  class Fragile extends Actor<string> {
    override receive(): Receive<string> {
      return () => {
        throw new Error('x')
      }
    }
  }
  kit.spawn(
    Behaviors.setup<never>(context => {
      context.spawn(Props(Fragile), 'child').tell('x')
      return Behaviors.empty
    }),
    'parent',
  )
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart'])
  expect(kit.eventsOf('ActorRestarted')).toHaveLength(1)
})

test('a message without a case, or with the result unhandled, is published as unhandled', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createUnhandledMessageProbe()
  class Picky extends Actor<string | number> {
    override receive(): Receive<string | number> {
      return message => (typeof message === 'string' ? undefined : unhandled)
    }
  }
  class Table extends Actor<string | number> {
    override receive(): Receive<string | number> {
      return { string: () => undefined }
    }
  }
  for (const props of [Props(Picky), Props(Table)]) {
    const ref = kit.spawn(props, `a${kit.trace.length}`)
    ref.tell('fine')
    ref.tell(7)
    expect(probe.receiveMessage().message).toBe(7)
    probe.expectNoMessage()
  }
})

test('a classic actor replies to Identify, to replyTo or else to the sender', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<ActorIdentity>()
  const echo = kit.spawn(Props(Echo), 'echo')
  echo.tell({ type: 'Identify', correlationId: 7 }, probe.ref)
  expect(probe.receiveMessage()).toEqual({ type: 'ActorIdentity', correlationId: 7, ref: echo })
  echo.tell({ type: 'Identify', correlationId: 8, replyTo: probe.ref })
  expect(probe.receiveMessage().correlationId).toBe(8)
})

describe('the receive timeout', () => {
  class Patient extends Actor<string | ReceiveTimeout> {
    readonly lines: string[]
    constructor(lines: string[]) {
      super()
      this.lines = lines
      this.context.setReceiveTimeout(500)
    }
    override receive(): Receive<string | ReceiveTimeout> {
      return {
        ReceiveTimeout: message => {
          this.lines.push(
            `${message === ReceiveTimeout} ${this.context.receiveTimeout} at ${this.context.now}`,
          )
          this.context.setReceiveTimeout(Number.POSITIVE_INFINITY)
        },
        string: text => {
          if (text === 'fail') throw new Error('x')
        },
      }
    }
  }

  test('[A-224] is delivered after that time without a message, and its duration can be read', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const ref = kit.spawn(Props(Patient, log), 'patient')
    kit.advance(300)
    ref.tell('x')
    kit.advance(2000)
    expect(log).toEqual(['true 500 at 800'])
  })

  test('[A-230] fires when the constructor of a restarted instance set it', () => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const ref = kit.spawn(Props(Patient, log), 'patient')
    kit.advance(300)
    ref.tell('fail')
    kit.advance(2000)
    expect(log).toEqual(['true 500 at 800'])
  })

  test('starts anew at a restart whose directive was late', () => {
    const { kit, tell, takeLines } = setUp({
      preStart: actor =>
        void actor.spawn('child', {
          preStart: child => child.context.setReceiveTimeout(500),
          postRestart: () => undefined,
        }),
    })
    tell(actor => {
      actor.childNamed('child').tell(fail())
      actor.context.block(400)
    })
    kit.advance(899)
    expect(takeLines().at(-1)).toBe('child postRestart')
    kit.advance(1)
    expect(takeLines()).toEqual(['child ReceiveTimeout'])
  })
})

test('a restarted actor has no timers of the old instance', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  class Ticking extends Actor<'tick' | 'start' | 'fail'> {
    override receive(): Receive<'tick' | 'start' | 'fail'> {
      return message => {
        if (message === 'fail') throw new Error('x')
        if (message === 'start') this.timers.startTimerWithFixedDelay('t', 'tick', 10)
        else log.push(`tick ${this.context.now}`)
      }
    }
  }
  const ref = kit.spawn(Props(Ticking), 'ticking')
  ref.tell('start')
  kit.advance(25)
  ref.tell('fail')
  kit.advance(100)
  expect(log).toEqual(['tick 10', 'tick 20'])
})
