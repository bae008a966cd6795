import type { ClassicContext } from '../../classic/index.ts'
import type { AnyReceive } from '../../classic/internal.ts'
import type { Recovery } from '../recovery.ts'
import type { StashOverflowStrategy } from './stash-overflow-strategy.ts'

/** A persistent actor as its machinery sees it. The class implements it and imports the machinery. */
export interface PersistentHost {
  readonly context: ClassicContext<never>
  readonly persistenceId: string
  readonly recovery: Recovery
  readonly stashCapacity: number
  readonly internalStashOverflowStrategy: StashOverflowStrategy
  receiveRecover(): AnyReceive
  onReplaySuccess(): void
  unhandled(message: never): void
  onRecoveryFailure(cause: Error, event: never): void
  onPersistFailure(cause: Error, event: never, sequenceNr: number): void
  onPersistRejected(cause: Error, event: never, sequenceNr: number): void
}
