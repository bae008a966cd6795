import { type Grant, type GrantResult, type Host, HostDied, type WireAnswer } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { Stores } from '../runtime/index.ts'
import { createDatabaseParticipant } from '../scenarios/create-database-participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { RefusalError, refusalOfCrash } from '../trace/refusal-error.ts'
import { refuse } from '../trace/refused.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type { BootRequest } from './worker-protocol.ts'

/**
 * Hosts the database in the conductor's worker, connected by the same channels as in its own worker. Used for a run in
 * memory, because its stores must survive the database's incarnations, as a disk does.
 */
export class LocalHost implements Host {
  readonly id: ParticipantId
  readonly #stores: Stores
  readonly #lifeline: Lifeline
  #wired: WiredParticipant | null = null
  #answer: (answer: WireAnswer) => void = () => undefined

  readonly #onTerminate: () => void

  constructor(id: ParticipantId, stores: Stores, onTerminate: () => void) {
    this.id = id
    this.#stores = stores
    this.#lifeline = new Lifeline(reason => new HostDied(id, reason))
    this.#onTerminate = onTerminate
  }

  async boot(request: BootRequest): Promise<void> {
    const { header, participant: planned, boot } = request
    const participant = createDatabaseParticipant(header, planned, boot, this.#stores)
    const wire = () => wireParticipant(request, participant, answer => this.#answer(answer))
    this.#wired = await this.#lifeline.hold(wire)
  }

  async openChannels(peers: readonly ParticipantId[]): Promise<void> {
    await this.#lifeline.hold(() => this.#wired?.channels.open(peers))
  }

  advance(grant: Grant): Promise<GrantResult> {
    const result = (): Promise<GrantResult> =>
      new Promise((resolve, reject) => {
        this.#answer = answer => {
          if ('result' in answer) resolve(answer.result)
          else
            reject(
              new RefusalError(
                refuse('failed-outside-actors', {
                  participant: this.id,
                  reason: refusalOfCrash(answer.thrown),
                }),
              ),
            )
        }
        this.#wired?.wire.grant(grant)
      })
    return this.#lifeline.hold(result)
  }

  terminate(): void {
    this.#lifeline.cut(refuse('worker-terminated', { participant: this.id }))
    this.#wired?.channels.close()
    this.#wired = null
    this.#onTerminate()
  }
}
