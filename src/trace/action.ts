import type { ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { Plain } from './plain.ts'
import type { SupervisionChoice } from './supervision.ts'

/** Faults that `FailNext` causes. `error`, the default, throws an error of the class `FailNext.error`. */
export const faults = [
  'error',
  /** Throws a string in place of an error. */
  'non-error',
  /** Reads a field of undefined, so that the engine itself throws. */
  'native-error',
  /** The handler returns undefined in place of a behavior. */
  'returns-nothing',
  'duplicate-name',
  'illegal-name',
  /** Exhausts the call stack. No supervisor may catch that: the whole node stops. */
  'stack-overflow',
  /** The handler never returns, and the watchdog terminates the worker. Rejected in runs without a watchdog. */
  'endless-loop',
] as const

export type Fault = (typeof faults)[number]

/** Maximum of `times`: messages of one `Tell`, failures of one `FailNext`. */
export const maxTimes = 1000

/**
 * An act of a person on the cluster, as data. Buttons, walkthroughs, exercises, recordings and tests all use actions, so
 * extend this type instead of adding a second one.
 * @example
 * const write: Action = {
 *   type: 'Tell',
 *   participant: 'client',
 *   actor: '/user/client',
 *   message: { type: 'Write', key: 'hoge', value: 'fuga' },
 * }
 */
export type Action =
  /** Starts a stopped participant as a new incarnation at its address, or, with `roles`, adds a new node. */
  | { readonly type: 'Start'; readonly participant: ParticipantId; readonly roles?: readonly string[] }
  /** Crashes a node, a client or the database: nothing is flushed, no actor gets PostStop. */
  | {
      readonly type: 'Kill'
      readonly participant: ParticipantId
      /** Set by the conductor, which logs the death of a worker as an action so that a replay repeats it. */
      readonly reason?: 'failed'
      /** With `reason`: the message that the worker was handling, if known. */
      readonly during?: { readonly actor: PathText; readonly label: string }
    }
  /** Makes the node leave the cluster gracefully; afterwards it stops. */
  | { readonly type: 'Leave'; readonly node: ParticipantId }
  /** Marks `node` as Down on the node `by`. Default for `by`: the running node with the lowest id. */
  | { readonly type: 'Down'; readonly node: ParticipantId; readonly by?: ParticipantId }
  /** Sends a message to an actor, such as `Write` or `Get` to the client's `/user/client`. */
  | {
      readonly type: 'Tell'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly message: { readonly type: string; readonly [key: string]: Plain }
      /** Number of copies sent at once: 1 (default) to {@link maxTimes}. */
      readonly times?: number
    }
  /**
   * Makes the actor fail at its next message. `error` names the class of the error (default `Boom`); a supervisor for a
   * class of that name catches it.
   */
  | {
      readonly type: 'FailNext'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly error?: string
      readonly fault?: Fault
      /** Number of failures: 1 (default) to {@link maxTimes}. */
      readonly times?: number
      /** `message` (default): fails at its next `times` messages. `start`: fails at its next message, then at its next `times` starts. */
      readonly during?: 'message' | 'start'
    }
  /** Replaces an actor's supervision from its next failure on, also after restarts. Null returns to the supervision of its code. */
  | {
      readonly type: 'Supervise'
      readonly participant: ParticipantId
      readonly actor: PathText
      readonly supervision: SupervisionChoice | null
    }
  /**
   * Gives every random choice from this instant on another outcome: latencies, gossip partners, jitter. The generators of
   * all participants, also of those that start later, continue as those of a run with this seed.
   */
  | { readonly type: 'Reseed'; readonly seed: number }
  /** Crashes and restarts every participant at one instant; only committed data survives. Reloading the page logs this action. */
  | { readonly type: 'PowerFailure' }

/** An action in a run's log: `index` counts from 0, `at` is its instant in virtual ms. */
export interface LoggedAction {
  readonly index: number
  readonly at: VirtualTime
  readonly action: Action
}
