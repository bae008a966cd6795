import type { Behavior } from '../../actor/index.ts'
import type { FollowUp } from './effect.ts'
import type { EventSourcedActor, Phase } from './event-sourced-actor.ts'
import type { SnapshotReason } from './snapshot-reason.ts'

/**
 * The running phase as seen by the two waits inside it (a write, a snapshot). A wait ends by calling
 * {@link CommandLoop.finish}. The waits import this port instead of `running.ts`, which imports the waits.
 */
export interface CommandLoop<C, E, S> {
  readonly actor: EventSourcedActor<C, E, S>
  readonly retention: SnapshotRetention
  /** The behavior of a wait; signals and answers to deletions are handled as in the running phase. */
  behaviorFor(phase: Omit<Phase<C>, 'signal'>): Behavior<unknown>
  /** Runs the follow-ups, then handles stashed commands. */
  finish(followUps: readonly FollowUp<S>[]): Behavior<unknown>
  /** Saves the current state, then finishes. */
  saveSnapshot(reason: SnapshotReason, followUps: readonly FollowUp<S>[]): Behavior<unknown>
}

export interface SnapshotRetention {
  /** True while a deletion is not confirmed yet. */
  readonly busy: boolean
  /** Starts the deletions that the saved snapshot allows. */
  snapshotSaved(reason: SnapshotReason, sequenceNr: number): void
}
