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
  foldGossipChanged,
  foldLeaderChanged,
  foldMemberChanged,
  foldReachability,
} from './fold-cluster.ts'
import { foldMessageDuplicated, foldMessageHeld, foldMessageRescheduled } from './fold-holds.ts'
import { foldArrivalHoldSet, foldLinkChanged, foldLinkCut, foldLinkHealed } from './fold-links.ts'
import {
  enqueueArrived,
  foldMessageStashed,
  foldMessagesUnstashed,
  foldSignalDelivered,
} from './fold-mailboxes.ts'
import {
  foldDeadLetter,
  foldMessageDelivered,
  foldMessageDropped,
  foldMessageSent,
  foldMessagesCounted,
  sweepFlights,
} from './fold-messages.ts'
import {
  foldActionDone,
  foldBlocked,
  foldParticipantFrozen,
  foldParticipantStarted,
  foldParticipantStopped,
  foldParticipantThawed,
} from './fold-participants.ts'
import {
  foldDatabaseFaultsChanged,
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

/** The view before the first event. */
export const emptyView: ClusterView = {
  at: 0,
  events: 0,
  participants: Object.freeze(emptyKeyed<never>()),
  journal: Object.freeze(emptyKeyed<never>()),
  flights: [],
  deadLetters: 0,
  recentDeadLetters: [],
  recentLosses: [],
  actions: [],
  singletons: [],
  lastSingletonHost: null,
  links: Object.freeze(emptyKeyed<never>()),
  arrivalHold: 'nothing',
}

/** The view after one more event. */
export const fold = (view: ClusterView, event: TraceEvent): ClusterView => foldAll(view, [event])

/** Folds many events. Returns the same view as {@link fold} event by event, with far fewer copies. */
export const foldAll = (view: ClusterView, events: readonly TraceEvent[]): ClusterView => {
  if (events.length === 0) return view
  const draft = new ViewDraft(view)
  for (const event of events) foldInto(draft, event)
  return draft.snapshot()
}

/**
 * An incremental fold. It copies only what changed since the last call of {@link Folding.view}, so it may be fed event by
 * event. `draft` is the current state; the next event changes it in place.
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
    return this.draft.snapshot()
  }
}

type FoldOf<T extends TraceEventBody['type']> = (draft: ViewDraft, event: TraceEventOf<T>) => void

const leaveUnchanged = (): void => {}

/** One fold per type of event. The type makes the compiler demand one for a new type of event. */
const folds: { readonly [T in TraceEventBody['type']]: FoldOf<T> } = {
  ParticipantStarted: foldParticipantStarted,
  ParticipantStopped: foldParticipantStopped,
  ActionDone: foldActionDone,
  ParticipantFrozen: foldParticipantFrozen,
  ParticipantThawed: foldParticipantThawed,
  LinkCut: foldLinkCut,
  LinkHealed: foldLinkHealed,
  LinkChanged: foldLinkChanged,
  DatabaseFaultsChanged: foldDatabaseFaultsChanged,
  ArrivalHoldSet: foldArrivalHoldSet,
  MessageSent: foldMessageSent,
  MessageDelivered: foldMessageDelivered,
  MessageDropped: foldMessageDropped,
  MessageHeld: foldMessageHeld,
  MessageRescheduled: foldMessageRescheduled,
  MessageDuplicated: foldMessageDuplicated,
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
  Blocked: foldBlocked,
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
  GossipChanged: foldGossipChanged,
  SingletonManagerChanged: foldSingletonManagerChanged,
  SingletonIdentified: foldSingletonIdentified,
  TopicSubscribed: foldTopicSubscribed,
  TopicUnsubscribed: foldTopicUnsubscribed,
  ClientConnected: foldClientConnected,
  ClientDisconnected: foldClientDisconnected,
  ClientsChanged: foldClientsChanged,
  // The event list shows these; no view depends on them.
  ActionHadNoEffect: leaveUnchanged,
  CodeEdited: leaveUnchanged,
  MessageUnhandled: leaveUnchanged,
  Logged: leaveUnchanged,
  PersistFailed: leaveUnchanged,
  SnapshotSaved: leaveUnchanged,
  SnapshotFailed: leaveUnchanged,
  EventsDeleted: leaveUnchanged,
  LeaseChanged: leaveUnchanged,
  DowningDecided: leaveUnchanged,
  Published: leaveUnchanged,
}

const foldInto = (draft: ViewDraft, event: TraceEvent): void => {
  const before = draft.at
  draft.at = event.at
  draft.events += 1
  sweepFlights(draft, before)
  if (event.at > before) enqueueArrived(draft)
  // The table pairs each type with the fold of that type, which TypeScript cannot infer through an index.
  const apply = folds[event.type] as FoldOf<TraceEvent['type']>
  apply(draft, event)
}
