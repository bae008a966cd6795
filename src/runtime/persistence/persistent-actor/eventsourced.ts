import { bodyLimit } from '../../../trace/trace-event.ts'
import { ActorError, caught, labelOf, StashOverflow } from '../../actor/index.ts'
import { Origin } from '../../actor/internal.ts'
import { failureOf } from '../failure-of.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { JournalTimeoutTick } from '../journal-requests.ts'
import { JournalTimeout, StoreFailure } from '../persistence-errors.ts'
import { RecoveryPermitGranted } from '../recovery-permits.ts'
import { EventWrites, type Settled } from './event-writes.ts'
import { Incarnation } from './incarnation.ts'
import { type Invocation, InvocationMail } from './invocation.ts'
import type { PersistentHost } from './persistent-host.ts'
import { PersistentRecovery } from './persistent-recovery.ts'
import { Upkeep } from './upkeep.ts'

/**
 * The machinery under one incarnation of a persistent actor, named after Pekko's trait. It decides which messages the
 * actor's code gets, and when: none before recovery is complete, and none between a command that persisted and its
 * handlers.
 */
export class Eventsourced {
  readonly incarnation: Incarnation
  readonly upkeep: Upkeep
  readonly #writes: EventWrites
  readonly #recovery: PersistentRecovery
  #writeRequest = 0
  /** True while a handler of an event runs. */
  inHandler = false

  constructor(host: PersistentHost) {
    const incarnation = new Incarnation(host)
    this.incarnation = incarnation
    this.upkeep = new Upkeep(incarnation)
    this.#writes = new EventWrites({
      recordOf: (event, sequenceNr) =>
        incarnation.persistence.eventAdapters.recordOf(event, {
          sequenceNr,
          writerUuid: incarnation.writerUuid,
          at: `event ${sequenceNr}`,
        }),
      send: request => {
        this.#writeRequest = incarnation.send(request, incarnation.persistence.settings.journalCallTimeoutMs)
      },
      settle: settled => this.#settle(settled),
    })
    this.#recovery = new PersistentRecovery(incarnation, () => this.#recovered())
  }

  /** Begins the recovery. */
  start(): void {
    this.#recovery.start()
  }

  /** Ends this incarnation; what its commands persisted is still sent. */
  end(): void {
    this.#writes.flush()
    this.incarnation.end()
  }

  /** Handles a message of the machinery, or stashes a command. `command` is called if the actor's code is to handle it. */
  receive(message: unknown, command: () => void): void {
    const { incarnation } = this
    if (incarnation.isAnswer(message)) this.#onAnswer(message)
    else if (message instanceof JournalTimeoutTick) this.#onTimeout(message.requestId)
    else if (message instanceof RecoveryPermitGranted) this.#recovery.onPermit()
    else if (incarnation.recoveryRunning || this.#writes.stashing > 0) this.#stash(message)
    else this.#handle(command)
  }

  /** @throws {ActorError} during recovery */
  persist(
    events: readonly unknown[],
    handler: (event: never) => void,
    { stashing }: { readonly stashing: boolean },
  ): void {
    this.#mustHaveRecovered()
    const { sender } = this.incarnation.cell
    this.#writes.add(
      events.map(event => ({ event, sequenceNr: ++this.incarnation.numbered, handler, sender, stashing })),
    )
  }

  /** @throws {ActorError} during recovery */
  defer(event: unknown, handler: (event: never) => void, { stashing }: { readonly stashing: boolean }): void {
    this.#mustHaveRecovered()
    if (this.#writes.pending === 0) {
      handler(event as never)
      return
    }
    const { sender } = this.incarnation.cell
    this.#writes.add([{ event, sequenceNr: null, handler, sender, stashing }])
  }

  #mustHaveRecovered(): void {
    const { recoveryRunning, cell } = this.incarnation
    if (!recoveryRunning) return
    throw new ActorError(
      'IllegalStateException',
      'persist-in-recovery',
      `[${cell.path}] cannot persist during recovery. Persist from RecoveryCompleted on.`,
    )
  }

  #recovered(): void {
    this.#writes.flush()
    if (this.#writes.stashing === 0) this.incarnation.cell.internalStash.unstashAll()
  }

  #handle(command: () => void): void {
    let failed = true
    try {
      command()
      failed = false
    } finally {
      this.#writes.flush()
      this.#unstash(failed)
    }
  }

  /** Lets stashed commands return one by one, or all of them after an error. */
  #unstash(all: boolean): void {
    if (this.#writes.stashing > 0) return
    const { internalStash } = this.incarnation.cell
    if (all) internalStash.unstashAll()
    else internalStash.unstashOne()
  }

  #stash(message: unknown): void {
    const { cell, host } = this.incarnation
    try {
      cell.internalStash.stash(host.stashCapacity)
    } catch (thrown) {
      const error = caught(thrown)
      const strategy = host.internalStashOverflowStrategy
      if (!(error instanceof StashOverflow) || strategy.type === 'throw') throw error
      if (strategy.type === 'discard') {
        const why = `the internal stash is full at [${host.stashCapacity}]`
        cell.system.deadLetter(message, cell.path, cell.sender.path, why, cell.currentOrigin)
      } else {
        cell.sender.tell(strategy.response)
      }
    }
  }

  #onAnswer(answer: JournalAnswer): void {
    const { incarnation } = this
    const { requestId } = answer
    if (!incarnation.isOpen(requestId)) return
    if (!this.#recovery.awaitsMore(answer)) incarnation.close(requestId)
    if (this.upkeep.onAnswer(answer)) return
    if (incarnation.recoveryRunning) this.#recovery.onAnswer(answer)
    else if (answer.type === 'WriteMessagesFailed') this.#writes.failed(new StoreFailure(answer.error))
    else {
      const rejected = answer.type === 'WriteMessagesRejected' ? answer.rejected : []
      this.#writes.succeeded(new Map(rejected.map(({ write, error }) => [write, new StoreFailure(error)])))
    }
  }

  #onTimeout(requestId: number): void {
    const { incarnation } = this
    if (!incarnation.close(requestId) || this.upkeep.onTimeout(requestId)) return
    if (incarnation.recoveryRunning) this.#recovery.onTimeout()
    else if (requestId === this.#writeRequest) {
      const { persistence, persistenceId } = incarnation
      const { journalCallTimeoutMs } = persistence.settings
      this.#writes.failed(new JournalTimeout(persistenceId, 'Persisting', journalCallTimeoutMs))
    }
  }

  /** Puts the invocations where the journal's answer was in the mailbox. */
  #settle(settled: readonly Settled[]): void {
    const { cell } = this.incarnation
    const { tracer } = cell.system
    const origin = tracer === null ? null : new Origin(tracer.cause, tracer.rule, null)
    for (const each of settled.toReversed())
      cell.enqueueFirst(new InvocationMail(() => this.#run(each)), origin)
  }

  #run(settled: Settled): void {
    const { invocation, outcome } = settled
    const { incarnation } = this
    const { cell, host } = incarnation
    const { event, sequenceNr, sender } = invocation
    if (incarnation.ended) return
    if (sequenceNr !== null) incarnation.lastSequenceNr = sequenceNr
    this.#trace(settled)
    const run = () => {
      if (outcome.type === 'stored') {
        this.#invoke(invocation)
        return
      }
      this.#writes.done(invocation)
      this.#unstash(false)
      const number = sequenceNr ?? incarnation.lastSequenceNr
      if (outcome.type === 'rejected') {
        host.onPersistRejected(outcome.cause, event as never, number)
        return
      }
      incarnation.end()
      try {
        host.onPersistFailure(outcome.cause, event as never, number)
      } finally {
        incarnation.stop()
      }
    }
    cell.handleAs(event, sender, labelOf(event), run)
  }

  #invoke(invocation: Invocation): void {
    let failed = true
    this.inHandler = true
    try {
      invocation.handler(invocation.event as never)
      failed = false
    } finally {
      this.inHandler = false
      this.#writes.flush()
      this.#writes.done(invocation)
      this.#unstash(failed)
    }
  }

  #trace({ invocation: { sequenceNr }, outcome, payload }: Settled): void {
    const { persistenceId } = this.incarnation
    if (outcome.type !== 'stored')
      this.incarnation.trace(actor => ({
        type: 'PersistFailed',
        actor,
        persistenceId,
        rejected: outcome.type === 'rejected',
        error: failureOf(outcome.cause),
      }))
    else if (sequenceNr !== null)
      this.incarnation.trace(actor => ({
        type: 'EventPersisted',
        actor,
        persistenceId,
        sequenceNr,
        label: labelOf(payload),
        body: JSON.stringify(payload).slice(0, bodyLimit),
      }))
  }
}
