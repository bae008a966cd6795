import type { ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { Plain } from './plain.ts'
import type { SupervisionChoice } from './supervision.ts'

/** What goes wrong in an actor on request. `error`, the default, throws an error of the class `FailNext.error`. */
export const faults = [
  'error',
  /** Throws a text, which is no error. */
  'non-error',
  /** Reads a field of undefined: the engine itself throws, in words of its own. */
  'native-error',
  /** The handler returns undefined where a behavior is due. */
  'returns-nothing',
  'duplicate-name',
  'illegal-name',
  /** No supervisor may catch it, the node ends. */
  'stack-overflow',
  /** The handler never returns: the watchdog ends the worker. Refused where no watchdog watches. */
  'endless-loop',
] as const

export type Fault = (typeof faults)[number]

/** At most so many messages by one `Tell`, and so many failures by one `FailNext`. */
export const mostTimes = 1000

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
      /** With `reason`: what the worker was doing, as far as it could be found out. */
      readonly during?: { readonly actor: PathText; readonly label: string }
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
      /** A burst: so many times at once, 1 (default) to {@link mostTimes}. */
      readonly times?: number
    }
  /**
   * The actor fails at its next message. `error` names the class shown (default `Boom`); a supervisor for a class of
   * that name catches it.
   */
  | {
      readonly type: 'FailNext'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly error?: string
      readonly fault?: Fault
      /** How often it fails, 1 (default) to {@link mostTimes}. */
      readonly times?: number
      /** `start`: it fails at its next message once, and then at its next `times` starts. Default `message`. */
      readonly during?: 'message' | 'start'
    }
  /** Another supervision for an actor, from its next failure on, over its restarts; null: what its code says. */
  | {
      readonly type: 'Supervise'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly supervision: SupervisionChoice | null
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
