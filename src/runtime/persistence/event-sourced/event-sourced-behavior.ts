import {
  type ActorContext,
  type BackoffStrategy,
  type Behavior,
  Behaviors,
  SupervisorStrategy,
} from '../../actor/index.ts'
import { Persistence } from '../persistence.ts'
import { JournalFailure } from '../persistence-errors.ts'
import { checkPersistenceId, type PersistenceId } from '../persistence-id.ts'
import type { SnapshotCriteria } from '../snapshot-store.ts'
import { CommandBuffers } from './command-buffers.ts'
import type { Effect } from './effect.ts'
import { EventSourcedActor } from './event-sourced-actor.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'
import type { SnapshotEvery } from './retention-criteria.ts'
import { waitingForPermit } from './waiting-for-permit.ts'

/** An actor whose state is made of events. `C`: commands, `E`: events (plain data), `S`: state. */
export interface EventSourcedOptions<C, E, S> {
  readonly persistenceId: PersistenceId
  readonly emptyState: S
  /** Decides; changes nothing. The context is the actor's own. */
  readonly commandHandler: (state: S, command: C, context: ActorContext<C>) => Effect<E, S>
  /**
   * The only thing that changes the state. Runs once when an event is new (before it is written: if this
   * throws, nothing is stored) and again on every replay; it must be pure and must not change its arguments.
   */
  readonly eventHandler: (state: S, event: E) => S
  /** Snapshots by number, with clearing away what they make superfluous. */
  readonly retention?: SnapshotEvery
  /** Snapshots by state and event; they clear nothing away. */
  readonly snapshotWhen?: (state: S, event: E, sequenceNr: number) => boolean
  /** Without it the actor stops when persisting or recovering fails. */
  readonly onPersistFailure?: BackoffStrategy
  /** `unhandled` leaves the signal to what is usual: for the end of a watched actor, a death pact. */
  readonly receiveSignal?: (
    state: S,
    signal: EventSourcedSignal,
    context: ActorContext<C>,
    // biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing has handled the signal
  ) => void | 'unhandled'
  readonly recovery?: Recovery
  /** Of each of the two stashes; default: the system's. */
  readonly stashCapacity?: number
  /** Default true: stored events go to the system's event stream as `PublishedEvent`. */
  readonly eventPublishing?: boolean
}

export interface Recovery {
  /** Null: no snapshot, all events. Default: the newest. */
  readonly fromSnapshot?: SnapshotCriteria | null
  /** No snapshot and no events; numbering goes on. The state is empty though there is a history. */
  readonly disabled?: boolean
}

export const Recovery = {
  withSnapshotSelection: (criteria: SnapshotCriteria): Recovery => ({ fromSnapshot: criteria }),
  withoutSnapshot: { fromSnapshot: null } as Recovery,
  disabled: { disabled: true } as Recovery,
}

export const EventSourcedBehavior = {
  create<C, E, S>(options: EventSourcedOptions<C, E, S>): Behavior<C> {
    return Behaviors.setup<unknown>(outer => {
      checkPersistenceId(options.persistenceId)
      const { settings } = Persistence.get(outer.system)
      // Outside the supervisor: both stashes outlive a restart that follows a persist failure.
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
   * In the command handler the last stored number, in the event handler that event's, in a follow-up the
   * effect's last, and after recovery the recovered one. 0 for an actor that is not event sourced.
   */
  lastSequenceNumber: (context: ActorContext<never>): number => actors.get(context)?.sequenceNr ?? 0,
}

/** Which incarnation runs behind a context. */
const actors = new WeakMap<object, { readonly sequenceNr: number }>()
