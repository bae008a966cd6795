import type { ActorRef } from '../../actor/index.ts'
import type { EventEnvelope, EventSelection } from '../event-selection.ts'
import type { JournalAnswer, JournalCommand } from '../journal-protocol.ts'
import type { LiveQueryTiming } from '../live-query-timing.ts'
import type { HandlerRecovery } from './handler-recovery.ts'
import type { ReadModelChange } from './projection-store.ts'

/** The identity of a projection, under which its offset is stored. At most one instance of it may run at a time. */
export interface ProjectionId {
  readonly name: string
  readonly key: string
}

export interface ProjectionOptions extends LiveQueryTiming {
  readonly projectionId: ProjectionId
  readonly source: EventSelection
  readonly journal: ActorRef<JournalCommand>
  /** The reaction to a handler that throws. Default: `HandlerRecovery.fail`. */
  readonly recovery?: HandlerRecovery
  /** How a failed projection restarts. `maxRestarts`: 0 stops it, -1 (default) is no limit. */
  readonly restartBackoff?: {
    /** Virtual ms. Default 3000. */
    readonly minBackoffMs?: number
    /** Virtual ms. Default 30 000. */
    readonly maxBackoffMs?: number
    /** Default 0.2. */
    readonly randomFactor?: number
    readonly maxRestarts?: number
  }
  /** Returns false for an event that must be skipped, for example one that another source delivered already. */
  readonly acceptsOffset?: (envelope: EventEnvelope) => boolean
  /** Called at each start, also after a failure. */
  readonly onStart?: () => void
  /** Called at each stop, also before a restart. */
  readonly onStop?: () => void
}

export interface ExactlyOnceOptions extends ProjectionOptions {
  /** Returns the changes of the read model; they and the offset are one transaction. */
  readonly handler: (envelope: EventEnvelope) => readonly ReadModelChange[]
}

export interface GroupedOptions extends ProjectionOptions {
  /** Returns the changes of the read model for a group of events; they and the last offset are one transaction. */
  readonly handler: (envelopes: readonly EventEnvelope[]) => readonly ReadModelChange[]
  /** Most events of a group. Default 20. */
  readonly groupAfterEnvelopes?: number
  /** Virtual ms after which a smaller group is handled. Default 500. */
  readonly groupAfterMs?: number
}

export interface EachOptions extends ProjectionOptions {
  readonly handler: (envelope: EventEnvelope) => void
}

export interface AtLeastOnceOptions extends EachOptions {
  /** Number of events after which the offset is saved. Default 100. */
  readonly saveOffsetAfterEnvelopes?: number
  /** Virtual ms after which the offset of fewer events is saved. Default 500. */
  readonly saveOffsetAfterMs?: number
}

/** Commands to a running projection. */
export type ProjectionCommand =
  /** Saves what is processed, then stops the actor. */
  | { readonly type: 'Stop' }
  /** Holds the events until `Resume`, also over restarts. */
  | { readonly type: 'Pause' }
  | { readonly type: 'Resume' }
  | { readonly type: 'GetStatus'; readonly replyTo: ActorRef<ProjectionStatus> }
  /** Continues after this offset; 0 processes all events again. */
  | { readonly type: 'SetOffset'; readonly offset: number }

export interface ProjectionStatus {
  readonly type: 'ProjectionStatus'
  /** The stored offset. */
  readonly offset: number
  readonly paused: boolean
}

export type ProjectionMessage = ProjectionCommand | ProjectionTick | JournalAnswer

/** Timer message of a projection. */
export type ProjectionTick =
  | { readonly type: 'Retry' }
  | { readonly type: 'Refresh' }
  | { readonly type: 'GroupDue' }
  | { readonly type: 'SaveDue' }
  | { readonly type: 'TimedOut' }
