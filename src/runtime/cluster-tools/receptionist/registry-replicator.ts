import type { ActorContext, ActorRef, TimerScheduler } from '../../actor/index.ts'
import { type ClusterSettings, nodeKey, sameNode, type UniqueAddress } from '../../cluster/index.ts'
import { pubSubGossip } from '../pub-sub/mediator-input.ts'
import {
  emptyMultimap,
  mergedMultimap,
  sameChanges,
  withBinding,
  withoutBinding,
} from './observed-remove-multimap.ts'
import type {
  ReceptionistInput,
  ReceptionistMessage,
  RegistryGossip,
  ServiceEntry,
  ServiceRegistryData,
} from './receptionist-messages.ts'
import type { ServiceNodes } from './service-nodes.ts'

export const receptionistPath = '/system/clusterReceptionist'

/** The messages that a replicator handles for its receptionist. */
export type ReplicatorInput = Extract<
  ReceptionistInput,
  { readonly type: 'RegistryStatus' | 'RegistryState' | 'RegistryGossipTick' | 'RegistryDeltaTick' }
>

/** A message to another receptionist, without the two nodes. */
type GossipContent = RegistryGossip extends infer M
  ? M extends RegistryGossip
    ? Omit<M, 'from' | 'to'>
    : never
  : never

/**
 * This node's copy of the services of all nodes. It spreads by gossip: a status to one node at each interval, and the whole
 * data where the two differ, or soon after a change here.
 */
export class RegistryReplicator {
  readonly #nodes: ServiceNodes
  readonly #context: ActorContext<ReceptionistMessage>
  readonly #timers: TimerScheduler<ReceptionistMessage>
  /** `null` without a cluster. */
  readonly #settings: ClusterSettings['receptionist'] | null
  readonly #self: UniqueAddress
  readonly #onChange: () => void
  #data: ServiceRegistryData = emptyMultimap

  constructor(
    context: ActorContext<ReceptionistMessage>,
    timers: TimerScheduler<ReceptionistMessage>,
    settings: ClusterSettings['receptionist'] | null,
    self: UniqueAddress,
    nodes: ServiceNodes,
    onChange: () => void,
  ) {
    this.#context = context
    this.#timers = timers
    this.#settings = settings
    this.#self = self
    this.#onChange = onChange
    this.#nodes = nodes
  }

  get data(): ServiceRegistryData {
    return this.#data
  }

  /** Runs at each restart of the receptionist too. */
  start(): void {
    if (this.#settings === null) return
    this.#timers.startTimerWithFixedDelay(
      'registry gossip tick',
      pubSubGossip.message({ type: 'RegistryGossipTick' }),
      this.#settings.gossipIntervalMs,
    )
  }

  add(key: string, service: ActorRef<unknown>): void {
    const entry: ServiceEntry = { service, node: this.#self, registeredAt: this.#context.now }
    this.#changeOwn(withBinding(this.#data, nodeKey(this.#self), key, this.#idOf(service.path), entry))
  }

  remove(key: string, path: string): void {
    this.#changeOwn(withoutBinding(this.#data, nodeKey(this.#self), key, this.#idOf(path)))
  }

  removeWhere(isRemoved: (entry: ServiceEntry) => boolean): void {
    let data = this.#data
    for (const [key, values] of Object.entries(data.bindings))
      for (const [id, { value }] of Object.entries(values))
        if (isRemoved(value)) data = withoutBinding(data, nodeKey(this.#self), key, id)
    this.#changeOwn(data)
  }

  receive(message: ReplicatorInput): void {
    switch (message.type) {
      case 'RegistryGossipTick': {
        const to = this.#nodes.random(this.#context.random)
        if (to !== null) this.#send(to, { type: 'RegistryStatus', changes: this.#data.changes })
        break
      }
      case 'RegistryDeltaTick':
        for (const to of this.#nodes.nextSlice()) this.#sendState(to, false)
        break
      case 'RegistryStatus':
        if (this.#isBetweenMembers(message) && !sameChanges(message.changes, this.#data.changes))
          this.#sendState(message.from, true)
        break
      case 'RegistryState':
        if (this.#isBetweenMembers(message)) this.#merge(message)
        break
    }
  }

  /** With the address, so that ids of different nodes differ, and listings have the same order on all nodes. */
  #idOf(path: string): string {
    return this.#self.address + path
  }

  #merge({ from, data, wantsReply }: Extract<RegistryGossip, { readonly type: 'RegistryState' }>): void {
    const merged = mergedMultimap(this.#data, data)
    if (!sameChanges(merged.changes, this.#data.changes)) {
      this.#data = merged
      this.#onChange()
    }
    if (wantsReply && !sameChanges(merged.changes, data.changes)) this.#sendState(from, false)
  }

  #changeOwn(data: ServiceRegistryData): void {
    if (data === this.#data) return
    this.#data = data
    this.#onChange()
    if (this.#settings === null || this.#timers.isTimerActive('registry delta tick')) return
    // Pekko: changes of a node spread five times as often as its status (DD-8).
    this.#timers.startSingleTimer(
      'registry delta tick',
      pubSubGossip.message({ type: 'RegistryDeltaTick' }),
      Math.max(1, Math.floor(this.#settings.gossipIntervalMs / 5)),
    )
  }

  /** An unknown sender may belong to another cluster, and another receiver is an earlier incarnation. */
  #isBetweenMembers({ from, to }: RegistryGossip): boolean {
    return this.#nodes.isOther(from) && sameNode(to, this.#self)
  }

  #sendState(to: UniqueAddress, wantsReply: boolean): void {
    this.#send(to, { type: 'RegistryState', data: this.#data, wantsReply })
  }

  #send(to: UniqueAddress, message: GossipContent): void {
    const peer: ActorRef<unknown> = this.#context.system.resolve(to.address + receptionistPath)
    peer.tell(pubSubGossip.message({ ...message, from: this.#self, to }))
  }
}
