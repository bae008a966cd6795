import type { Plain } from './plain.ts'
import type { ParticipantId, PathText, VirtualTime } from './trace-event.ts'

/**
 * What a person can do to the cluster, as data. Buttons, walkthroughs, exercises, recordings and tests all
 * speak this one language. Extend it, never fork it.
 */
export type Action =
  /** Starts a participant: again at its address as a new incarnation, or, with `roles`, a new node. */
  | { readonly type: 'Start'; readonly participant: ParticipantId; readonly roles?: readonly string[] }
  /** A crash: no last words, nothing flushed, no PostStop. Works for nodes, clients and the database. */
  | {
      readonly type: 'Kill'
      readonly participant: ParticipantId
      /** Written by the conductor itself when the participant's worker had died, so that a replay does the same. */
      readonly reason?: 'failed'
    }
  /** The node leaves the cluster gracefully and its process ends. */
  | { readonly type: 'Leave'; readonly node: ParticipantId }
  /** `by` (default: the node with the lowest address that is up and running) marks `node` Down. */
  | { readonly type: 'Down'; readonly node: ParticipantId; readonly by?: ParticipantId }
  /** A person's command to an actor, as `Write` and `Get` to the client's `/user/client`. */
  | {
      readonly type: 'Tell'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly message: { readonly type: string; readonly [key: string]: Plain }
    }
  /** The actor throws when it handles its next message. `error` names the class shown (default `Boom`). */
  | {
      readonly type: 'FailNext'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly error?: string
    }
  /** Every participant dies at once and starts again; what the database had committed stays. Written by a reload. */
  | { readonly type: 'PowerFailure' }

/** An action with its place in the run: `index` counts from 0, `at` is the instant it was done. */
export interface LoggedAction {
  readonly index: number
  readonly at: VirtualTime
  readonly action: Action
}

/** Why something cannot be done: one clear sentence for a person. */
export interface Refused {
  readonly refused: string
}
