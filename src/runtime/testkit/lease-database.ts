import { Behaviors } from '../actor/authoring/behaviors.ts'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { type LeaseCommand, leasePath, leaseProtocol } from '../coordination/index.ts'
import { decideLease } from '../database/lease-decision.ts'
import type { LeaseRow } from '../persistence/index.ts'
import type { TestNetwork } from './test-network.ts'

/** The leases of a test network: a node that answers as the database does, and holds the rows for the test to read. */
export class LeaseDatabase {
  readonly #rows = new Map<string, LeaseRow>()
  readonly #network: TestNetwork

  constructor(network: TestNetwork) {
    this.#network = network
    network.addNode('database', { setup: system => this.#serve(system) })
  }

  /** The address for `Leases.useDatabase`. */
  get path(): string {
    return this.#network.addressOf('database') + leasePath
  }

  /** The owner of a lease that has not expired; `null` when it is free. */
  ownerOf(lease: string): string | null {
    const row = this.#rows.get(lease)
    return row === undefined || row.expiresAt <= this.#network.now ? null : row.owner
  }

  /** Gives a lease to an owner outside the network. */
  give(lease: string, owner: string, expiresAt: number): void {
    this.#rows.set(lease, { name: lease, owner, expiresAt, version: 1 })
  }

  #serve(system: LocalActorSystem): void {
    const behavior = Behaviors.receive<LeaseCommand>((context, command) => {
      const { answer, row } = decideLease(command, this.#rows.get(command.lease), context.now)
      if (row !== null) this.#rows.set(row.name, row)
      command.replyTo.tell(leaseProtocol.reply(answer))
      return Behaviors.same
    })
    system.systemActorOf(behavior, 'lease')
  }
}
