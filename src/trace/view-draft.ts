import type { ArrivalHold } from './action.ts'
import { localPath, nameOf } from './actor-path.ts'
import type {
  ActionView,
  ActorView,
  ClusterView,
  DeadLetterView,
  FlightView,
  JournalView,
  LinkView,
  LossView,
  MailView,
  ParticipantView,
} from './cluster-view.ts'
import { DueFlights } from './due-flights.ts'
import type { EventId, ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import { copyKeyed, type Keyed } from './keyed.ts'
import { entersListedMailbox } from './user-mailbox.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export type ParticipantDraft = Writable<ParticipantView> & {
  actors: Keyed<ActorView>
  beliefs: Keyed<ParticipantView['beliefs'][string]>
  topics: Keyed<readonly PathText[]>
}
export type ActorDraft = Writable<ActorView>

/**
 * A mutable view during a fold. A value is copied at its first change after {@link ViewDraft.snapshot} and changed in
 * place from then on, so that folding many events costs no more copies than folding one. Snapshots never change.
 */
export class ViewDraft {
  at: VirtualTime
  events: number
  deadLetters: number
  lastSingletonHost: ParticipantId | null
  arrivalHold: ArrivalHold
  #participants: Keyed<ParticipantView>
  #journal: Keyed<JournalView>
  #links: Keyed<LinkView>
  #flights: Map<EventId, FlightView>
  readonly #due = new DueFlights()
  #recentDeadLetters: DeadLetterView[]
  #recentLosses: LossView[]
  #actions: ActionView[]
  #singletons: ClusterView['singletons']
  /** Objects created since the last snapshot. No snapshot contains them, so they may be changed in place. */
  readonly #own = new Set<object>()
  #flightsChanged = false
  #snapshot: ClusterView

  constructor(view: ClusterView) {
    this.at = view.at
    this.events = view.events
    this.deadLetters = view.deadLetters
    this.lastSingletonHost = view.lastSingletonHost
    this.#participants = view.participants
    this.#journal = view.journal
    this.#links = view.links
    this.arrivalHold = view.arrivalHold
    this.#flights = new Map(view.flights.map(flight => [flight.id, flight]))
    this.#recentDeadLetters = view.recentDeadLetters as DeadLetterView[]
    this.#recentLosses = view.recentLosses as LossView[]
    this.#actions = view.actions as ActionView[]
    this.#singletons = view.singletons
    this.#snapshot = view
    for (const flight of view.flights) {
      if (flight.dueAt > view.at && !flight.held && entersListedMailbox(flight)) this.#due.add(flight)
    }
  }

  /** The current view, immutable. Parts unchanged since the last snapshot are the same objects. */
  snapshot(): ClusterView {
    const before = this.#snapshot
    const flights = this.#flightsChanged ? [...this.#flights.values()] : before.flights
    this.#snapshot = {
      at: this.at,
      events: this.events,
      participants: this.#participants,
      journal: this.#journal,
      flights,
      deadLetters: this.deadLetters,
      recentDeadLetters: this.#recentDeadLetters,
      recentLosses: this.#recentLosses,
      actions: this.#actions,
      singletons: this.#singletons,
      lastSingletonHost: this.lastSingletonHost,
      links: this.#links,
      arrivalHold: this.arrivalHold,
    }
    this.#own.clear()
    this.#flightsChanged = false
    return this.#snapshot
  }

  get participants(): ClusterView['participants'] {
    return this.#participants
  }

  get journal(): ClusterView['journal'] {
    return this.#journal
  }

  get links(): ClusterView['links'] {
    return this.#links
  }

  get singletons(): ClusterView['singletons'] {
    return this.#singletons
  }

  set singletons(singletons: ClusterView['singletons']) {
    this.#singletons = singletons
  }

  get flights(): ReadonlyMap<EventId, FlightView> {
    return this.#flights
  }

  /** Removes the next arrived flight from the queue and returns it; null when none has arrived. */
  takeDue(): FlightView | null {
    for (;;) {
      const due = this.#due.take(this.at)
      if (due === null) return null
      const flight = this.#flights.get(due.id)
      // A flight that was held or rescheduled has left an outdated entry in the queue.
      if (flight !== undefined && !flight.held && flight.dueAt === due.at) return flight
    }
  }

  setFlight(flight: FlightView): void {
    const known = this.#flights.get(flight.id)
    const isDue = !flight.held && (known === undefined || known.held || known.dueAt !== flight.dueAt)
    if (isDue && entersListedMailbox(flight)) this.#due.add(flight)
    this.#flights.set(flight.id, flight)
    this.#flightsChanged = true
  }

  removeFlight(id: EventId): void {
    if (this.#flights.delete(id)) this.#flightsChanged = true
  }

  setParticipant(participant: ParticipantView): void {
    this.#participants = this.#ownedKeyed(this.#participants)
    this.#participants[participant.id] = participant
  }

  /** The participant, for changing; undefined when it never started, as for the conductor itself. */
  participant(id: ParticipantId): ParticipantDraft | undefined {
    const known = this.#participants[id]
    if (known === undefined) return undefined
    if (this.#own.has(known)) return known as ParticipantDraft
    this.#participants = this.#ownedKeyed(this.#participants)
    const copy = this.#owned(known)
    this.#participants[id] = copy
    return copy as ParticipantDraft
  }

  actors(participant: ParticipantDraft): ParticipantDraft['actors'] {
    participant.actors = this.#ownedKeyed(participant.actors)
    return participant.actors
  }

  beliefs(participant: ParticipantDraft): ParticipantDraft['beliefs'] {
    participant.beliefs = this.#ownedKeyed(participant.beliefs)
    return participant.beliefs
  }

  topics(participant: ParticipantDraft): ParticipantDraft['topics'] {
    participant.topics = this.#ownedKeyed(participant.topics)
    return participant.topics
  }

  stats(participant: ParticipantDraft): Writable<ParticipantView['stats']> {
    const { stats } = participant
    if (this.#own.has(stats)) return stats
    const copy = { sent: stats.sent, delivered: stats.delivered }
    this.#own.add(copy)
    participant.stats = copy
    return copy
  }

  /** The actor, for changing; undefined when it is not in the view. */
  knownActor(participant: ParticipantDraft, path: PathText): ActorDraft | undefined {
    const key = localPath(path)
    const known = participant.actors[key]
    if (known === undefined) return undefined
    if (this.#own.has(known)) return known as ActorDraft
    const copy = this.#owned(known)
    this.actors(participant)[key] = copy
    return copy as ActorDraft
  }

  /** The actor, for changing; added first when the trace holds no `ActorStarted` for it. */
  actor(participant: ParticipantDraft, path: PathText): ActorDraft {
    return this.knownActor(participant, path) ?? this.startActor(participant, path)
  }

  startActor(participant: ParticipantDraft, path: PathText): ActorDraft {
    const actor: ActorView = {
      path: localPath(path),
      name: nameOf(path),
      startedAt: this.at,
      stoppedAt: null,
      stoppedByFailure: false,
      state: null,
      stateCut: false,
      waiting: 0,
      stashed: 0,
      restarts: 0,
      lastFailure: null,
      failures: [],
      failureCount: 0,
      supervision: null,
      backingOffSince: null,
      backingOffUntil: null,
      blockedUntil: null,
      mailbox: [],
      stash: [],
      lastHandled: null,
      role: null,
    }
    this.#own.add(actor)
    this.actors(participant)[actor.path] = actor
    return actor as ActorDraft
  }

  mailbox(actor: ActorDraft): MailView[] {
    const owned = this.#ownedList(actor.mailbox as MailView[])
    actor.mailbox = owned
    return owned
  }

  stash(actor: ActorDraft): string[] {
    const owned = this.#ownedList(actor.stash as string[])
    actor.stash = owned
    return owned
  }

  setJournal(journal: JournalView): void {
    this.#journal = this.#ownedKeyed(this.#journal)
    this.#journal[journal.persistenceId] = journal
  }

  link(key: string): LinkView | undefined {
    return this.#links[key]
  }

  /** Null: the link is as the scenario made it. */
  setLink(key: string, link: LinkView | null): void {
    this.#links = this.#ownedKeyed(this.#links)
    if (link === null) delete this.#links[key]
    else this.#links[key] = link
  }

  addAction(action: ActionView): void {
    this.#actions = this.#ownedList(this.#actions)
    this.#actions.push(action)
  }

  addDeadLetter(letter: DeadLetterView, max: number): void {
    this.deadLetters += 1
    this.#recentDeadLetters = this.#ownedList(this.#recentDeadLetters)
    this.#recentDeadLetters.push(letter)
    if (this.#recentDeadLetters.length > max) this.#recentDeadLetters.shift()
  }

  addLoss(loss: LossView, max: number): void {
    this.#recentLosses = this.#ownedList(this.#recentLosses)
    this.#recentLosses.push(loss)
    if (this.#recentLosses.length > max) this.#recentLosses.shift()
  }

  #owned<T extends object>(value: T): T {
    if (this.#own.has(value)) return value
    const copy = { ...value }
    this.#own.add(copy)
    return copy
  }

  #ownedKeyed<T>(value: Keyed<T>): Keyed<T> {
    if (this.#own.has(value)) return value
    const copy = copyKeyed(value)
    this.#own.add(copy)
    return copy
  }

  #ownedList<T>(list: T[]): T[] {
    if (this.#own.has(list)) return list
    const copy = [...list]
    this.#own.add(copy)
    return copy
  }
}
