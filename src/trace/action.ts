import type { DatabaseFault } from './database-fault.ts'
import type { EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import type { JournalContent } from './journal-content.ts'
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
  /** Makes `node` prepare the shutdown of its whole cluster; afterwards its nodes leave without hand-overs. */
  | { readonly type: 'PrepareForShutdown'; readonly node: ParticipantId }
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
  /**
   * Fills the empty database of a new run with a journal, as the import of a journal file does. No effect on a database that
   * holds events or snapshots.
   */
  | { readonly type: 'LoadJournal'; readonly participant: ParticipantId; readonly journal: JournalContent }
  | LinkAction
  | PauseAction
  | DatabaseAction
  | MessageAction

/** A link between two participants: both directions, or with `oneWay` only the one `from` → `to`. */
export interface Link {
  readonly from: ParticipantId
  readonly to: ParticipantId
  readonly oneWay?: true
}

/** Acts on the links between participants. They also hold for later incarnations of their ends. */
export type LinkAction =
  /** Cuts links. A cut link loses every message that is due while it is cut, also those sent before. */
  | { readonly type: 'Cut'; readonly links: readonly Link[] }
  /** Restores cut links; default: all. */
  | { readonly type: 'Heal'; readonly links?: readonly Link[] }
  /**
   * Cuts every link between two of the sides, in both directions. Links within a side, and of participants in no side,
   * stay as they are.
   */
  | { readonly type: 'Partition'; readonly sides: readonly (readonly ParticipantId[])[] }
  /** Changes the properties of links from now on; messages in flight keep theirs. */
  | {
      readonly type: 'SetLinks'
      /** Default: all links. */
      readonly links?: readonly Link[]
      /** Shortest and longest latency in virtual ms, 1 to {@link maxLatencyMs}. Null: the latency of the scenario. */
      readonly latency?: { readonly minMs: number; readonly maxMs: number } | null
      /** Probability that a message is lost, in percent: 0 to 100. Initially 0. */
      readonly lossPercent?: number
    }
  /** Holds arriving messages until they are released one by one; `nothing` ends that, and held messages stay held. */
  | { readonly type: 'HoldArrivals'; readonly hold: ArrivalHold }

/** Arriving messages that are held: those of the scenario, its database and its topics, or also those of the cluster itself. */
export const arrivalHolds = ['nothing', 'application', 'everything'] as const

export type ArrivalHold = (typeof arrivalHolds)[number]

/** Maximum latency of a link in virtual ms, and maximum of `forMs`. */
export const maxLatencyMs = 600_000

/** Acts that stop a participant or an actor for some time. */
export type PauseAction =
  /**
   * Freezes a participant, as a long garbage collection does: it neither handles nor sends anything. When it thaws, it
   * handles all that fell due, in due order, at that instant.
   */
  | {
      readonly type: 'Freeze'
      readonly participant: ParticipantId
      /** Virtual ms until it thaws. Default: until `Thaw`. */
      readonly forMs?: number
    }
  | { readonly type: 'Thaw'; readonly participant: ParticipantId }
  /** Blocks an actor, or the threads of all actors of a node, as `Thread.sleep` does. Messages still arrive in mailboxes. */
  | {
      readonly type: 'Block'
      readonly participant: ParticipantId
      /** Default: all actors of the participant. */
      readonly actor?: PathText
      /** Virtual ms. */
      readonly forMs: number
    }

/** Acts on the database beside those on every participant. A cut link makes it unreachable. */
export type DatabaseAction =
  | { readonly type: 'BreakDatabase'; readonly participant: ParticipantId; readonly fault: DatabaseFault }
  | {
      readonly type: 'RepairDatabase'
      readonly participant: ParticipantId
      /** Ends the faults of this type. Default: all faults. */
      readonly fault?: DatabaseFault['type']
    }

/**
 * Acts on one message, in flight or in a mailbox. `participant` is its receiver, `message` the id of its `MessageSent` or
 * `MessageDuplicated`. An act on a message that was handled in the meantime has no effect, and the trace says so.
 */
export type MessageAction = {
  readonly participant: ParticipantId
  readonly message: EventId
} & (
  | { readonly type: 'Hold' }
  /** Lets a held message arrive now. */
  | { readonly type: 'Release' }
  /** Lets a message arrive now; in a mailbox it becomes the next one. */
  | { readonly type: 'DeliverNow' }
  | { readonly type: 'Drop' }
  /** Makes a copy, which arrives directly after the message. */
  | { readonly type: 'Duplicate' }
  /** Lets it arrive `forMs` virtual ms later. */
  | { readonly type: 'Delay'; readonly forMs: number }
  /** Lets it arrive directly before another message to the same participant, in flight or in the same mailbox. */
  | { readonly type: 'MoveBefore'; readonly before: EventId }
)

/** An action in a run's log: `index` counts from 0, `at` is its instant in virtual ms. */
export interface LoggedAction {
  readonly index: number
  readonly at: VirtualTime
  readonly action: Action
}

/** The acts on one message. */
export const messageActs = [
  'Hold',
  'Release',
  'DeliverNow',
  'Drop',
  'Duplicate',
  'Delay',
  'MoveBefore',
] as const satisfies readonly MessageAction['type'][]

export const isMessageAction = (action: Action): action is MessageAction =>
  (messageActs as readonly string[]).includes(action.type)
