import { ActorError } from './actor-error.ts'
import type { ActorRef } from './actor-ref.ts'
import type { EventStream, EventsOf, StreamEvent } from './actor-system.ts'

type AnyEvents = EventsOf<{ readonly type: string }>

interface Subscription {
  readonly subscriber: ActorRef<never>
  readonly channels: Set<AnyEvents>
}

/** Hands events to those who asked for them, each once, in the order in which they first asked. */
export class LocalEventStream implements EventStream {
  private readonly subscriptions = new Map<string, Subscription>()
  private readonly listener: (event: StreamEvent) => void

  /** The listener hears of each event before the subscribers. */
  constructor(listener: (event: StreamEvent) => void) {
    this.listener = listener
  }

  subscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events: EventsOf<T>): void {
    mustBeThere(subscriber, 'subscriber')
    const existing = this.subscriptions.get(subscriber.path)
    if (existing === undefined)
      this.subscriptions.set(subscriber.path, { subscriber, channels: new Set([events]) })
    else existing.channels.add(events)
  }

  unsubscribe<T extends { readonly type: string }>(subscriber: ActorRef<T>, events?: EventsOf<T>): void {
    mustBeThere(subscriber, 'subscriber')
    if (this.subscriptions.size === 0) return
    const channels = this.subscriptions.get(subscriber.path)?.channels
    if (events !== undefined) channels?.delete(events)
    if (events === undefined || channels?.size === 0) this.subscriptions.delete(subscriber.path)
  }

  /** For whoever has ended. */
  forget(subscriber: ActorRef<never>): void {
    if (this.subscriptions.size > 0) this.subscriptions.delete(subscriber.path)
  }

  publish(event: StreamEvent): void {
    mustBeThere(event, 'event')
    this.listener(event)
    if (this.subscriptions.size === 0) return
    for (const { subscriber, channels } of [...this.subscriptions.values()]) {
      // The subscriber asked for such events: what its ref accepts was checked when it subscribed.
      if (isAskedFor(event, channels)) (subscriber as ActorRef<unknown>).tell(event)
    }
  }
}

function isAskedFor(event: StreamEvent, channels: ReadonlySet<AnyEvents>): boolean {
  for (const channel of channels) {
    if (typeof channel === 'string' ? channel === event.type : isWithin(event, channel)) return true
  }
  return false
}

const isWithin = (event: StreamEvent, events: Exclude<AnyEvents, string>): boolean =>
  typeof events === 'function' ? events(event) : (events as readonly string[]).includes(event.type)

function mustBeThere(given: unknown, what: string): void {
  if (given !== null && given !== undefined) return
  throw new ActorError('NothingGiven', 'nothing-given', `The event stream was given no ${what}. Give it one.`)
}
