import { type ActorContext, type Behavior, Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import { Persistence } from '../persistence.ts'
import { JournalFailure } from '../persistence-errors.ts'
import { checkPersistenceId } from '../persistence-id.ts'
import { CommandBuffers } from './command-buffers.ts'
import { EventSourcedActor } from './event-sourced-actor.ts'
import type { EventSourcedOptions } from './event-sourced-options.ts'
import { waitingForPermit } from './waiting-for-permit.ts'

/** Creates event-sourced actors. */
export const EventSourcedBehavior = {
  /**
   * Creates the behavior of an event-sourced actor.
   *
   * The actor fails at its start with `InvalidPersistenceId` for a blank persistence id, and with `NoJournal` in a
   * system without a journal.
   *
   * @example
   * EventSourcedBehavior.create<Add, Added, number>({
   *   persistenceId: PersistenceId.of('counter', '7'),
   *   emptyState: 0,
   *   commandHandler: (_, { n }) => Effect.persist({ type: 'Added', n }),
   *   eventHandler: (sum, { n }) => sum + n,
   * })
   */
  create<C, E, S>(options: EventSourcedOptions<C, E, S>): Behavior<C> {
    return Behaviors.setup<unknown>(outer => {
      checkPersistenceId(options.persistenceId)
      const { settings } = Persistence.get(outer.system)
      // Created outside the supervisor, so that both stashes survive a restart after a persist failure.
      const buffers = new CommandBuffers<C>(options.stashCapacity ?? settings.stashCapacity)
      const incarnation = Behaviors.setup<unknown>(context => {
        const actor = new EventSourcedActor(context, options, buffers)
        actors.set(context, actor)
        return waitingForPermit(actor)
      })
      return Behaviors.supervise(incarnation).onFailure(
        options.onPersistFailure ?? SupervisorStrategy.stop,
        JournalFailure,
      )
    })
  },

  /**
   * The sequence number of the last stored event in a command handler, of the current event in an event handler, of
   * the effect's last event in a follow-up, and of the last recovered event after recovery. Returns 0 for an actor
   * that is not event-sourced.
   */
  lastSequenceNumber: (context: ActorContext<never>): number => actors.get(context)?.sequenceNr ?? 0,
}

/** The current incarnation of each actor, by its context. */
const actors = new WeakMap<object, { readonly sequenceNr: number }>()
