import { hostAndPort } from '../../trace/actor-path.ts'
import { type ActorRef, type ActorSystem, type Behavior, Behaviors, type Extension } from '../actor/index.ts'
import { protocolRef, receiveToolkit } from '../actor/internal.ts'
import { leaseActor } from './lease.ts'
import type { LeaseRequest } from './lease-messages.ts'
import { type LeaseCommand, leaseProtocol } from './lease-protocol.ts'
import type { LeaseSettings } from './lease-settings.ts'

/**
 * The extension that makes the leases of one system: from a database, or for a test from a function.
 *
 * @example
 * Leases.get(system).useDatabase('pekko://Database@database:5432/system/lease')
 */
export class Leases {
  readonly #system: ActorSystem
  #make: ((lease: string, settings: LeaseSettings) => Behavior<LeaseRequest>) | null = null
  #requests = 0
  readonly #started = new Map<string, ActorRef<LeaseRequest>>()

  constructor(system: ActorSystem) {
    this.#system = system
  }

  /** The extension of this system, created at the first call. */
  static get(system: ActorSystem): Leases {
    return system.extension(extension)
  }

  /** Uses the database at this lease path. */
  useDatabase(path: string): void {
    const database: ActorRef<LeaseCommand> = protocolRef(this.#system.resolve(path), 'persistence')
    const owner = hostAndPort(this.#system.address)
    this.#make = (lease, settings) =>
      leaseActor({
        lease,
        owner,
        settings,
        database,
        nextRequestId: () => ++this.#requests,
      })
  }

  /** Uses leases of another kind. */
  use(make: (lease: string, settings: LeaseSettings) => Behavior<LeaseRequest>): void {
    this.#make = make
  }

  /** The behavior of this node's side of a lease. Without a database no lease can be acquired. */
  behavior(lease: string, settings: LeaseSettings): Behavior<LeaseRequest> {
    return this.#make === null ? unavailable(lease) : this.#make(lease, settings)
  }

  /**
   * This node's side of a lease, started at the first call; later calls return the same actor. It outlives its callers.
   * Pekko: LeaseProvider.getLease
   */
  getLease(lease: string, settings: LeaseSettings): ActorRef<LeaseRequest> {
    const known = this.#started.get(lease)
    if (known !== undefined) return known
    const started = this.#system.systemActorOf(
      this.behavior(lease, settings),
      `lease-${this.#started.size + 1}`,
    )
    this.#started.set(lease, started)
    return started
  }
}

const extension: Extension<Leases> = { name: 'leases', create: system => new Leases(system) }

const unavailable = (lease: string): Behavior<LeaseRequest> =>
  Behaviors.setup(context =>
    receiveToolkit<LeaseRequest>(({ type, replyTo }) => {
      context.log.error(
        `Lease [${lease}] is not available, because this system has no database for leases. Call Leases.get(system).useDatabase(path).`,
      )
      replyTo.tell(
        leaseProtocol.reply(
          type === 'Acquire'
            ? { type: 'LeaseNotAcquired', owner: null }
            : { type: 'LeaseFreed', freed: false },
        ),
      )
      return Behaviors.same
    }),
  )
