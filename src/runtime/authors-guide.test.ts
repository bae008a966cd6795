// The examples of docs/actors.md, which shows each part between `example` and `end` word by word.
import { expect, test } from 'vitest'
import type { Plain } from '../trace/plain.ts'
import { Props, type Receive } from './classic/index.ts'
import {
  AbstractBehavior,
  type ActorContext,
  type ActorRef,
  type Behavior,
  type BehaviorInterceptor,
  Behaviors,
  Effect,
  type EventAdapter,
  EventSourcedBehavior,
  inMemoryStores,
  isTerminated,
  MailboxSelector,
  NotInfluenceReceiveTimeout,
  PersistenceId,
  type PublishedEvent,
  Recovery,
  RetentionCriteria,
  type Spawn,
  SpawnProtocol,
  StashOverflow,
  StatusReply,
  SupervisorStrategy,
  type TimerScheduler,
  useLocalJournal,
} from './index.ts'
import {
  type PersistenceReply,
  PersistentActor,
  type Recovered,
} from './persistence/persistent-actor/index.ts'
import { ActorTestKit } from './testkit/index.ts'

// example: a behavior as an object
type Count = { readonly type: 'Increment' } | { readonly type: 'Get'; readonly replyTo: ActorRef<number> }

class Counter extends AbstractBehavior<Count> {
  private count = 0

  static create(): Behavior<Count> {
    return Behaviors.setup(context => new Counter(context))
  }

  override onMessage(message: Count): Behavior<Count> {
    switch (message.type) {
      case 'Increment':
        this.count++
        return Behaviors.same
      case 'Get':
        message.replyTo.tell(this.count)
        return Behaviors.same
    }
  }
}

test('a behavior as an object keeps its state in fields', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<number>()
  const counter = kit.spawn(Counter.create(), 'counter')
  counter.tell({ type: 'Increment' })
  counter.tell({ type: 'Get', replyTo: probe.ref })
  probe.expectMessage(1)
})
// end

// example: timers and the end of another actor
function heartbeat(of: ActorRef<never>, to: ActorRef<string>): Behavior<'Beat'> {
  const beating = (context: ActorContext<'Beat'>, timers: TimerScheduler<'Beat'>) => {
    context.watch(of)
    timers.startTimerWithFixedDelay('beat', 'Beat', 500)
    return Behaviors.receiveMessage<'Beat'>(() => {
      to.tell('alive')
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      if (!isTerminated(signal)) return Behaviors.unhandled
      to.tell(signal.type === 'ChildFailed' ? 'failed' : 'ended')
      return Behaviors.stopped
    })
  }
  return Behaviors.withTimers(timers => Behaviors.setup(context => beating(context, timers)))
}

test('a heartbeat beats until the watched actor ends', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const watched = kit.spawn(Behaviors.ignore, 'watched')
  kit.spawn(heartbeat(watched, probe.ref), 'heartbeat')
  probe.expectMessage('alive', 500)
  kit.stop(watched)
  probe.expectMessage('ended')
})
// end

// example: a full mailbox
test('a bounded mailbox makes dead letters of what finds it full', () => {
  const kit = ActorTestKit.create()
  const dead = kit.createDeadLetterProbe()
  const slow = kit.spawn(Behaviors.ignore as Behavior<number>, 'slow', {
    handlingMs: 100,
    mailbox: MailboxSelector.bounded(2),
  })
  for (const n of [1, 2, 3]) slow.tell(n)
  expect(dead.receiveMessage().message).toBe(3)
})
// end

// example: a reply with a status
interface Divide {
  readonly type: 'Divide'
  readonly by: number
  readonly replyTo: ActorRef<StatusReply<number>>
}

const divider = Behaviors.receiveMessage<Divide>(({ by, replyTo }) => {
  replyTo.tell(by === 0 ? StatusReply.error('Cannot divide by zero.') : StatusReply.success(100 / by))
  return Behaviors.same
})

test('askWithStatus gives the value, or the error of the reply', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const target = kit.spawn(divider, 'divider')
  const asking = Behaviors.setup<number | Error>(context => {
    for (const by of [4, 0]) {
      context.askWithStatus<Divide, number>(
        target,
        replyTo => ({ type: 'Divide', by, replyTo }),
        1000,
        outcome => outcome,
      )
    }
    return Behaviors.receiveMessage(outcome => {
      probe.ref.tell(outcome instanceof Error ? outcome.message : `${outcome}`)
      return Behaviors.same
    })
  })
  kit.spawn(asking, 'asking')
  expect(probe.receiveMessages(2)).toEqual(['25', 'Cannot divide by zero.'])
})
// end

// example: an interceptor
/** Passes each message to the actor below it at most once in a row. */
const withoutRepeats = (): BehaviorInterceptor<string> => {
  let last: string | null = null
  return {
    aroundReceive(_context, message, target) {
      if (message === last) return Behaviors.same
      last = message
      return target(message)
    },
  }
}

test('an interceptor filters messages', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const passing = Behaviors.receiveMessage<string>(message => {
    probe.ref.tell(message)
    return Behaviors.same
  })
  const ref = kit.spawn(Behaviors.intercept(withoutRepeats)(passing), 'filtered')
  for (const message of ['a', 'a', 'b']) ref.tell(message)
  expect(probe.receiveMessages(2)).toEqual(['a', 'b'])
  probe.expectNoMessage()
})
// end

// example: events, snapshots and what is published
interface Deposited {
  readonly type: 'Deposited'
  readonly amount: number
}

const account = EventSourcedBehavior.create<number, Deposited, { readonly balance: number }>({
  persistenceId: PersistenceId.ofUniqueId('account-1'),
  emptyState: { balance: 0 },
  commandHandler: (_, amount) => Effect.persist({ type: 'Deposited', amount }),
  eventHandler: ({ balance }, { amount }) => ({ balance: balance + amount }),
  // A snapshot at every second event; the newest one is kept.
  retention: RetentionCriteria.snapshotEvery({ events: 2, keep: 1 }),
  // Recovers from all events, although there are snapshots. Default: from the newest snapshot.
  recovery: Recovery.withoutSnapshot,
})

test('each stored event is published with its number and instant, and every second one makes a snapshot', () => {
  const kit = ActorTestKit.create()
  const { snapshots } = useLocalJournal(kit.system)
  const probe = kit.createTestProbe<PublishedEvent>()
  kit.system.eventStream.subscribe(probe.ref, 'PublishedEvent')
  const ref = kit.spawn(account, 'account')
  for (const amount of [10, 20, 30]) ref.tell(amount)
  expect(probe.receiveMessages(3).map(({ sequenceNr, timestamp }) => [sequenceNr, timestamp])).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
  ])
  expect(snapshots.load('account-1', {})).toMatchObject({ sequenceNr: 2, snapshot: { balance: 30 } })
})
// end

// example: an event adapter
interface InEuros {
  readonly euros: number
}

const inCents: EventAdapter<InEuros, { readonly cents: number } | InEuros> = {
  toJournal: ({ euros }) => ({ cents: euros * 100 }),
  // Events stored before this adapter are still in euros.
  fromJournal: stored => ['cents' in stored ? { euros: stored.cents / 100 } : stored],
}

const wallet = EventSourcedBehavior.create<number, InEuros, number>({
  persistenceId: PersistenceId.ofUniqueId('wallet-1'),
  emptyState: 0,
  commandHandler: (_, euros) => Effect.persist({ euros }),
  eventHandler: (sum, { euros }) => sum + euros,
  eventAdapter: inCents,
  tagger: (_, sum) => (sum >= 100 ? ['rich'] : []),
})

test('an event is stored in the form of its adapter, with the tags of its tagger', () => {
  const kit = ActorTestKit.create()
  const { journal } = useLocalJournal(kit.system)
  kit.spawn(wallet, 'wallet').tell(200)
  kit.runUntilIdle()
  expect(journal.replay('wallet-1', { fromSequenceNr: 1, toSequenceNr: 1, max: 1 })).toMatchObject([
    { payload: { cents: 20_000 }, tags: ['rich'] },
  ])
})
// end

// example: a classic persistent actor
type Deposit = { readonly type: 'Deposit'; readonly amount: number }
type Paid = { readonly type: 'Paid'; readonly amount: number }

class Purse extends PersistentActor<Deposit, Paid> {
  readonly persistenceId = 'purse-1'
  private balance = 0

  override receiveCommand(): Receive<Deposit | PersistenceReply> {
    return {
      Deposit: ({ amount }) =>
        this.persist<Paid>({ type: 'Paid', amount }, event => {
          this.apply(event)
          this.sender.tell(this.balance)
        }),
    }
  }

  override receiveRecover(): Receive<Recovered<Paid, Plain>> {
    return { Paid: event => this.apply(event) }
  }

  private apply({ amount }: Paid): void {
    this.balance += amount
  }
}

test('a classic persistent actor is rebuilt from its events', () => {
  const stores = inMemoryStores()
  for (const balance of [10, 20]) {
    const kit = ActorTestKit.create()
    useLocalJournal(kit.system, stores)
    const probe = kit.createTestProbe<number>()
    kit.spawn(Props(Purse), 'purse').tell({ type: 'Deposit', amount: 10 }, probe.ref)
    probe.expectMessage(balance)
  }
})
// end

// example: spawning on request
test('a spawner replies with the ref of each child, and numbers a taken name', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<ActorRef<string>>()
  const spawner = kit.spawn<Spawn<string>>(SpawnProtocol.create(), 'spawner')
  for (let i = 0; i < 2; i++)
    spawner.tell({ type: 'Spawn', behavior: Behaviors.ignore, name: 'worker', replyTo: probe.ref })
  const names = probe.receiveMessages(2).map(({ path }) => path.replace(/.*[/]|#.*/g, ''))
  expect(names).toEqual(['worker', 'worker-1'])
})
// end

// example: a message that leaves the receive timeout running
type Activity = { readonly type: 'Ping' } | { readonly type: 'Idle' }

test('a marked message does not restart the receive timeout', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const session = Behaviors.setup<Activity>(context => {
    context.setReceiveTimeout(100, { type: 'Idle' })
    return Behaviors.receiveMessageWithSame(({ type }) => probe.ref.tell(`${type} at ${context.now}`))
  })
  const ref = kit.spawn(session, 'session')
  kit.advance(60)
  ref.tell(NotInfluenceReceiveTimeout.mark({ type: 'Ping' }))
  kit.advance(60)
  expect(probe.receiveMessages(2)).toEqual(['Ping at 60', 'Idle at 100'])
})
// end

// example: a supervisor for one class of errors
test('a full stash restarts an actor that is supervised for StashOverflow', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<number>()
  const opening = Behaviors.withStash<number>(1, stash =>
    Behaviors.receiveMessageWithSame(n => {
      stash.stash(n)
      probe.ref.tell(n)
    }),
  )
  // A full stash restarts the actor with an empty one; any other error stops it.
  const supervised = Behaviors.supervise(opening).onFailure(SupervisorStrategy.restart, StashOverflow)
  const ref = kit.spawn(supervised, 'opening')
  for (const n of [1, 2, 3]) ref.tell(n)
  expect(probe.receiveMessages(2)).toEqual([1, 3])
})
// end
