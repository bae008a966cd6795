import { expect, test } from 'vitest'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { Actor, PoisonPill, Props, type Receive } from './index.ts'

// The classic actors of a CQRS tutorial, without their persistence, written with this API.

type ClusterClientsMessage =
  | { readonly type: 'ClusterClients'; readonly clusterClients: readonly ActorRef<never>[] }
  | { readonly type: 'ClusterClientUp'; readonly clusterClient: ActorRef<never> }
  | { readonly type: 'ClusterClientUnreachable'; readonly clusterClient: ActorRef<never> }

interface SubscribeClusterClients {
  readonly type: 'SubscribeClusterClients'
}

/** Keeps the set of connected clients in its behavior: each change becomes a behavior with the new set. */
class ClusterServiceListener extends Actor<ClusterClientsMessage> {
  readonly targetReceptionist: ActorRef<SubscribeClusterClients>

  constructor(targetReceptionist: ActorRef<SubscribeClusterClients>) {
    super()
    this.targetReceptionist = targetReceptionist
  }

  override preStart(): void {
    this.targetReceptionist.tell({ type: 'SubscribeClusterClients' })
  }

  override receive(): Receive<ClusterClientsMessage> {
    const receiveWithClusterClients = (clients: ReadonlySet<string>): Receive<ClusterClientsMessage> => ({
      ClusterClients: ({ clusterClients }) => become(new Set(clusterClients.map(each => each.path))),
      ClusterClientUp: ({ clusterClient }) => become(new Set([...clients, clusterClient.path])),
      ClusterClientUnreachable: ({ clusterClient }) =>
        become(new Set([...clients].filter(each => each !== clusterClient.path))),
    })
    const become = (clients: ReadonlySet<string>) => {
      this.context.inspect(() => ({ clients: [...clients] }))
      this.context.become(receiveWithClusterClients(clients))
    }
    return receiveWithClusterClients(new Set())
  }
}

/** A stand-in for the receptionist: it replies to each subscriber. */
class Receptionist extends Actor<SubscribeClusterClients> {
  override receive(): Receive<SubscribeClusterClients> {
    return {
      SubscribeClusterClients: () =>
        this.sender.tell({ type: 'ClusterClients', clusterClients: [this.self] }),
    }
  }
}

test('a listener that becomes a new behavior at each change knows the connected clients', () => {
  const kit = ActorTestKit.create()
  const receptionist = kit.spawn(Props(Receptionist), 'receptionist')
  const listener = kit.spawn(Props(ClusterServiceListener, receptionist), 'readListener')
  const client = kit.createTestProbe().ref
  const clients = () => {
    kit.runUntilIdle()
    const state = kit.eventsOf('StateChanged').filter(event => event.actor === listener.path)
    return (JSON.parse(state.at(-1)?.state ?? '{}') as { clients?: unknown }).clients
  }
  expect(clients()).toEqual([receptionist.path])
  listener.tell({ type: 'ClusterClientUp', clusterClient: client })
  expect(clients()).toEqual([receptionist.path, client.path])
  listener.tell({ type: 'ClusterClientUnreachable', clusterClient: receptionist })
  expect(clients()).toEqual([client.path])
})

type Event =
  | { readonly type: 'Write'; readonly key: string; readonly value: string }
  | { readonly type: 'Get'; readonly key: string }
  | { readonly type: 'SaveSnapshotEvent' }
  | { readonly type: 'SaveSnapshotSuccess' }

/** The write side: it stashes messages while it saves a snapshot. */
class WriteNodeActor extends Actor<Event> {
  readonly state = new Map<string, string>()
  readonly store: ActorRef<string>

  constructor(store: ActorRef<string>) {
    super()
    this.store = store
  }

  override receive(): Receive<Event> {
    return this.receiveCommand
  }

  readonly receiveCommand: Receive<Event> = {
    Write: ({ key, value }) => {
      this.log.info('Write node update')
      this.state.set(key, value)
    },
    SaveSnapshotEvent: () => {
      this.log.info('Request save snapshot.')
      this.store.tell('save')
      this.context.become(this.receiveCommandSaving, false)
    },
    Get: ({ key }) => this.sender.tell(this.state.get(key) ?? 'Not found'),
    _: other => this.log.info(`Receive other event : ${other.type}`),
  }

  readonly receiveCommandSaving: Receive<Event> = {
    SaveSnapshotEvent: () =>
      this.log.warn('Discard event SaveSnapshot, cause previous saving is still running.'),
    SaveSnapshotSuccess: () => {
      this.unstashAll()
      this.context.unbecome()
    },
    _: other => {
      this.log.warn(`Stash the event while saving snapshot: ${other.type}`)
      this.stash()
    },
  }
}

/** Replies after 100 ms. */
class Store extends Actor<string> {
  override receive(): Receive<string> {
    return {
      string: () => {
        this.context.block(100)
        this.sender.tell({ type: 'SaveSnapshotSuccess' })
      },
    }
  }
}

test('a writer that stashes while it saves handles the stashed messages afterwards', () => {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  const store = kit.spawn(Props(Store), 'store')
  const writer = kit.spawn(Props(WriteNodeActor, store), 'master')
  writer.tell({ type: 'Write', key: 'hoge', value: 'fuga' })
  writer.tell({ type: 'SaveSnapshotEvent' })
  writer.tell({ type: 'Write', key: 'hoge', value: 'piyo' })
  writer.tell({ type: 'Get', key: 'hoge' }, probe.ref)
  kit.runUntilIdle()
  probe.expectMessage('piyo')
  writer.tell({ type: 'SaveSnapshotSuccess' })
  writer.tell(PoisonPill)
  probe.watch(writer)
  probe.expectTerminated(writer)
  expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
    'Write node update',
    'Request save snapshot.',
    'Stash the event while saving snapshot: Write',
    'Stash the event while saving snapshot: Get',
    'Write node update',
    'Receive other event : SaveSnapshotSuccess',
  ])
  expect(
    kit
      .eventsOf('StateChanged')
      .filter(event => event.actor === writer.path)
      .map(event => JSON.parse(event.state) as { become: unknown })
      .map(({ become }) => become),
  ).toContainEqual(['receive', 'receiveCommandSaving'])
})
