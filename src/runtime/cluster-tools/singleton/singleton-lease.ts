import { localPath } from '../../../trace/actor-path.ts'
import type { ActorContext, ActorRef } from '../../actor/index.ts'
import type { ClusterSettings } from '../../cluster/index.ts'
import { type LeaseOutcome, type LeaseRequest, Leases, leaseProtocol } from '../../coordination/index.ts'

/** The lease of a singleton, which a restarted manager finds again. Pekko: use-lease (SG-6) */
export class SingletonLease {
  readonly #context: ActorContext<never>
  readonly #settings: ClusterSettings

  constructor(context: ActorContext<never>, settings: ClusterSettings) {
    this.#context = context
    this.#settings = settings
  }

  acquire(): void {
    this.#tell('Acquire')
  }

  release(): void {
    this.#tell('Release')
  }

  #tell(type: LeaseRequest['type']): void {
    const { system, self } = this.#context
    Leases.get(system)
      .getLease(this.#name, this.#settings.lease)
      .tell(leaseProtocol.message({ type, replyTo: self as ActorRef<LeaseOutcome> }))
  }

  /** Pekko: `<system>-singleton-<manager path>`, the same on every node. */
  get #name(): string {
    const { system, self } = this.#context
    return `${system.name}-singleton-pekko://${system.name}${localPath(self.path)}`
  }
}
