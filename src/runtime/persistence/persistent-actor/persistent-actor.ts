import type { Plain } from '../../../trace/plain.ts'
import { ActorError, isToolkitMessage, reasonOf } from '../../actor/index.ts'
import { Actor, type Receive } from '../../classic/index.ts'
import { isJournalAnswer } from '../journal-protocol.ts'
import type { Recovery } from '../recovery.ts'
import type { SnapshotCriteria } from '../snapshot-store.ts'
import { Eventsourced } from './eventsourced.ts'
import type { PersistenceReply, Recovered } from './persistence-messages.ts'
import { type StashOverflowStrategy, ThrowOverflowExceptionStrategy } from './stash-overflow-strategy.ts'

/**
 * A classic actor whose state is rebuilt from stored events. `M`: commands, `E`: events, `S`: snapshots, both plain data.
 *
 * Before the first command it recovers: `receiveRecover` gets the newest snapshot, the events after it, and
 * `RecoveryCompleted`. Commands wait until then, and from {@link persist} on until its handlers have run. (Pekko, classic
 * persistence.)
 *
 * @example
 * class Counter extends PersistentActor<{ type: 'Add'; nr: number }, { type: 'Added'; nr: number }> {
 *   readonly persistenceId = 'counter'
 *   private sum = 0
 *   override receiveCommand() {
 *     return { Add: ({ nr }) => this.persist({ type: 'Added', nr }, event => this.apply(event)) }
 *   }
 *   override receiveRecover() {
 *     return { Added: event => this.apply(event) }
 *   }
 *   private apply({ nr }) {
 *     this.sum += nr
 *   }
 * }
 */
export abstract class PersistentActor<M, E, S = Plain> extends Actor<M> {
  /** Unique among all entities and the same in each life of this one. Must not be blank. */
  abstract readonly persistenceId: string

  /** Handles commands, and the outcomes of saves and deletions. */
  abstract receiveCommand(): Receive<M | PersistenceReply>

  /** Rebuilds the state. Must have no other effect, because it runs at every start. */
  abstract receiveRecover(): Receive<Recovered<E, S>>

  /** The extent of the recovery. Default: the newest snapshot and all events after it. */
  readonly recovery: Recovery = {}

  /** For a command that finds the internal stash full, see `stashCapacity`. Default: the actor fails. */
  readonly internalStashOverflowStrategy: StashOverflowStrategy = ThrowOverflowExceptionStrategy

  #eventsourced: Eventsourced | null = null

  receive(): Receive<M> {
    // Outcomes of saves and deletions reach the actor as messages beside its protocol.
    return this.receiveCommand() as Receive<M>
  }

  get #machinery(): Eventsourced {
    if (this.#eventsourced === null)
      throw new ActorError(
        'IllegalStateException',
        'not-started',
        `[${this.self.path}] cannot use its journal in its constructor. Use it from RecoveryCompleted on.`,
      )
    return this.#eventsourced
  }

  /** Number of the event that is handled or was stored last; 0 before the first. */
  get lastSequenceNr(): number {
    return this.#eventsourced?.incarnation.lastSequenceNr ?? 0
  }

  /** True until `RecoveryCompleted`. Events cannot be persisted before. */
  get recoveryRunning(): boolean {
    return this.#eventsourced?.incarnation.recoveryRunning ?? true
  }

  get recoveryFinished(): boolean {
    return !this.recoveryRunning
  }

  /**
   * Stores the event, then calls the handler with the sender of the current command. Commands wait meanwhile. Several
   * calls are stored by one request, and their handlers run in the order of the calls.
   * @throws {ActorError} during recovery
   */
  persist<A extends E>(event: A, handler: (event: A) => void): void {
    this.#machinery.persist([event], handler, { stashing: true })
  }

  /** As {@link persist}: all events or none are stored, and the handler runs once for each. Without events it does nothing. */
  persistAll<A extends E>(events: readonly A[], handler: (event: A) => void): void {
    this.#machinery.persist(events, handler, { stashing: true })
  }

  /** As {@link persist}, but later commands are handled before the event is stored. */
  persistAsync<A extends E>(event: A, handler: (event: A) => void): void {
    this.#machinery.persist([event], handler, { stashing: false })
  }

  /** As {@link persistAll}, but later commands are handled before the events are stored. */
  persistAllAsync<A extends E>(events: readonly A[], handler: (event: A) => void): void {
    this.#machinery.persist(events, handler, { stashing: false })
  }

  /** Calls the handler after those of all events persisted before; nothing is stored. Commands wait meanwhile. */
  defer<A>(event: A, handler: (event: A) => void): void {
    this.#machinery.defer(event, handler, { stashing: true })
  }

  /** As {@link defer}, but later commands are handled meanwhile. */
  deferAsync<A>(event: A, handler: (event: A) => void): void {
    this.#machinery.defer(event, handler, { stashing: false })
  }

  /** Saves a copy of the snapshot at {@link lastSequenceNr}. `SaveSnapshotSuccess` or `SaveSnapshotFailure` follows. */
  saveSnapshot(snapshot: S): void {
    this.#machinery.upkeep.saveSnapshot(snapshot)
  }

  /**
   * Deletes all events up to and including this number, or with `Number.MAX_SAFE_INTEGER` all of them. Numbering goes on.
   * `DeleteMessagesSuccess` or `DeleteMessagesFailure` follows, the latter for a number above {@link lastSequenceNr}.
   */
  deleteMessages(toSequenceNr: number): void {
    this.#machinery.upkeep.deleteMessages(toSequenceNr)
  }

  /** Deletes the snapshot at this number. `DeleteSnapshotSuccess` or `DeleteSnapshotFailure` follows. */
  deleteSnapshot(sequenceNr: number): void {
    this.#machinery.upkeep.deleteSnapshot(sequenceNr)
  }

  /** Deletes all matching snapshots. `DeleteSnapshotsSuccess` or `DeleteSnapshotsFailure` follows. */
  deleteSnapshots(criteria: SnapshotCriteria): void {
    this.#machinery.upkeep.deleteSnapshots(criteria)
  }

  /** Hook: recovery failed, and this actor stops. `event`: what `receiveRecover` was given; null: the journal failed. Logs. */
  onRecoveryFailure(cause: Error, event: E | S | null): void {
    const where = event === null ? '' : ` at event [${this.lastSequenceNr}]`
    this.log.error(`Recovery of [${this.persistenceId}] failed${where}: ${reasonOf(cause)}`)
  }

  /** Hook: it is unknown whether the event is stored, and this actor stops. Logs. */
  onPersistFailure(cause: Error, _event: E, sequenceNr: number): void {
    this.log.error(`Event [${sequenceNr}] of [${this.persistenceId}] was not persisted: ${reasonOf(cause)}`)
  }

  /** Hook: the event is certainly not stored. Its handler does not run, and its number stays unused. Logs. */
  onPersistRejected(cause: Error, _event: E, sequenceNr: number): void {
    this.log.error(`Event [${sequenceNr}] of [${this.persistenceId}] was rejected: ${reasonOf(cause)}`)
  }

  /** Hook for subclasses with machinery of their own: all events were replayed, and `RecoveryCompleted` follows. */
  onReplaySuccess(): void {}

  /** @throws {ActorError} in a handler of an event, and during recovery */
  override stash(): void {
    if (this.recoveryRunning || this.#machinery.inHandler)
      throw new ActorError(
        'IllegalStateException',
        'stash-in-handler',
        `[${this.self.path}] cannot stash during recovery or in the handler of an event. Stash while a command is handled.`,
      )
    super.stash()
  }

  /** The stashed messages come before the commands that wait for an event. */
  override unstashAll(): void {
    const { internalStash, stash } = this.context['~cell']
    internalStash.prepend(stash)
  }

  override unhandled(message: M): void {
    const reply = isToolkitMessage(message) ? (message as unknown as PersistenceReply) : null
    if (reply !== null && 'cause' in reply)
      this.log.warn(`${reply.type} of [${this.persistenceId}]: ${reasonOf(reply.cause)}`)
    else super.unhandled(message)
  }

  override aroundReceive(receive: Receive<M>, message: M): void {
    this.#machinery.receive(message, () => super.aroundReceive(receive, message))
  }

  override aroundPreStart(): void {
    this.#recover(() => super.aroundPreStart())
  }

  override aroundPostRestart(reason: Error): void {
    this.#recover(() => super.aroundPostRestart(reason))
  }

  override aroundPreRestart(reason: Error, message: M | undefined): void {
    this.#eventsourced?.end()
    super.aroundPreRestart(reason, isJournalAnswer(message) ? undefined : message)
  }

  override aroundPostStop(): void {
    this.#eventsourced?.end()
    super.aroundPostStop()
  }

  /** The hook runs before the recovery, so that it can still choose its extent. */
  #recover(hook: () => void): void {
    this.#eventsourced = new Eventsourced(this)
    hook()
    this.#eventsourced.start()
  }
}
