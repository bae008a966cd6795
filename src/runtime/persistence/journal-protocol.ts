import type { Plain } from '../../trace/plain.ts'
import type { FailureText } from '../../trace/trace-event.ts'
import { type ActorRef, isToolkitMessage, type Toolkit } from '../actor/index.ts'
import type { SnapshotCriteria, SnapshotMetadata, StoredSnapshot } from './snapshot-store.ts'
import type { EventRecord, StoredEvent } from './stored-event.ts'

/**
 * What persistent actors and the database say to each other: plain data, one path for events and snapshots.
 *
 * Every request carries a `requestId`, unique in the asking actor system, and every answer repeats it: an
 * actor knows which of its requests is open and ignores answers to what an earlier incarnation of it asked.
 */
export type JournalCommand =
  /** Several atomic writes; each is stored all or not at all. Answered by `WriteMessages…`. */
  | (Asked & { readonly type: 'WriteMessages'; readonly writes: readonly (readonly EventRecord[])[] })
  /**
   * Asks for the events of `batchSize` sequence numbers from `fromSequenceNr` on, skipping what was deleted;
   * at most `max` of them. Answered by `ReplayedMessages` if there are any, and by `RecoverySuccess` if that
   * was all; else the actor asks for the next batch when it is ready for it.
   */
  | (Asked & {
      readonly type: 'ReplayMessages'
      readonly fromSequenceNr: number
      readonly toSequenceNr: number
      readonly max: number
      readonly batchSize: number
    })
  | (Asked & { readonly type: 'DeleteMessagesTo'; readonly toSequenceNr: number })
  | (Asked & { readonly type: 'LoadSnapshot'; readonly criteria: SnapshotCriteria })
  | (Asked & { readonly type: 'SaveSnapshot'; readonly sequenceNr: number; readonly snapshot: Plain })
  | (Asked & { readonly type: 'DeleteSnapshots'; readonly criteria: SnapshotCriteria })

interface Asked {
  readonly persistenceId: string
  readonly requestId: number
  readonly replyTo: ActorRef<JournalAnswer>
}

export type JournalAnswer =
  /** All is stored, and a replay will see it. */
  | (Answered & { readonly type: 'WriteMessagesSucceeded' })
  /** These writes (by their index) are certainly not stored, all others are. */
  | (Answered & { readonly type: 'WriteMessagesRejected'; readonly rejected: readonly RejectedWrite[] })
  /** Nobody knows whether it is stored. */
  | (Answered & { readonly type: 'WriteMessagesFailed'; readonly error: FailureText })
  /**
   * `nextSequenceNr`: where the next batch begins; null when `RecoverySuccess` follows. `highestSequenceNr`: at this
   * moment, with every batch but the last, because `RecoverySuccess` has it too.
   */
  | (Answered & {
      readonly type: 'ReplayedMessages'
      readonly events: readonly StoredEvent[]
      readonly nextSequenceNr: number | null
      readonly highestSequenceNr?: number
    })
  /** Everything within the bounds was replayed. The highest number is told regardless of bounds. */
  | (Answered & { readonly type: 'RecoverySuccess'; readonly highestSequenceNr: number })
  | (Answered & { readonly type: 'ReplayMessagesFailed'; readonly error: FailureText })
  | (Answered & { readonly type: 'DeleteMessagesSucceeded'; readonly toSequenceNr: number })
  | (Answered & {
      readonly type: 'DeleteMessagesFailed'
      readonly toSequenceNr: number
      readonly error: FailureText
    })
  /** Null: there is none. */
  | (Answered & { readonly type: 'SnapshotLoaded'; readonly snapshot: StoredSnapshot | null })
  | (Answered & { readonly type: 'LoadSnapshotFailed'; readonly error: FailureText })
  | (Answered & { readonly type: 'SaveSnapshotSucceeded'; readonly metadata: SnapshotMetadata })
  | (Answered & {
      readonly type: 'SaveSnapshotFailed'
      readonly sequenceNr: number
      readonly error: FailureText
    })
  | (Answered & { readonly type: 'DeleteSnapshotsSucceeded'; readonly criteria: SnapshotCriteria })
  | (Answered & {
      readonly type: 'DeleteSnapshotsFailed'
      readonly criteria: SnapshotCriteria
      readonly error: FailureText
    })

interface Answered {
  readonly persistenceId: string
  readonly requestId: number
}

export interface RejectedWrite {
  readonly write: number
  readonly error: FailureText
}

const commandTypes: ReadonlySet<string> = new Set<JournalCommand['type']>([
  'WriteMessages',
  'ReplayMessages',
  'DeleteMessagesTo',
  'LoadSnapshot',
  'SaveSnapshot',
  'DeleteSnapshots',
])

const answerTypes: ReadonlySet<string> = new Set<JournalAnswer['type']>([
  'WriteMessagesSucceeded',
  'WriteMessagesRejected',
  'WriteMessagesFailed',
  'ReplayedMessages',
  'RecoverySuccess',
  'ReplayMessagesFailed',
  'DeleteMessagesSucceeded',
  'DeleteMessagesFailed',
  'SnapshotLoaded',
  'LoadSnapshotFailed',
  'SaveSnapshotSucceeded',
  'SaveSnapshotFailed',
  'DeleteSnapshotsSucceeded',
  'DeleteSnapshotsFailed',
])

/** Tells the journal's answers from an actor's own commands: they carry the toolkit's brand. */
export const isJournalAnswer = (message: unknown): message is Toolkit<JournalAnswer> =>
  isToolkitMessage(message) && has(message, answerTypes)

/** The same for requests as they come over a wire, where `replyTo` may still be encoded. */
export const isJournalCommand = (message: unknown): message is JournalCommand => has(message, commandTypes)

function has(message: unknown, types: ReadonlySet<string>): boolean {
  if (typeof message !== 'object' || message === null) return false
  const { type, requestId, persistenceId } = message as { readonly [key: string]: unknown }
  return (
    typeof type === 'string' &&
    types.has(type) &&
    typeof requestId === 'number' &&
    typeof persistenceId === 'string'
  )
}
