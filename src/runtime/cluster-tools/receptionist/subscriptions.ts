import type { ActorRef } from '../../actor/index.ts'
import type { Listing } from './receptionist-messages.ts'
import type { ServiceKey } from './service-key.ts'
import { changedListing } from './service-view.ts'

interface Subscription {
  readonly subscriber: ActorRef<Listing>
  readonly key: ServiceKey<never>
  last: Listing
}

/** The local subscribers of a receptionist, each with the listing that it has. */
export class Subscriptions {
  readonly #all: Subscription[] = []

  /** Sends the present listing; a repeated subscription is one. */
  add(key: ServiceKey<never>, subscriber: ActorRef<Listing>, listing: Listing): void {
    subscriber.tell(listing)
    const known = this.#all.find(each => each.key.id === key.id && each.subscriber.path === subscriber.path)
    if (known === undefined) this.#all.push({ subscriber, key, last: listing })
    else known.last = listing
  }

  removeAllOf(path: string): void {
    for (let i = this.#all.length - 1; i >= 0; i--)
      if (this.#all[i]!.subscriber.path === path) this.#all.splice(i, 1)
  }

  /** Sends each subscriber the present listing of its key, if it differs from the one that it has. */
  notify(listingOf: (key: ServiceKey<never>) => Listing): void {
    const listings = new Map<string, Listing>()
    for (const subscription of this.#all) {
      const { key } = subscription
      const now = listings.get(key.id) ?? listingOf(key)
      listings.set(key.id, now)
      const changed = changedListing(subscription.last, now)
      subscription.last = now
      if (changed !== null) subscription.subscriber.tell(changed)
    }
  }
}
