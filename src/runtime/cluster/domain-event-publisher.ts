import { type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { currentClusterState, diffEvents } from './domain-event-diff.ts'
import { emptyGossip, type Gossip } from './gossip.ts'
import type { UniqueAddress } from './member.ts'

export type Subscriber = ActorRef<ClusterDomainEvent | CurrentClusterState>

export type PublisherMessage =
  /** The next state, and what led to it. `final`: nothing will follow. */
  | {
      readonly type: 'Publish'
      readonly gossip: Gossip
      readonly events: readonly ClusterDomainEvent[]
      readonly final: boolean
    }
  | {
      readonly type: 'Subscribe'
      readonly subscriber: Subscriber
      readonly initial: 'snapshot' | 'events'
      /** Null: all. */
      readonly types: readonly ClusterDomainEvent['type'][] | null
    }
  | { readonly type: 'Unsubscribe'; readonly subscriber: ActorRef<never> }

interface Subscription {
  readonly subscriber: Subscriber
  readonly types: ReadonlySet<ClusterDomainEvent['type']> | null
}

/** Tells subscribers what changed, each beginning with where things stand. (EV-8, EV-10) */
export function domainEventPublisher(self: UniqueAddress): Behavior<PublisherMessage> {
  return Behaviors.setup(context => {
    const subscriptions = new Map<string, Subscription>()
    let latest: Gossip = emptyGossip

    const send = ({ subscriber, types }: Subscription, events: readonly ClusterDomainEvent[]) => {
      for (const event of events) if (types === null || types.has(event.type)) subscriber.tell(event)
    }
    const subscribe = ({
      subscriber,
      initial,
      types,
    }: Extract<PublisherMessage, { readonly type: 'Subscribe' }>) => {
      const known = subscriptions.get(subscriber.path)
      const wanted =
        types === null || known?.types === null ? null : new Set([...(known?.types ?? []), ...types])
      const subscription = { subscriber, types: wanted }
      subscriptions.set(subscriber.path, subscription)
      if (known === undefined) context.watch(subscriber)
      const state = { gossip: latest, self }
      if (initial === 'snapshot') subscriber.tell(currentClusterState(state))
      else
        send(
          { subscriber, types: types === null ? null : new Set(types) },
          diffEvents({ gossip: emptyGossip, self }, state),
        )
    }

    return receiveToolkit<PublisherMessage>(message => {
      switch (message.type) {
        case 'Publish':
          latest = message.gossip
          for (const subscription of subscriptions.values()) send(subscription, message.events)
          return message.final ? Behaviors.stopped : Behaviors.same
        case 'Subscribe':
          subscribe(message)
          return Behaviors.same
        case 'Unsubscribe':
          if (subscriptions.delete(message.subscriber.path)) context.unwatch(message.subscriber)
          return Behaviors.same
      }
    }).receiveSignal((_, signal) => {
      if (signal.type !== 'Terminated') return Behaviors.unhandled
      subscriptions.delete(signal.ref.path)
      return Behaviors.same
    })
  })
}
