import { type Behavior, Behaviors, caught, labelOf } from '../../actor/index.ts'
import type { JournalAnswer } from '../journal-protocol.ts'
import type { CommandLoop } from './command-loop.ts'
import type { Effect, FollowUp } from './effect.ts'
import type { EventSourcedActor, Phase } from './event-sourced-actor.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'
import { type PendingWrite, PersistingEvents, rejectWrite } from './persisting-events.ts'
import { snapshotIsDue } from './retention-criteria.ts'
import { RetentionCycle } from './retention-cycle.ts'
import type { SnapshotReason } from './snapshot-reason.ts'
import { storingSnapshot } from './storing-snapshot.ts'

/**
 * Fourth phase: handles commands, one at a time. After an effect that persists events or saves a snapshot the actor
 * waits for the answer and stashes commands until then.
 */
export class Running<C, E, S> implements CommandLoop<C, E, S> {
  readonly actor: EventSourcedActor<C, E, S>
  readonly retention: RetentionCycle<C, E, S>
  readonly #ready: Behavior<unknown>
  readonly #persisting: PersistingEvents<C, E, S>

  constructor(actor: EventSourcedActor<C, E, S>) {
    this.actor = actor
    this.retention = new RetentionCycle(actor)
    this.#ready = this.behaviorFor({
      idle: true,
      command: command => this.#drainStashes(this.#handle(command)),
      answer: () => Behaviors.same,
      timeout: () => Behaviors.same,
    })
    this.#persisting = new PersistingEvents(this)
  }

  /** Starts after recovery. After a replay of at least `retention.events` events a snapshot is overdue. */
  start(replayed: number): Behavior<unknown> {
    const { retention } = this.actor.options
    return retention !== undefined && replayed >= retention.events
      ? this.saveSnapshot('overdue', [])
      : this.#drainStashes(this.#ready)
  }

  behaviorFor(phase: Omit<Phase<C>, 'signal'>): Behavior<unknown> {
    return this.actor.behaviorFor({
      command: command => phase.command(command),
      answer: (answer: JournalAnswer) =>
        this.retention.handleAnswer(answer) ? Behaviors.same : phase.answer(answer),
      timeout: requestId =>
        this.retention.handleTimeout(requestId) ? Behaviors.same : phase.timeout(requestId),
      signal: (signal: EventSourcedSignal) => this.actor.signalUser(signal),
    })
  }

  finish(followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    return this.#drainStashes(this.#runFollowUps(followUps))
  }

  /** Saves the current state; a null state has no snapshot. */
  saveSnapshot(reason: SnapshotReason, followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    return this.actor.state === null ? this.finish(followUps) : storingSnapshot(this, reason, followUps)
  }

  /** A loop, not a recursion, because thousands of stashed commands may need no write and would overflow the stack. */
  #drainStashes(first: Behavior<unknown>): Behavior<unknown> {
    const { actor } = this
    let next = first
    while (next === this.#ready) {
      const stashed = actor.buffers.next()
      if (stashed === undefined) break
      const { tracer } = actor.context.system
      if (tracer !== null) {
        actor.trace(path => ({ type: 'MessagesUnstashed', actor: path, count: 1, size: actor.buffers.size }))
        if (stashed.cause !== null) tracer.cause = stashed.cause
      }
      next = this.#handle(stashed.command)
    }
    return next === this.#ready && actor.buffers.poisoned ? Behaviors.stopped : next
  }

  #handle(command: C): Behavior<unknown> {
    const { actor } = this
    const effect = actor.options.commandHandler(actor.state, command, actor.userContext)
    switch (effect.decision.type) {
      case 'persist':
        return effect.decision.events.length === 0
          ? this.#runFollowUps(effect.followUps)
          : this.#persist(effect.decision.events, effect)
      case 'unhandled':
        actor.trace(path => ({ type: 'MessageUnhandled', actor: path, label: labelOf(command) }))
        actor.context.system.eventStream.publish({
          type: 'UnhandledMessage',
          message: command,
          recipient: actor.context.self.path,
        })
        return this.#runFollowUps(effect.followUps)
      case 'stash':
        if (actor.buffers.stashForUser({ command, cause: actor.context.system.tracer?.cause ?? null }))
          actor.traceStashed(command)
        else actor.handleStashOverflow(command)
        return this.#runFollowUps(effect.followUps)
      case 'saveSnapshot':
        return this.saveSnapshot('requested', effect.followUps)
    }
  }

  /** Applies the events before the write, so that an event whose handler throws is never stored. */
  #persist(events: readonly E[], { followUps }: Effect<E, S>): Behavior<unknown> {
    const { actor } = this
    const before = actor.sequenceNr
    const pending: PendingWrite<E, S> = { events, followUps, before, state: actor.state, reason: null }
    const tags: (readonly string[])[] = []
    try {
      for (const event of events) {
        actor.sequenceNr++
        pending.state = actor.options.eventHandler(pending.state, event)
        tags.push(actor.options.tagger?.(event, pending.state) ?? [])
        pending.reason = this.#snapshotReason(pending, event, actor.sequenceNr)
      }
    } catch (error) {
      actor.sequenceNr = before
      throw error
    }
    let sequenceNr = before
    try {
      const records = events.map((event, index) => actor.recordOf(event, ++sequenceNr, tags[index]!))
      return this.#persisting.write(pending, records)
    } catch (error) {
      throw rejectWrite(actor, pending, sequenceNr, caught(error))
    }
  }

  /** One effect saves at most one snapshot; `retention` outranks `snapshotWhen`, because only it deletes anything. */
  #snapshotReason(
    { state, reason }: PendingWrite<E, S>,
    event: E,
    sequenceNr: number,
  ): SnapshotReason | null {
    const { retention, snapshotWhen } = this.actor.options
    if (reason === 'retention' || (retention !== undefined && snapshotIsDue(retention, sequenceNr)))
      return 'retention'
    return reason ?? (snapshotWhen?.(state, event, sequenceNr) ? 'predicate' : null)
  }

  #runFollowUps(followUps: readonly FollowUp<S>[]): Behavior<unknown> {
    const { actor } = this
    let stop = false
    for (const each of followUps) {
      if (each.type === 'run') each.run(actor.state)
      else if (each.type === 'unstashAll') actor.buffers.unstashAll()
      else stop = true
    }
    // A stop takes effect after the last follow-up, so that the ones after it still run.
    return stop ? (Behaviors.stopped as Behavior<unknown>) : this.#ready
  }
}
