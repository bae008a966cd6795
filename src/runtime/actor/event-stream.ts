import type { ActorRef } from './actor-ref.ts'
import type { EventStream, StreamEvent } from './actor-system.ts'

/** Hands events to those who asked for their type, in the order in which they asked. */
export class LocalEventStream implements EventStream {
  private readonly subscribers = new Map<string, Map<string, ActorRef<never>>>()

  subscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, type: T['type']): void {
    let ofType = this.subscribers.get(type)
    if (ofType === undefined) {
      ofType = new Map()
      this.subscribers.set(type, ofType)
    }
    ofType.set(subscriber.path, subscriber)
  }

  unsubscribe(subscriber: ActorRef<never>, type?: string): void {
    if (type !== undefined) {
      this.subscribers.get(type)?.delete(subscriber.path)
    } else if (this.subscribers.size > 0) {
      for (const ofType of this.subscribers.values()) ofType.delete(subscriber.path)
    }
  }

  publish(event: StreamEvent): void {
    const ofType = this.subscribers.get(event.type)
    if (ofType === undefined) return
    // The subscriber asked for this type: what its ref accepts was checked when it subscribed.
    for (const subscriber of [...ofType.values()]) (subscriber as ActorRef<unknown>).tell(event)
  }
}
