import { describe, expect, test } from 'vitest'
import type { Plain } from '../../../trace/plain.ts'
import type { ActorRef } from '../../actor/index.ts'
import { Actor, Props, type Receive } from '../../classic/index.ts'
import { seededRandom } from '../../random.ts'
import { kitWithJournal } from '../event-sourced/counter.fixture.ts'
import { inMemoryStores } from '../in-memory-stores.ts'
import type { Stores } from '../store-service.ts'
import {
  AtLeastOnceDelivery,
  type AtLeastOnceDeliverySnapshot,
  type UnconfirmedWarning,
} from './at-least-once-delivery.ts'
import type { PersistenceReply, Recovered } from './persistence-messages.ts'

type Command =
  | { readonly type: 'Order'; readonly item: string; readonly to: string }
  | { readonly type: 'Confirm'; readonly id: number }
  | { readonly type: 'Save' }
  | { readonly type: 'Fail' }

type Event =
  | { readonly type: 'Ordered'; readonly item: string; readonly to: string }
  | { readonly type: 'Confirmed'; readonly id: number }

type Message = { readonly type: 'Item'; readonly id: number; readonly item: string }

interface Limits {
  readonly redeliveryBurstLimit?: number
  readonly warnAfterNumberOfUnconfirmedAttempts?: number
  readonly maxUnconfirmedMessages?: number
}

class Sender extends AtLeastOnceDelivery<Command, Event> {
  readonly persistenceId = 'sender'
  override readonly redeliveryBurstLimit: number
  override readonly warnAfterNumberOfUnconfirmedAttempts: number
  override readonly maxUnconfirmedMessages: number
  readonly warnings: UnconfirmedWarning[]

  constructor(limits: Limits, warnings: UnconfirmedWarning[]) {
    super()
    this.redeliveryBurstLimit = limits.redeliveryBurstLimit ?? 10_000
    this.warnAfterNumberOfUnconfirmedAttempts = limits.warnAfterNumberOfUnconfirmedAttempts ?? 5
    this.maxUnconfirmedMessages = limits.maxUnconfirmedMessages ?? 100_000
    this.warnings = warnings
  }

  override receiveCommand(): Receive<Command | UnconfirmedWarning | PersistenceReply> {
    return {
      Order: ({ item, to }) => this.persist<Event>({ type: 'Ordered', item, to }, event => this.apply(event)),
      Confirm: ({ id }) => this.persist<Event>({ type: 'Confirmed', id }, event => this.apply(event)),
      Save: () => this.saveSnapshot(this.getDeliverySnapshot()),
      Fail: () => {
        throw new Error('failed on request')
      },
      UnconfirmedWarning: warning => this.warnings.push(warning),
    }
  }

  override receiveRecover(): Receive<Recovered<Event, Plain>> {
    return {
      Ordered: event => this.apply(event),
      Confirmed: event => this.apply(event),
      SnapshotOffer: ({ snapshot }) =>
        this.setDeliverySnapshot(snapshot as unknown as AtLeastOnceDeliverySnapshot),
    }
  }

  private apply(event: Event): void {
    if (event.type === 'Confirmed') this.confirmDelivery(event.id)
    else this.deliver(event.to, (id): Message => ({ type: 'Item', id, item: event.item }))
  }
}

/** Confirms each message that `loses` does not swallow. Knows duplicates by their id. */
class Destination extends Actor<Message> {
  readonly #got: string[]
  readonly #loses: (message: Message) => boolean
  readonly #sender: () => ActorRef<Command>

  constructor(got: string[], loses: (message: Message) => boolean, sender: () => ActorRef<Command>) {
    super()
    this.#got = got
    this.#loses = loses
    this.#sender = sender
  }

  override receive(): Receive<Message> {
    return message => {
      if (this.#loses(message)) return
      this.#got.push(message.item)
      this.#sender().tell({ type: 'Confirm', id: message.id })
    }
  }
}

interface SetUp extends Limits {
  readonly stores?: Stores
  readonly loses?: (message: Message) => boolean
  readonly destinations?: readonly string[]
}

function setUp({ stores: given, loses = () => false, destinations = ['shop'], ...limits }: SetUp = {}) {
  const { kit, stores } = kitWithJournal(given ?? inMemoryStores())
  const got = new Map<string, string[]>()
  const warnings: UnconfirmedWarning[] = []
  let sender: ActorRef<Command> | null = null
  for (const name of destinations) {
    const items: string[] = []
    got.set(name, items)
    kit.spawn(
      Props(() => new Destination(items, loses, () => sender!)),
      name,
    )
  }
  sender = kit.spawn(Props(Sender, limits, warnings), 'sender')
  const order = (item: string, to = 'shop') => sender.tell({ type: 'Order', item, to: `/user/${to}` })
  return { kit, stores, sender, order, got, shop: got.get('shop') ?? [], warnings }
}

/** Loses each message so many times. */
function losing(times: number): (message: Message) => boolean {
  const attempts = new Map<number, number>()
  return ({ id }) => {
    const before = attempts.get(id) ?? 0
    attempts.set(id, before + 1)
    return before < times
  }
}

test('[P-153] without losses each message is delivered once, in order', () => {
  const { kit, order, shop } = setUp()
  for (const item of ['a', 'b', 'c']) order(item)
  kit.advance(60_000)
  expect(shop).toEqual(['a', 'b', 'c'])
})

test('a lost message is sent again after the interval, until it is confirmed', () => {
  const { kit, order, shop } = setUp({ loses: losing(2) })
  order('a')
  kit.advance(9_999)
  expect(shop).toEqual([])
  kit.advance(50_000)
  expect(shop).toEqual(['a'])
})

test('[P-155] a path with a wildcard is refused', () => {
  const { kit, order } = setUp()
  order('a', '*')
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed')[0]).toMatchObject({ error: { name: 'IllegalArgumentException' } })
})

describe('after a restart', () => {
  test('[P-156] unconfirmed messages are sent again at once', () => {
    const { kit, sender, order, shop } = setUp({ loses: losing(1) })
    order('a')
    kit.runUntilIdle()
    sender.tell({ type: 'Fail' })
    kit.runUntilIdle()
    expect(shop).toEqual(['a'])
  })

  test('[P-157] replayed messages come before fresh ones', () => {
    const { kit, sender, order, shop } = setUp({ loses: losing(1) })
    order('a')
    order('b')
    kit.runUntilIdle()
    sender.tell({ type: 'Fail' })
    order('c')
    order('d')
    kit.advance(6_000)
    expect(shop).toEqual(['a', 'b', 'c', 'd'])
  })

  test('[P-158] the state of the deliveries is restored from a snapshot, and ids go on', () => {
    const lost = setUp({ loses: () => true })
    for (const item of ['a', 'b']) lost.order(item)
    lost.sender.tell({ type: 'Save' })
    lost.kit.runUntilIdle()
    const next = setUp({ stores: lost.stores })
    next.order('c')
    next.kit.advance(60_000)
    expect(next.shop).toEqual(['a', 'b', 'c'])
    expect(next.kit.eventsOf('RecoveryCompleted')).toMatchObject([{ snapshotNr: 2, replayed: 0 }])
  })
})

test('[P-159] after the chosen number of attempts the unconfirmed messages are reported, once each', () => {
  const { kit, order, warnings } = setUp({
    loses: () => true,
    warnAfterNumberOfUnconfirmedAttempts: 3,
  })
  order('a')
  kit.advance(14_999)
  expect(warnings).toEqual([])
  kit.advance(60_000)
  expect(warnings).toMatchObject([
    { unconfirmedDeliveries: [{ deliveryId: 1, destination: '/user/shop', message: { item: 'a' } }] },
  ])
})

test('[P-160] hundreds of lost messages to three destinations all arrive', () => {
  const destinations = ['a', 'b', 'c']
  const { kit, order, got } = setUp({ destinations, loses: losing(1) })
  for (let nr = 0; nr < 300; nr++) order(`item ${nr}`, destinations[nr % 3])
  kit.advance(20_000)
  for (const [index, name] of destinations.entries())
    expect(got.get(name)).toEqual(Array.from({ length: 100 }, (_, nr) => `item ${nr * 3 + index}`))
})

test('[P-161] a check sends at most as many messages again as the limit allows', () => {
  const { kit, order, shop } = setUp({ loses: losing(1), redeliveryBurstLimit: 2 })
  for (const item of ['a', 'b', 'c']) order(item)
  kit.advance(5_000)
  expect(shop).toEqual(['a', 'b'])
  kit.advance(2_500)
  expect(shop).toEqual(['a', 'b', 'c'])
})

test('more unconfirmed messages than the limit fail the actor', () => {
  const { kit, order } = setUp({ loses: () => true, maxUnconfirmedMessages: 2 })
  for (const item of ['a', 'b', 'c']) order(item)
  kit.runUntilIdle()
  expect(kit.eventsOf('ActorFailed')[0]).toMatchObject({ error: { name: 'MaxUnconfirmedMessagesExceeded' } })
})

test('[P-163] through random crashes and losses every message is delivered at least once', () => {
  for (const seed of ['1', '2', '3']) {
    const random = seededRandom(seed)
    const { kit, sender, order, shop } = setUp({ loses: () => random.next() < 0.3 })
    const items = Array.from({ length: 60 }, (_, nr) => `item ${nr}`)
    for (const item of items) {
      order(item)
      if (random.next() < 0.2) sender.tell({ type: 'Fail' })
      if (random.next() < 0.5) kit.advance(1_000)
    }
    kit.advance(200_000)
    expect([...new Set(shop)].toSorted()).toEqual(items.toSorted())
  }
})
