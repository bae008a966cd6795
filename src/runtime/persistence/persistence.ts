import type { ActorRef, ActorSystem, Extension } from '../actor/index.ts'
import { protocolRef } from '../actor/internal.ts'
import { type EventAdapterSettings, EventAdapters } from './event-adapters.ts'
import type { JournalCommand } from './journal-protocol.ts'
import { NoJournal } from './persistence-errors.ts'
import { defaultPersistenceSettings, type PersistenceSettings } from './persistence-settings.ts'
import { RecoveryPermits } from './recovery-permits.ts'

/**
 * The extension shared by the persistent actors of one system: journal, settings, recovery permits, request ids.
 *
 * @example
 * const persistence = Persistence.get(context.system)
 * persistence.configure({ stashCapacity: 100 })
 * persistence.useDatabase('pekko://Database@database:5432/system/journal')
 */
export class Persistence {
  readonly recoveryPermits: RecoveryPermits
  readonly #system: ActorSystem
  #eventAdapters: EventAdapters
  #settings = defaultPersistenceSettings
  #journal: ActorRef<JournalCommand> | null = null
  #requests = 0

  constructor(system: ActorSystem) {
    this.#system = system
    this.#eventAdapters = new EventAdapters(system, { adapters: {}, bindings: [] })
    this.recoveryPermits = new RecoveryPermits(() => this.#settings.maxConcurrentRecoveries)
  }

  /** The extension of this system, created at the first call. */
  static get(system: ActorSystem): Persistence {
    return system.extension(extension)
  }

  get settings(): PersistenceSettings {
    return this.#settings
  }

  /** Replaces the given settings and keeps the others. */
  configure(changed: Partial<PersistenceSettings>): void {
    this.#settings = { ...this.#settings, ...changed }
  }

  get eventAdapters(): EventAdapters {
    return this.#eventAdapters
  }

  /**
   * Sets the event adapters of this system's persistent actors and queries. Adapters set before are replaced. An actor's
   * own `eventAdapter` converts first on writes and last on reads.
   * @throws {UnknownEventAdapter} for a binding to an adapter that is not among the adapters.
   *
   * @example
   * Persistence.get(context.system).useEventAdapters({
   *   adapters: { asIs: { toJournal: event => event, fromJournal: stored => [stored] } },
   *   bindings: [{ event: 'Paid', adapters: ['asIs'] }],
   * })
   */
  useEventAdapters(settings: EventAdapterSettings): void {
    this.#eventAdapters = new EventAdapters(this.#system, settings)
  }

  /** Uses the database at this journal path: `pekko://Database@database:5432/system/journal`. */
  useDatabase(path: string): void {
    this.#journal = protocolRef(this.#system.resolve(path), 'persistence')
  }

  /** Uses a journal in this system, see {@link useLocalJournal}. */
  useJournal(journal: ActorRef<JournalCommand>): void {
    this.#journal = protocolRef(journal, 'persistence')
  }

  /** @throws {NoJournal} before a journal is chosen. */
  get journal(): ActorRef<JournalCommand> {
    if (this.#journal === null) throw new NoJournal(this.#system.name)
    return this.#journal
  }

  /** Returns an id unique in this system, so that an answer matches exactly one request. */
  nextRequestId(): number {
    return ++this.#requests
  }

  /** Returns a new id, unique across nodes, for one incarnation of a persistent actor. */
  newWriterUuid(): string {
    const { random } = this.#system
    return `${random.uid().toString(16).padStart(8, '0')}${random.uid().toString(16).padStart(8, '0')}`
  }
}

const extension: Extension<Persistence> = {
  name: 'persistence',
  create: system => new Persistence(system),
}
