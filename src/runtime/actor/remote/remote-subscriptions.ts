import type { ActorRef } from '../api/actor-ref.ts'
import { isTerminated } from '../api/signal.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import type { KernelSystem } from '../kernel/ports.ts'

interface WatchRequest {
  readonly type: 'Watch' | 'Unwatch'
  readonly subscriber: ActorRef<never>
}

/**
 * Watches subscribers of the event stream in other systems, because only a watch reports their end. The watching
 * actor, `/system/eventStreamUnsubscriber`, starts with the first such subscriber.
 */
export class RemoteSubscriptions {
  private readonly system: KernelSystem
  private unsubscriber: ActorRef<WatchRequest> | null = null

  constructor(system: KernelSystem) {
    this.system = system
  }

  watch(subscriber: ActorRef<never>): void {
    this.unsubscriber ??= this.system.systemActorOf(unsubscriber(this.system), 'eventStreamUnsubscriber')
    this.unsubscriber.tell({ type: 'Watch', subscriber })
  }

  unwatch(subscriber: ActorRef<never>): void {
    this.unsubscriber?.tell({ type: 'Unwatch', subscriber })
  }
}

const unsubscriber = (system: KernelSystem) =>
  Behaviors.receive<WatchRequest>((context, { type, subscriber }) => {
    if (type === 'Watch') context.watch(subscriber)
    else context.unwatch(subscriber)
    return Behaviors.same
  }).receiveSignal((_, signal) => {
    if (isTerminated(signal)) system.eventStream.forgetPath(signal.ref.path)
    return Behaviors.same
  })
