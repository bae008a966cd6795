import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { leaseActor } from './lease.ts'
import type { LeaseOutcome } from './lease-messages.ts'
import { type LeaseAnswer, type LeaseCommand, leaseProtocol } from './lease-protocol.ts'
import { Leases } from './leases.ts'

const settings = { heartbeatIntervalMs: 1000, heartbeatTimeoutMs: 5000, leaseOperationTimeoutMs: 500 }

function setUp() {
  const kit = ActorTestKit.create()
  const database = kit.createTestProbe<LeaseCommand>()
  const holder = kit.createTestProbe<LeaseOutcome>()
  let requests = 0
  const lease = kit.spawn(
    leaseActor({
      lease: 'sbr',
      owner: 'a:1',
      settings,
      database: database.ref,
      nextRequestId: () => ++requests,
    }),
    'lease',
  )
  return {
    kit,
    database,
    holder,
    acquire: () => lease.tell(leaseProtocol.message({ type: 'Acquire', replyTo: holder.ref })),
    release: () => lease.tell(leaseProtocol.message({ type: 'Release', replyTo: holder.ref })),
    answer: (answer: LeaseAnswer) => lease.tell(leaseProtocol.reply(answer) as never),
  }
}

const lease = 'sbr'

function acquired() {
  const all = setUp()
  all.acquire()
  const { requestId } = all.database.receiveMessage()
  all.answer({ type: 'LeaseGranted', lease, requestId, expiresAt: all.kit.now + 5000 })
  expect(all.holder.receiveMessage()).toMatchObject({ type: 'LeaseAcquired' })
  return all
}

test('a granted request is an acquired lease', () => {
  const { acquire, database } = setUp()
  acquire()
  expect(database.receiveMessage()).toMatchObject({
    type: 'AcquireLease',
    lease,
    owner: 'a:1',
    timeToLiveMs: 5000,
  })
})

test('a refused request names the owner of the lease', () => {
  const { acquire, answer, database, holder } = setUp()
  acquire()
  const { requestId } = database.receiveMessage()
  answer({ type: 'LeaseRefused', lease, requestId, owner: 'b:1' })
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseNotAcquired', owner: 'b:1' })
})

test('a request that fails or gets no answer in time is not acquired', () => {
  const { acquire, answer, database, holder, kit } = setUp()
  acquire()
  const { requestId } = database.receiveMessage()
  answer({ type: 'LeaseFailed', lease, requestId, error: { name: 'QuotaExceededError' } })
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseNotAcquired', owner: null })
  acquire()
  database.receiveMessage()
  holder.expectNoMessage(499)
  kit.advance(1)
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseNotAcquired', owner: null })
})

test('a grant that comes after the time-out is released, so that it keeps nobody from the lease', () => {
  const { acquire, answer, database, holder, kit } = setUp()
  acquire()
  const { requestId } = database.receiveMessage()
  kit.advance(500)
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseNotAcquired' })
  answer({ type: 'LeaseGranted', lease, requestId, expiresAt: 9000 })
  expect(database.receiveMessage()).toMatchObject({ type: 'ReleaseLease', owner: 'a:1' })
  holder.expectNoMessage()
})

test('an acquired lease is renewed at each heartbeat, and a repeated answer changes nothing', () => {
  const { answer, database, holder, kit } = acquired()
  for (let beat = 1; beat <= 8; beat++) {
    kit.advance(1000)
    const renewal = database.receiveMessage()
    expect(renewal).toMatchObject({ type: 'RenewLease', timeToLiveMs: 5000 })
    const { requestId } = renewal
    answer({ type: 'LeaseGranted', lease, requestId, expiresAt: kit.now + 5000 })
    answer({ type: 'LeaseGranted', lease, requestId, expiresAt: kit.now + 5000 })
  }
  holder.expectNoMessage()
})

test('a lease that another owner took is lost', () => {
  const { answer, database, holder, kit } = acquired()
  kit.advance(1000)
  answer({ type: 'LeaseRefused', lease, requestId: database.receiveMessage().requestId, owner: 'b:1' })
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseLost' })
  kit.advance(5000)
  database.expectNoMessage()
})

test('a lease whose renewals get no answer is lost when it expires', () => {
  const { database, holder, kit } = acquired()
  kit.advance(4900)
  expect(database.receiveMessages(4).map(({ type }) => type)).toEqual(Array(4).fill('RenewLease'))
  holder.expectNoMessage(99)
  kit.advance(1001)
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseLost' })
})

test('a released lease is not renewed any more', () => {
  const { answer, database, holder, kit, release } = acquired()
  release()
  const { requestId } = database.receiveMessage()
  answer({ type: 'LeaseReleased', lease, requestId })
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseFreed', freed: true })
  kit.advance(5000)
  database.expectNoMessage()
  release()
  database.receiveMessage()
  kit.advance(500)
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseFreed', freed: false })
})

test('in a system without a database no lease can be acquired, and the log says what to do', () => {
  const kit = ActorTestKit.create()
  const holder = kit.createTestProbe<LeaseOutcome>()
  const behavior = Leases.get(kit.system).behavior('sbr', settings)
  kit.spawn(behavior, 'lease').tell(leaseProtocol.message({ type: 'Acquire', replyTo: holder.ref }))
  expect(holder.receiveMessage()).toMatchObject({ type: 'LeaseNotAcquired', owner: null })
  const [logged] = kit.eventsOf('Logged')
  expect(logged?.text).toContain('Call Leases.get(system).useDatabase(path).')
})
