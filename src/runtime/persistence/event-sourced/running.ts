import { type Behavior, Behaviors, caught, labelOf } from '../../actor/index.ts'
import { failureOf } from '../failure-of.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import { EventRejected } from '../persistence-errors.ts'
import { plainCopy } from '../plain-copy.ts'
import type { Effect, FollowUp } from './effect.ts'
import type { EventSourcedActor, Phase } from './event-sourced-actor.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'
import { type Persisting, persistingEvents } from './persisting-events.ts'
import { snapshotIsDue } from './retention-criteria.ts'
import { RetentionCycle } from './retention-cycle.ts'
import { type SnapshotReason, storingSnapshot } from './storing-snapshot.ts'

/**
 * Fourth phase: handling commands, one at a time. An effect that persists or saves a snapshot makes the actor
 * wait for the answer, and whatever comes meanwhile is stashed.
 */
export class Running<C, E, S> {
  readonly actor: EventSourcedActor<C, E, S>
  readonly retention: RetentionCycle<C, E, S>
  readonly #handling: Behavior<unknown>

  constructor(actor: EventSourcedActor<C, E, S>) {
    this.actor = actor
    this.retention = new RetentionCycle(actor)
    this.#handling = this.behave({
      idle: true,
      command: command => this.#goOn(this.#take(command)),
      answer: () => Behaviors.same,
      timeout: () => Behaviors.same,
    })
  }

  /** Recovery is over. One that had to replay much is followed by the snapshot that was overdue. */
  begin(replayed: number): Behavior<unknown> {
    const { retention } = this.actor.options
    return retention !== undefined && replayed >= retention.events
      ? this.saveSnapshot('overdue', [])
      : this.#goOn(this.#handling)
  }

  /** The behavior while something is awaited, and while nothing is. Deletions go on in the background. */
  behave(phase: Omit<Phase<C>, 'signal'>): Behavior<unknown> {
    return this.actor.behave({
      command: command => phase.command(command),
      answer: (answer: JournalAnswer) =>
        this.retention.takes(answer) ? Behaviors.same : phase.answer(answer),
      timeout: requestId => (this.retention.timedOut(requestId) ? Behaviors.same : phase.timeout(requestId)),
      signal: (signal: EventSourcedSignal) => this.actor.signalUser(signal),
    })
  }

  /** Everything an effect asked for is stored: follow-ups, then what is stashed. */
  finish(followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    return this.#goOn(this.#followUp(followUps))
  }

  /** Saves the state as it is, unless there is none to save. */
  saveSnapshot(reason: SnapshotReason, followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    return this.actor.state === null ? this.finish(followUps) : storingSnapshot(this, reason, followUps)
  }

  /** A loop and no recursion: thousands of commands may wait that need no store. */
  #goOn(first: Behavior<unknown>): Behavior<unknown> {
    const { actor } = this
    let next = first
    while (next === this.#handling) {
      const stashed = actor.buffers.next()
      if (stashed === undefined) break
      const { tracer } = actor.context.system
      if (tracer !== null) {
        actor.trace(path => ({ type: 'MessagesUnstashed', actor: path, count: 1, size: actor.buffers.size }))
        if (stashed.cause !== null) tracer.cause = stashed.cause
      }
      next = this.#take(stashed.command)
    }
    return next === this.#handling && actor.buffers.poisoned ? Behaviors.stopped : next
  }

  #take(command: C): Behavior<unknown> {
    const { actor } = this
    const effect = actor.options.commandHandler(actor.state, command, actor.userContext)
    switch (effect.what.type) {
      case 'persist':
        return effect.what.events.length === 0
          ? this.#followUp(effect.followUps)
          : this.#persist(effect.what.events, effect)
      case 'unhandled':
        actor.trace(path => ({ type: 'MessageUnhandled', actor: path, label: labelOf(command) }))
        actor.context.system.eventStream.publish({
          type: 'UnhandledMessage',
          message: command,
          recipient: actor.context.self.path,
        })
        return this.#followUp(effect.followUps)
      case 'stash':
        if (actor.buffers.stashForUser({ command, cause: actor.context.system.tracer?.cause ?? null }))
          actor.toldStashed(command)
        else actor.overflow(command)
        return this.#followUp(effect.followUps)
      case 'saveSnapshot':
        return this.saveSnapshot('asked', effect.followUps)
    }
  }

  /** Applies the events before they are written: one that the event handler refuses is never stored. */
  #persist(events: readonly E[], { followUps }: Effect<E, S>): Behavior<unknown> {
    const { actor } = this
    const before = actor.sequenceNr
    const pending: Persisting<E, S> = { events, followUps, before, state: actor.state, reason: null }
    try {
      for (const event of events) {
        actor.sequenceNr++
        pending.state = actor.options.eventHandler(pending.state, event)
        pending.reason = this.#reason(pending, event, actor.sequenceNr)
      }
    } catch (error) {
      actor.sequenceNr = before
      throw error
    }
    let sequenceNr = before
    try {
      const records = events.map(event => ({
        sequenceNr: ++sequenceNr,
        writerUuid: actor.writerUuid,
        payload: plainCopy(event, labelOf(event)),
      }))
      return persistingEvents(this, pending, records)
    } catch (error) {
      throw this.rejected(pending, sequenceNr, caught(error))
    }
  }

  /** Of several events that make a snapshot due there is one snapshot; the number's rule outranks the predicate. */
  #reason({ state, reason }: Persisting<E, S>, event: E, sequenceNr: number): SnapshotReason | null {
    const { retention, snapshotWhen } = this.actor.options
    if (reason === 'retention' || (retention !== undefined && snapshotIsDue(retention, sequenceNr)))
      return 'retention'
    return reason ?? (snapshotWhen?.(state, event, sequenceNr) ? 'predicate' : null)
  }

  /** Tells of a rejection and gives what is to be thrown: an ordinary failure. */
  rejected(pending: Persisting<E, S>, sequenceNr: number, error: Error): EventRejected {
    const { actor } = this
    const { persistenceId } = actor
    actor.trace(path => ({
      type: 'PersistFailed',
      actor: path,
      persistenceId,
      rejected: true,
      error: failureOf(error),
    }))
    actor.sequenceNr = pending.before
    actor.signalUser({ type: 'JournalPersistRejected', cause: error }, pending.state)
    return new EventRejected(persistenceId, sequenceNr, error)
  }

  #followUp(followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    const { actor } = this
    let stop = false
    for (const each of followUps) {
      if (each.type === 'run') each.run(actor.state)
      else if (each.type === 'unstashAll') actor.buffers.unstashAll()
      else stop = true
    }
    // Stopping does not keep the follow-ups behind it from running.
    return stop ? (Behaviors.stopped as Behavior<unknown>) : this.#handling
  }
}
