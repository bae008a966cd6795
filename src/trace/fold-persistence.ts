import type { PathText } from './identifiers.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

export const foldRecoveryStarted = (draft: ViewDraft, event: TraceEventOf<'RecoveryStarted'>): void =>
  setPersistentRole(draft, event, { sequenceNr: 0, recovering: true })

export const foldRecoveryCompleted = (draft: ViewDraft, event: TraceEventOf<'RecoveryCompleted'>): void =>
  setPersistentRole(draft, event, { sequenceNr: event.sequenceNr, recovering: false })

export const foldRecoveryFailed = (draft: ViewDraft, event: TraceEventOf<'RecoveryFailed'>): void =>
  setPersistentRole(draft, event, { sequenceNr: 0, recovering: false })

export const foldEventPersisted = (draft: ViewDraft, event: TraceEventOf<'EventPersisted'>): void =>
  setPersistentRole(draft, event, { sequenceNr: event.sequenceNr, recovering: false })

/** The database emits this, so the view of the journal stays right while the writing actors are stopped. */
export const foldJournalChanged = (draft: ViewDraft, event: TraceEventOf<'JournalChanged'>): void => {
  const { persistenceId, highestSequenceNr, events, snapshots } = event
  draft.setJournal({ persistenceId, highestSequenceNr, events, snapshots })
}

export const foldDatabaseFaultsChanged = (
  draft: ViewDraft,
  event: TraceEventOf<'DatabaseFaultsChanged'>,
): void => {
  const participant = draft.participant(event.node)
  if (participant !== undefined) participant.databaseFaults = event.faults
}

const setPersistentRole = (
  draft: ViewDraft,
  event: { readonly node: string; readonly actor: PathText; readonly persistenceId: string },
  now: { readonly sequenceNr: number; readonly recovering: boolean },
): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  draft.actor(participant, event.actor).role = {
    type: 'persistent',
    persistenceId: event.persistenceId,
    ...now,
  }
}
