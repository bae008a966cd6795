import type { ActorRef } from '../api/actor-ref.ts'
import type { EventsOf, StreamEvent } from '../api/actor-system.ts'
import { ActorError } from '../base/actor-error.ts'
import type { Cell, KernelEventStream } from '../kernel/ports.ts'

type AnyEvents = EventsOf<{ readonly type: string }>

/** A subscriber with the facts that the stream needs. */
export interface Subscriber {
  /** Its path has `#uid`, so that a later actor of the same name is another subscriber. */
  readonly ref: ActorRef<unknown>
  /** The local actor whose end ends the subscription, also for a ref to its adapters; null: not a local actor. */
  readonly owner: Cell | null
  /** True for an actor of another system, whose end must be watched. */
  readonly remote: boolean
  /** False after the end of the subscriber, also of the reply ref of an ask. */
  living(): boolean
}

/** The system's lookup of subscribers. */
export interface Subscribers {
  /** Null when the actor of the ref has ended. */
  find(ref: ActorRef<never>): Subscriber | null
  /** Calls {@link LocalEventStream.forgetPath} after the end of an actor in another system. */
  watch(ref: ActorRef<never>): void
  unwatch(ref: ActorRef<never>): void
}

interface Subscription {
  readonly subscriber: Subscriber
  readonly channels: Set<AnyEvents>
}

/**
 * Delivers each event once to every subscriber of it, in the order of their first subscriptions. A subscriber is removed
 * when its actor ends (Pekko: `EventStreamUnsubscriber`).
 */
export class LocalEventStream implements KernelEventStream {
  private readonly subscriptions = new Map<string, Subscription>()
  private readonly subscribers: Subscribers
  private readonly listener: (event: StreamEvent) => void

  /** `listener`: called with each event before the subscribers. */
  constructor(subscribers: Subscribers, listener: (event: StreamEvent) => void) {
    this.subscribers = subscribers
    this.listener = listener
  }

  subscribe<T extends { readonly type: string }>(ref: ActorRef<T>, events: EventsOf<T>): void {
    checkPresent(ref, 'subscriber')
    const subscriber = this.subscribers.find(ref)
    if (subscriber === null) return
    const { path } = subscriber.ref
    const existing = this.subscriptions.get(path)
    if (existing !== undefined) {
      existing.channels.add(events)
      return
    }
    this.subscriptions.set(path, { subscriber, channels: new Set([events]) })
    if (subscriber.remote) this.subscribers.watch(ref)
  }

  unsubscribe<T extends { readonly type: string }>(ref: ActorRef<T>, events?: EventsOf<T>): void {
    checkPresent(ref, 'subscriber')
    if (this.subscriptions.size === 0) return
    const path = this.subscribers.find(ref)?.ref.path ?? ref.path
    const existing = this.subscriptions.get(path)
    if (existing === undefined) return
    const { channels, subscriber } = existing
    if (events !== undefined) channels.delete(events)
    if (events !== undefined && channels.size > 0) return
    this.subscriptions.delete(path)
    if (subscriber.remote) this.subscribers.unwatch(ref)
  }

  forget(owner: Cell): void {
    if (this.subscriptions.size === 0) return
    for (const [path, { subscriber }] of this.subscriptions) {
      if (subscriber.owner === owner) this.subscriptions.delete(path)
    }
  }

  forgetPath(path: string): void {
    this.subscriptions.delete(path)
  }

  publish(event: StreamEvent): void {
    checkPresent(event, 'event')
    this.listener(event)
    if (this.subscriptions.size === 0) return
    for (const [path, { subscriber, channels }] of [...this.subscriptions]) {
      if (!subscriber.living()) this.subscriptions.delete(path)
      else if (isSubscribed(event, channels)) subscriber.ref.tell(event)
    }
  }
}

function isSubscribed(event: StreamEvent, channels: ReadonlySet<AnyEvents>): boolean {
  for (const channel of channels) {
    if (typeof channel === 'string' ? channel === event.type : isWithin(event, channel)) return true
  }
  return false
}

const isWithin = (event: StreamEvent, events: Exclude<AnyEvents, string>): boolean =>
  typeof events === 'function' ? events(event) : (events as readonly string[]).includes(event.type)

function checkPresent(value: unknown, name: string): void {
  if (value !== null && value !== undefined) return
  throw new ActorError('NothingGiven', 'nothing-given', `The event stream was given no ${name}. Give it one.`)
}
