// The examples of docs/testing.md. src/cli/guides.test.ts checks that the guide shows each of them unchanged.
import { expect, test } from 'vitest'
import { type ActorRef, type Behavior, Behaviors, SupervisorStrategy } from '../actor/index.ts'
import { ActorTestKit, BehaviorTestKit, LoggingTestKit, ManualTime, TestCluster, TestInbox } from './index.ts'

// example: the actor under test
type TallyCommand =
  | { readonly type: 'Add'; readonly n: number }
  | { readonly type: 'Read'; readonly replyTo: ActorRef<Sum> }
  | { readonly type: 'Audit'; readonly by: Behavior<Sum> }
  | { readonly type: 'Report' }

interface Sum {
  readonly type: 'Sum'
  readonly sum: number
}

/** Adds numbers and reports the sum to the display every second. */
function tally(display: ActorRef<Sum>): Behavior<TallyCommand> {
  const counting = (sum: number): Behavior<TallyCommand> =>
    Behaviors.receive((context, message) => {
      switch (message.type) {
        case 'Add':
          if (message.n < 0) throw new RangeError(`Cannot add [${message.n}]: it is negative.`)
          context.log.info(`sum is ${sum + message.n}`)
          return counting(sum + message.n)
        case 'Read':
          message.replyTo.tell({ type: 'Sum', sum })
          return Behaviors.same
        case 'Audit':
          context.spawn(message.by, 'auditor').tell({ type: 'Sum', sum })
          return Behaviors.same
        case 'Report':
          display.tell({ type: 'Sum', sum })
          return Behaviors.same
      }
    })
  return Behaviors.withTimers(timers => {
    timers.startTimerWithFixedDelay('report', { type: 'Report' }, 1000)
    return counting(0)
  })
}
// end

// example: an actor and a probe
test('a tally replies with the sum', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<Sum>()
  const ref = kit.spawn(tally(kit.system.ignoreRef), 'tally')

  ref.tell({ type: 'Add', n: 3 })
  ref.tell({ type: 'Add', n: 4 })
  ref.tell({ type: 'Read', replyTo: probe.ref })
  probe.expectMessage({ type: 'Sum', sum: 7 })
  probe.expectNoMessage()
})
// end

// example: failures
test('a tally restarts at 0 after a failure and stops after a second one within a minute', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<Sum>()
  const strategy = SupervisorStrategy.restart.withLimit(1, 60_000)
  const ref = kit.spawn(Behaviors.supervise(tally(kit.system.ignoreRef)).onFailure(strategy), 'tally')
  probe.watch(ref)

  ref.tell({ type: 'Add', n: 3 })
  ref.tell({ type: 'Add', n: -1 })
  ref.tell({ type: 'Read', replyTo: probe.ref })
  probe.expectMessage({ type: 'Sum', sum: 0 })

  ref.tell({ type: 'Add', n: -1 })
  probe.expectTerminated(ref)
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart', 'stop'])
})
// end

// example: time
test('a tally reports the sum every second', () => {
  const kit = ActorTestKit.create()
  const time = new ManualTime(kit)
  const display = kit.createTestProbe<Sum>('display')
  const ref = kit.spawn(tally(display.ref), 'tally')

  time.expectNoMessageFor(999, display)
  time.timePasses(1)
  display.expectMessage({ type: 'Sum', sum: 0 }, 0)

  ref.tell({ type: 'Add', n: 3 })
  display.within(1500, () => {
    expect(display.expectMessageType('Sum').sum).toBe(3)
  })
  const tenth = display.fishForMessage(() => kit.now >= 10_000, 60_000)
  expect([tenth.sum, kit.now]).toEqual([3, 10_000])
})
// end

// example: a cluster
test('the other nodes remove a crashed node', () => {
  const cluster = new TestCluster({
    setup: system => {
      system.spawn(tally(system.ignoreRef), 'tally')
    },
  })
  cluster.form('a', 'b', 'c')
  expect(cluster.view('c')).toBe('a Up, b Up, c Up')

  const probe = cluster.probe<Sum>('c')
  const { system } = cluster.network.node('c')
  const remote = system.resolve<TallyCommand>(`${cluster.network.addressOf('a')}/user/tally`)
  remote.tell({ type: 'Read', replyTo: probe.ref })
  probe.expectMessage({ type: 'Sum', sum: 0 })

  cluster.kill('a')
  cluster.awaitUntil('[a] is removed', () => cluster.statusOf('a', 'c') === 'Removed')
  cluster.awaitAgreement()
  expect(cluster.view('c')).toBe('b Up, c Up')
  expect(cluster.leader('c')).toBe('b')
})
// end

// example: the log
test('a tally logs the sum', () => {
  const kit = ActorTestKit.create()
  const ref = kit.spawn(tally(kit.system.ignoreRef), 'tally')

  LoggingTestKit.info('sum is 3')
    .withSource('/user/tally')
    .expect(kit, () => {
      ref.tell({ type: 'Add', n: 3 })
    })
})
// end

// example: a behavior alone
test('a tally starts a timer and reports at its tick', () => {
  const display = TestInbox.create<Sum>('display')
  const kit = BehaviorTestKit.create(tally(display.ref))
  const timer = kit.expectEffectType('TimerScheduled')
  expect(timer).toMatchObject({ key: 'report', mode: 'fixed-delay', delayMs: 1000 })

  kit.run({ type: 'Add', n: 3 })
  expect(kit.logEntries).toEqual([{ level: 'info', text: 'sum is 3' }])
  timer.send()
  kit.runOne()
  display.expectMessage({ type: 'Sum', sum: 3 })

  expect(() => kit.run({ type: 'Add', n: -1 })).toThrow(RangeError)
  expect(kit.isAlive).toBe(false)
})
// end

// example: children of a behavior alone
test('a tally spawns an auditor and sends it the sum', () => {
  const kit = BehaviorTestKit.create(tally(TestInbox.create<Sum>().ref))
  const audited: number[] = []
  const auditor = Behaviors.receiveMessage<Sum>(({ sum }) => {
    audited.push(sum)
    return Behaviors.stopped
  })
  kit.retrieveAllEffects()

  kit.run({ type: 'Audit', by: auditor })
  kit.expectEffect({ type: 'Spawned', name: 'auditor', behavior: auditor })
  const child = kit.childTestKit<Sum>('auditor')
  child.runOne()
  expect([audited, child.isAlive]).toEqual([[0], false])
})
// end
