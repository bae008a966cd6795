import { type ActorRef, type Behavior, Behaviors, type StashBuffer } from '../../actor/index.ts'
import { isListing, Receptionist } from '../receptionist/receptionist.ts'
import type { Listing } from '../receptionist/receptionist-messages.ts'
import type { ServiceKey } from '../receptionist/service-key.ts'
import { dropUndelivered } from './drop-undelivered.ts'
import { type Routing, routingLogic } from './routing-logic.ts'

export interface GroupRouterOptions<T> {
  readonly key: ServiceKey<T>
  /** Default `random`. */
  readonly routing?: Routing<T>
  /** True: only routees on this node are used, while there are any. Default false. */
  readonly preferLocalRoutees?: boolean
}

/** Pekko: messages before the first listing wait, at most this many (RT-2). */
const stashCapacity = 10_000

/** A listing as a message of the router, in a class of its own so that it is never taken for a user's message. */
class RouteesListed {
  readonly listing: Listing
  constructor(listing: Listing) {
    this.listing = listing
  }
}

export function groupRouter<T>({
  key,
  routing = 'random',
  preferLocalRoutees = false,
}: GroupRouterOptions<T>): Behavior<T> {
  type Message = T | RouteesListed
  const router = Behaviors.setup<Message>(context => {
    const listings = context.messageAdapter(isListing, listing => new RouteesListed(listing))
    Receptionist.get(context.system).tell(Receptionist.subscribe(key, listings))
    const logic = routingLogic<T>(routing, context.random, context.system.address)
    let hasRoutees = false

    /** Pekko: unreachable routees are used only if there are no others (RT-2). */
    const update = ({ serviceInstances, allServiceInstances }: Listing): void => {
      const listed = serviceInstances.length > 0 ? serviceInstances : allServiceInstances
      const local = preferLocalRoutees ? listed.filter(ref => context.system.isLocal(ref)) : []
      const routees = (local.length > 0 ? local : listed) as readonly ActorRef<T>[]
      hasRoutees = routees.length > 0
      if (hasRoutees) logic.setRoutees(routees)
    }

    const routingMessages = Behaviors.receiveMessage<Message>(message => {
      if (message instanceof RouteesListed) update(message.listing)
      else if (hasRoutees) logic.choose(message).tell(message)
      else dropUndelivered(context, message, `No routees in group router for [${key.id}]`)
      return Behaviors.same
    })

    const awaitingListing = (stash: StashBuffer<Message>): Behavior<Message> =>
      Behaviors.receiveMessage<Message>(message => {
        if (message instanceof RouteesListed) {
          update(message.listing)
          return stash.unstashAll(routingMessages)
        }
        if (stash.isFull) dropUndelivered(context, message, `Stash is full in group router for [${key.id}]`)
        else stash.stash(message)
        return Behaviors.same
      })
    return Behaviors.withStash<Message>(stashCapacity, awaitingListing)
  })
  // Users see a Behavior<T>; only the adapter sends listings.
  return router as Behavior<T>
}
