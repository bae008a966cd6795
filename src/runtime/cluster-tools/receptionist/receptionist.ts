import { type ActorRef, type ActorSystem, type Extension, isToolkitMessage } from '../../actor/index.ts'
import { protocolRef } from '../../actor/internal.ts'
import { receptionistActor } from './receptionist-actor.ts'
import type {
  Deregister,
  Deregistered,
  Find,
  Listing,
  Register,
  Registered,
  ServiceCommand,
  SubscribeToService,
} from './receptionist-messages.ts'
import { receptionistPath } from './registry-replicator.ts'
import type { ServiceKey } from './service-key.ts'

const extension: Extension<ActorRef<ServiceCommand>> = {
  name: 'Receptionist',
  create: system => {
    // Gossip to a node without a receptionist is normal while nodes start and leave, so its dead letters are suppressed.
    system.suppressDeadLetters(
      (label, recipient, message) =>
        isToolkitMessage(message) &&
        (label === 'RegistryStatus' || label === 'RegistryState') &&
        recipient.startsWith(receptionistPath),
    )
    return protocolRef(system.systemActorOf(receptionistActor, 'clusterReceptionist'), 'pub-sub')
  },
}

/**
 * Finds actors by service keys, on all nodes of a cluster. Call `get` on every node: a node takes part only from its first
 * `get` on. Pekko: typed receptionist (RC-1 to RC-5)
 *
 * @example
 * const counters = ServiceKey.create<Add>('counter')
 * const receptionist = Receptionist.get(context.system)
 * receptionist.tell(Receptionist.register(counters, context.spawn(counter, 'counter')))
 * receptionist.tell(Receptionist.find(counters, context.messageAdapter(isListing, listing => ({ type: 'Found', listing }))))
 */
export const Receptionist = {
  get: (system: ActorSystem): ActorRef<ServiceCommand> => system.extension(extension),

  /** Registers a local actor until it stops. `replyTo` gets `Registered`. */
  register: <T>(key: ServiceKey<T>, service: ActorRef<T>, replyTo?: ActorRef<Registered>): Register => ({
    type: 'Register',
    key: key as ServiceKey<never>,
    service,
    ...(replyTo === undefined ? {} : { replyTo }),
  }),

  /** Removes a registration. `replyTo` gets `Deregistered`. */
  deregister: <T>(
    key: ServiceKey<T>,
    service: ActorRef<T>,
    replyTo?: ActorRef<Deregistered>,
  ): Deregister => ({
    type: 'Deregister',
    key: key as ServiceKey<never>,
    service,
    ...(replyTo === undefined ? {} : { replyTo }),
  }),

  /** `replyTo` gets one `Listing`. */
  find: <T>(key: ServiceKey<T>, replyTo: ActorRef<Listing>): Find => ({
    type: 'Find',
    key: key as ServiceKey<never>,
    replyTo,
  }),

  /** `subscriber` gets a `Listing` now and at each change. */
  subscribe: <T>(key: ServiceKey<T>, subscriber: ActorRef<Listing>): SubscribeToService => ({
    type: 'Subscribe',
    key: key as ServiceKey<never>,
    subscriber,
  }),

  /** The services of a listing, with the type of their key. */
  servicesOf: <T>(_: ServiceKey<T>, listing: Listing): readonly ActorRef<T>[] =>
    listing.serviceInstances as readonly ActorRef<T>[],
}

/**
 * True for an answer of the receptionist, for a message adapter.
 *
 * @example context.messageAdapter(isListing, listing => ({ type: 'Found', listing }))
 */
export const isListing = (message: unknown): message is Listing =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'Listing'
