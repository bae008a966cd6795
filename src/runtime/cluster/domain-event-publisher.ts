import type { EventId } from '../../trace/identifiers.ts'
import { type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import { causedBy } from '../tracer.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { currentClusterState, diffEvents } from './domain-event-diff.ts'
import { emptyGossip, type Gossip } from './gossip.ts'
import type { UniqueAddress } from './ids.ts'

export type Subscriber = ActorRef<ClusterDomainEvent | CurrentClusterState>

/** Pekko: the start of a subscription (EV-8). */
export interface SubscribeOptions {
  /**
   * `snapshot` (default) begins with `CurrentClusterState`; `events` with the events that lead from an empty
   * state to now.
   */
  readonly initial?: 'snapshot' | 'events'
  /** Only these events. Default: all. */
  readonly types?: readonly ClusterDomainEvent['type'][]
}

export type PublisherMessage =
  /**
   * `events` lead from the previous state to `gossip`. `final` marks the last message, after which the
   * publisher stops. `ids` are the events' places in the trace, where they have one.
   */
  | {
      readonly type: 'Publish'
      readonly gossip: Gossip
      readonly events: readonly ClusterDomainEvent[]
      readonly ids: readonly (EventId | null)[]
      readonly final: boolean
    }
  | {
      readonly type: 'Subscribe'
      readonly subscriber: Subscriber
      readonly initial: 'snapshot' | 'events'
      /** `null` for all events. */
      readonly types: readonly ClusterDomainEvent['type'][] | null
    }
  | { readonly type: 'Unsubscribe'; readonly subscriber: ActorRef<never> }

interface Subscription {
  readonly subscriber: Subscriber
  readonly types: ReadonlySet<ClusterDomainEvent['type']> | null
}

/**
 * Sends each change of the published state to the subscribers. Pekko: a subscription begins with the current
 * state (EV-8).
 */
export function domainEventPublisher(self: UniqueAddress): Behavior<PublisherMessage> {
  return Behaviors.setup(context => {
    const subscriptions = new Map<string, Subscription>()
    let latest: Gossip = emptyGossip

    const { tracer } = context.system
    const send = (
      { subscriber, types }: Subscription,
      events: readonly ClusterDomainEvent[],
      ids: readonly (EventId | null)[] = [],
    ) => {
      events.forEach((event, i) => {
        if (types === null || types.has(event.type)) causedBy(tracer, ids[i], () => subscriber.tell(event))
      })
    }
    const subscribe = ({
      subscriber,
      initial,
      types,
    }: Extract<PublisherMessage, { readonly type: 'Subscribe' }>) => {
      const existing = subscriptions.get(subscriber.path)
      const allTypes =
        types === null || existing?.types === null ? null : new Set([...(existing?.types ?? []), ...types])
      const subscription = { subscriber, types: allTypes }
      subscriptions.set(subscriber.path, subscription)
      if (existing === undefined) context.watch(subscriber)
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
          for (const subscription of subscriptions.values()) send(subscription, message.events, message.ids)
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
