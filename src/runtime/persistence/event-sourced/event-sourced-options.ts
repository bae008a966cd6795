import type { ActorContext, BackoffStrategy } from '../../actor/index.ts'
import type { EventAdapter, SnapshotAdapter } from '../event-adapter.ts'
import type { PersistenceId } from '../persistence-id.ts'
import type { Recovery } from '../recovery.ts'
import type { Effect } from './effect.ts'
import type { EventSourcedSignal } from './event-sourced-signal.ts'
import type { SnapshotEvery } from './retention-criteria.ts'

/** Definition of an actor whose state is built from events. `C`: commands, `E`: events (plain data), `S`: state. */
export interface EventSourcedOptions<C, E, S> {
  readonly persistenceId: PersistenceId
  readonly emptyState: S
  /** Returns an effect and must not change the state itself. The context is the actor's own. */
  readonly commandHandler: (state: S, command: C, context: ActorContext<C>) => Effect<E, S>
  /**
   * The only function that changes the state. It must be pure and must not change its arguments, because it runs
   * for a new event and again on every replay. It runs before the write: if it throws, nothing is stored.
   */
  readonly eventHandler: (state: S, event: E) => S
  /** Saves snapshots by sequence number and deletes older snapshots (and, if chosen, events). Default: none. */
  readonly retention?: SnapshotEvery
  /** Saves a snapshot where it returns true. Such a snapshot deletes nothing. */
  readonly snapshotWhen?: (state: S, event: E, sequenceNr: number) => boolean
  /** Restarts the actor when persisting or recovery fails. Default: the actor stops. */
  readonly onPersistFailure?: BackoffStrategy
  /**
   * Handles a signal. Return `unhandled` for the default reaction: a `Terminated` of a watched actor then fails this
   * actor with a `DeathPactException`.
   */
  readonly receiveSignal?: (
    state: S,
    signal: EventSourcedSignal,
    context: ActorContext<C>,
    // biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing has handled the signal
  ) => void | 'unhandled'
  readonly recovery?: Recovery
  /** Limit of each of the actor's two stashes, in commands. Default: the system's `stashCapacity`. */
  readonly stashCapacity?: number
  /** Converts events to their stored form and back. Default: they are stored unchanged. */
  readonly eventAdapter?: EventAdapter<E>
  /** Converts the state to the form of its snapshots and back. Default: it is saved unchanged. */
  readonly snapshotAdapter?: SnapshotAdapter<S>
  /**
   * Returns the tags of a new event; `state` is the state after it. They are stored beside the event, so that handlers do
   * not see them, and events stored before keep theirs. Default: none.
   */
  readonly tagger?: (event: E, state: S) => readonly string[]
  /** Publishes each stored event to the system's event stream as `PublishedEvent`. Default true. */
  readonly eventPublishing?: boolean
}
