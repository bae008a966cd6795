import { describe, expect, test } from 'vitest'
import { MailboxSelector } from '../actor/api/mailbox-selector.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { Actor, PoisonPill, Props, type Receive, type Terminated } from './index.ts'

type Command =
  | { readonly type: 'Open' }
  | { readonly type: 'Write'; readonly text: string }
  | { readonly type: 'Close' }
  | { readonly type: 'Fail' }
  | { readonly type: 'StashTwice' }

const write = (text: string): Command => ({ type: 'Write', text })
const open: Command = { type: 'Open' }
const close: Command = { type: 'Close' }

/** Handles writes only between open and close, and stashes messages that its current state does not handle. */
class File extends Actor<Command> {
  readonly lines: string[]
  override readonly stashCapacity: number

  constructor(lines: string[], stashCapacity = -1) {
    super()
    this.lines = lines
    this.stashCapacity = stashCapacity
  }

  override receive(): Receive<Command> {
    return {
      Open: () => {
        this.lines.push('open')
        this.unstashAll()
        this.context.become(this.opened, false)
      },
      Fail: () => {
        throw new Error('disk')
      },
      StashTwice: () => {
        this.stash()
        try {
          this.stash()
        } catch (thrown) {
          this.lines.push(String(thrown))
        }
      },
      _: () => this.stash(),
    }
  }

  readonly opened: Receive<Command> = {
    Write: ({ text }) => {
      this.lines.push(text)
      this.sender.tell(`wrote ${text}`)
    },
    Close: () => {
      this.lines.push('close')
      this.unstashAll()
      this.context.unbecome()
    },
    _: () => this.stash(),
  }
}

function setUp(stashCapacity?: number) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(Props(File, log, stashCapacity), 'file')
  const probe = kit.createTestProbe<unknown>()
  const tell = (...messages: Command[]) => {
    for (const message of messages) ref.tell(message, probe.ref)
    kit.runUntilIdle()
  }
  return { kit, log, ref, probe, tell }
}

test('[A-254] unstashed messages are handled before later ones, with their sender', () => {
  const { log, tell, probe } = setUp()
  tell(write('1'), write('2'), open, write('3'), close)
  expect(log).toEqual(['open', '1', '2', '3', 'close'])
  expect(probe.receiveMessages(3)).toEqual(['wrote 1', 'wrote 2', 'wrote 3'])
})

test('[A-255] a protocol of open, write and close keeps its order over several rounds', () => {
  const { log, tell } = setUp()
  tell(open, write('1'), open, write('2'), close, write('3'), close, close, open, close)
  expect(log).toEqual(['open', '1', '2', 'close', 'open', '3', 'close', 'open', 'close'])
})

test('a stash is shown in the traced state and emits an event at each stash and unstash', () => {
  const { kit, tell } = setUp()
  tell(write('1'), write('2'), open)
  expect(kit.eventsOf('MessageStashed').map(event => [event.label, event.size])).toEqual([
    ['Write', 1],
    ['Write', 2],
  ])
  expect(kit.eventsOf('MessagesUnstashed').map(event => [event.count, event.size])).toEqual([[2, 0]])
  expect(
    kit
      .eventsOf('StateChanged')
      .map(event => (JSON.parse(event.state) as { stash?: unknown }).stash)
      .slice(0, 4),
  ).toEqual([undefined, ['Write'], ['Write', 'Write'], undefined])
})

test('[A-256] a second stash of the same message throws', () => {
  const { log, tell, ref } = setUp()
  tell({ type: 'StashTwice' })
  expect(log).toEqual([
    `IllegalStateException: [${ref.path}] stashed [StashTwice] twice. Call stash() once for each message.`,
  ])
})

test('[A-257] stashed messages survive a restart', () => {
  const { log, tell } = setUp()
  tell(write('1'), write('2'), { type: 'Fail' }, open)
  expect(log).toEqual(['open', '1', '2'])
})

/** Stashes the Terminated of its child until it receives Ready. */
class Watcher extends Actor<Terminated | { readonly type: 'Ready' }> {
  readonly lines: string[]
  readonly child = this.context.watch(this.context.actorOf(Props(File, []), 'child'))
  constructor(lines: string[]) {
    super()
    this.lines = lines
  }
  override receive(): Receive<Terminated | { readonly type: 'Ready' }> {
    return {
      Terminated: () => this.stash(),
      Ready: () => {
        this.context.become(message => {
          if (message.type !== 'Terminated') return
          this.lines.push(
            `${message.actor.path === this.child.path} ${this.sender.path === message.actor.path}`,
          )
        })
        this.unstashAll()
      },
    }
  }
  override preStart(): void {
    this.child.tell(PoisonPill)
  }
}

type Notice = { readonly type: 'Gone' | 'Ready' }

/** Stashes its own watchWith message until a timer fires. */
class WatcherWithMessage extends Actor<Notice> {
  readonly lines: string[]
  constructor(lines: string[]) {
    super()
    this.lines = lines
  }
  override preStart(): void {
    this.context.watchWith(this.context.actorOf(Props(File, []), 'child'), { type: 'Gone' }).tell(PoisonPill)
    this.timers.startSingleTimer('ready', { type: 'Ready' }, 5)
  }
  override receive(): Receive<Notice> {
    return {
      Gone: () => this.stash(),
      Ready: () => {
        this.lines.push('Ready')
        this.unstashAll()
        this.context.become(({ type }) => this.lines.push(type))
      },
    }
  }
}

test('[A-258] a stashed Terminated is handled after unstashAll, with its sender', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(Props(Watcher, log), 'watcher')
  kit.runUntilIdle()
  expect(log).toEqual([])
  ref.tell({ type: 'Ready' })
  kit.runUntilIdle()
  expect(log).toEqual(['true true'])
})

describe('a stash', () => {
  test('[A-260] beyond its capacity throws StashOverflow', () => {
    const { kit, log, tell } = setUp(2)
    tell(write('1'), write('2'), write('3'))
    expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.label])).toEqual([
      ['StashOverflow', 'Write'],
    ])
    tell(open)
    expect(log).toEqual(['open', '1', '2'])
  })

  test('[A-260] without a capacity holds any number of messages', () => {
    const { kit, log, tell } = setUp()
    tell(...Array.from({ length: 300 }, (_, i) => write(String(i))))
    tell(open)
    expect(kit.eventsOf('ActorFailed')).toEqual([])
    expect(log).toHaveLength(301)
  })
})

describe('a bounded mailbox', () => {
  const boundedFile = (stashed: number, capacity: number) => {
    const kit = ActorTestKit.create()
    const log: string[] = []
    const letters = kit.createDeadLetterProbe()
    const ref = kit.spawn(Props(File, log), 'file', { mailbox: MailboxSelector.bounded(capacity) })
    for (let i = 1; i <= stashed; i++) {
      ref.tell(write(String(i)))
      kit.runUntilIdle()
    }
    const lost = () =>
      letters.pending.filter(({ recipient }) => recipient === ref.path).map(({ message }) => message)
    return { kit, log, ref, lost }
  }

  test('[A-259] that is full turns unstashed messages into dead letters, the oldest first', () => {
    const { kit, log, ref, lost } = boundedFile(11, 10)
    ref.tell(open)
    kit.runUntilIdle()
    expect(lost()).toEqual([write('1')])
    expect(log).toEqual(['open', ...Array.from({ length: 10 }, (_, i) => String(i + 2))])
  })

  test('[A-259] keeps its present messages when unstashed ones find no room', () => {
    const { kit, log, ref, lost } = boundedFile(2, 2)
    ref.tell(open)
    ref.tell(write('3'))
    kit.runUntilIdle()
    expect(lost()).toEqual([write('1')])
    expect(log).toEqual(['open', '2', '3'])
  })

  test('[A-259] of a stopped actor turns its stash into dead letters', () => {
    const { kit, ref, lost } = boundedFile(11, 10)
    ref.tell(PoisonPill)
    kit.runUntilIdle()
    expect(lost()).toEqual(Array.from({ length: 11 }, (_, i) => write(String(i + 1))))
  })
})

test('[A-259] an actor that stops turns its stash into dead letters, each with its sender', () => {
  const { kit, ref, tell, probe } = setUp()
  const letters = kit.createDeadLetterProbe()
  tell(write('1'), write('2'))
  ref.tell(PoisonPill)
  expect(letters.receiveMessages(2)).toEqual(
    [write('1'), write('2')].map(message => ({
      type: 'DeadLetter',
      message,
      sender: probe.ref.path,
      recipient: ref.path,
    })),
  )
})

test('[A-185] the message of watchWith can be stashed and unstashed', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  kit.spawn(Props(WatcherWithMessage, log), 'watcher')
  kit.advance(10)
  expect(log).toEqual(['Ready', 'Gone'])
})

test('a timer message can be stashed and unstashed', () => {
  const kit = ActorTestKit.create()
  const log: string[] = []
  class Ticked extends Actor<{ readonly type: 'Tick' | 'Go' }> {
    override preStart(): void {
      this.timers.startSingleTimer('tick', { type: 'Tick' }, 10)
    }
    override receive(): Receive<{ readonly type: 'Tick' | 'Go' }> {
      return message => {
        if (message.type === 'Tick') {
          this.stash()
          return
        }
        this.context.become(() => log.push('tick'))
        this.unstashAll()
      }
    }
  }
  const ref = kit.spawn(Props(Ticked), 'ticked')
  kit.advance(10)
  ref.tell({ type: 'Go' })
  kit.runUntilIdle()
  expect(log).toEqual(['tick'])
})
