import type { ClusterView } from './cluster-view.ts'
import {
  foldActorBackingOff,
  foldActorFailed,
  foldActorRestarted,
  foldActorResumed,
  foldActorStarted,
  foldActorStopped,
  foldStateChanged,
  foldSupervisionSet,
} from './fold-actors.ts'
import {
  foldConvergenceChanged,
  foldLeaderChanged,
  foldMemberChanged,
  foldReachability,
} from './fold-cluster.ts'
import { arrive, foldMessageStashed, foldMessagesUnstashed, foldSignalDelivered } from './fold-mailboxes.ts'
import {
  foldDeadLetter,
  foldMessageDelivered,
  foldMessageDropped,
  foldMessageSent,
  foldMessagesCounted,
  sweepFlights,
} from './fold-messages.ts'
import { foldActionDone, foldParticipantStarted, foldParticipantStopped } from './fold-participants.ts'
import {
  foldEventPersisted,
  foldJournalChanged,
  foldRecoveryCompleted,
  foldRecoveryFailed,
  foldRecoveryStarted,
} from './fold-persistence.ts'
import {
  foldClientConnected,
  foldClientDisconnected,
  foldClientsChanged,
  foldSingletonIdentified,
  foldSingletonManagerChanged,
  foldTopicSubscribed,
  foldTopicUnsubscribed,
} from './fold-tools.ts'
import { emptyKeyed } from './keyed.ts'
import type { TraceEvent, TraceEventBody, TraceEventOf } from './trace-event.ts'
import { ViewDraft } from './view-draft.ts'

export const emptyView: ClusterView = {
  at: 0,
  events: 0,
  participants: Object.freeze(emptyKeyed<never>()),
  journal: Object.freeze(emptyKeyed<never>()),
  flights: [],
  deadLetters: 0,
  recentDeadLetters: [],
  actions: [],
  singletons: [],
}

export const fold = (view: ClusterView, event: TraceEvent): ClusterView => foldAll(view, [event])

/** As many {@link fold}s, in one go: the same view for a fraction of the copying. */
export const foldAll = (view: ClusterView, events: readonly TraceEvent[]): ClusterView => {
  if (events.length === 0) return view
  const draft = new ViewDraft(view)
  for (const event of events) foldInto(draft, event)
  return draft.take()
}

/**
 * A fold that goes on. Between two calls of {@link Folding.view} it copies nothing, so it may be fed event by
 * event; `draft` is what it has so far, to be looked at before the next event only.
 */
export class Folding {
  readonly draft: ViewDraft

  constructor(view: ClusterView = emptyView) {
    this.draft = new ViewDraft(view)
  }

  add(event: TraceEvent): void {
    foldInto(this.draft, event)
  }

  view(): ClusterView {
    return this.draft.take()
  }
}

type FoldOf<T extends TraceEventBody['type']> = (draft: ViewDraft, event: TraceEventOf<T>) => void

const changesNothing = (): void => {}

/** Every event has its fold; a new one does not compile before it has one too. */
const folds: { readonly [T in TraceEventBody['type']]: FoldOf<T> } = {
  ParticipantStarted: foldParticipantStarted,
  ParticipantStopped: foldParticipantStopped,
  ActionDone: foldActionDone,
  MessageSent: foldMessageSent,
  MessageDelivered: foldMessageDelivered,
  MessageDropped: foldMessageDropped,
  DeadLetter: foldDeadLetter,
  MessagesCounted: foldMessagesCounted,
  ActorStarted: foldActorStarted,
  ActorStopped: foldActorStopped,
  ActorFailed: foldActorFailed,
  SupervisionSet: foldSupervisionSet,
  ActorRestarted: foldActorRestarted,
  ActorResumed: foldActorResumed,
  SignalDelivered: foldSignalDelivered,
  ActorBackingOff: foldActorBackingOff,
  MessageStashed: foldMessageStashed,
  MessagesUnstashed: foldMessagesUnstashed,
  StateChanged: foldStateChanged,
  RecoveryStarted: foldRecoveryStarted,
  RecoveryCompleted: foldRecoveryCompleted,
  RecoveryFailed: foldRecoveryFailed,
  EventPersisted: foldEventPersisted,
  JournalChanged: foldJournalChanged,
  MemberChanged: foldMemberChanged,
  MemberUnreachable: foldReachability,
  MemberReachable: foldReachability,
  LeaderChanged: foldLeaderChanged,
  ConvergenceChanged: foldConvergenceChanged,
  SingletonManagerChanged: foldSingletonManagerChanged,
  SingletonIdentified: foldSingletonIdentified,
  TopicSubscribed: foldTopicSubscribed,
  TopicUnsubscribed: foldTopicUnsubscribed,
  ClientConnected: foldClientConnected,
  ClientDisconnected: foldClientDisconnected,
  ClientsChanged: foldClientsChanged,
  // What a view does not tell; the event list shows it.
  MessageUnhandled: changesNothing,
  Logged: changesNothing,
  PersistFailed: changesNothing,
  SnapshotSaved: changesNothing,
  SnapshotFailed: changesNothing,
  EventsDeleted: changesNothing,
  DowningDecided: changesNothing,
  Published: changesNothing,
}

const foldInto = (draft: ViewDraft, event: TraceEvent): void => {
  const before = draft.at
  draft.at = event.at
  draft.events += 1
  sweepFlights(draft, before)
  if (event.at > before) arrive(draft)
  // The table pairs each type with the fold of just that type, which TypeScript cannot follow through an index.
  const apply = folds[event.type] as FoldOf<TraceEvent['type']>
  apply(draft, event)
}
