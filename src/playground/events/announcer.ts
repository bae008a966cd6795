import { eventFamilies, verbosityOf } from '../../narration/index.ts'
import type { ScenarioCard } from '../../scenarios/card.ts'
import {
  type Action,
  type ClusterView,
  type EventId,
  EventLog,
  eventId,
  localPath,
  type Participants,
  type TraceEvent,
} from '../../trace/index.ts'
import { type Answered, answersIn } from '../client/exchanges.ts'
import { classesOf } from '../store/event-classes.ts'
import type { Cursor } from '../store/playback.ts'
import type { SpokenDetail } from '../store/preferences.ts'
import type { Projection } from '../store/projections.ts'
import type { AnnouncedEvent, Announcement } from './announcement.ts'
import type { Importance, SpeechQueue } from './speech-queue.ts'

/** The shown run, as far as the announcer reads it. */
export interface ShownRun {
  cursor(): Cursor
  /** The hop of a followed command that is shown; null: nothing is followed. */
  followedHop(): EventId | null
  view(): ClusterView
  card(): ScenarioCard
  /** The amount of detail that is said. */
  detail(): SpokenDetail
}

const keyClasses = classesOf(eventFamilies, 1)
export const maxRecent = 12
/** Events before the cursor in which recent changes are searched after a jump. */
const recentWindow = 4096
/**
 * Changes of the client's state of which only the last is read: each adds or answers one request, and the state lists more
 * than so many.
 */
const statesPerReading = 10
/** Announced events of a leap: so many of its first and of its last ones. */
const leapEnds = 2

/**
 * Finds in the shown events what people who do not see the canvas must hear, and queues it: key events, answers to
 * requests, jumps of the cursor, the event of a step. A jump drops what is queued, because it is about another instant.
 */
export class Announcer implements Projection {
  readonly #queue: SpeechQueue<Announcement>
  readonly #run: ShownRun
  #log = new EventLog()
  /** Number of events that were shown at the last call. */
  #position = 0
  #wasFollowing = true
  /** Whether the cursor was playing and waiting at its last change. */
  #wasPlaying = false
  #announcedWaiting = false
  /** Number of events to which a step leads; null: no step is in progress. */
  #stepTarget: number | null = null
  /** Members that were announced as unreachable: each node sees it, and it is announced once. */
  #unreachable = new Set<string>()
  #answered = new Set<number>()
  /** Key events, the newest first. */
  #recent: readonly AnnouncedEvent[] = []

  constructor(queue: SpeechQueue<Announcement>, run: ShownRun) {
    this.#queue = queue
    this.#run = run
  }

  get recent(): readonly AnnouncedEvent[] {
    return this.#recent
  }

  begin(log: EventLog, from: number): void {
    const { following } = this.#run.cursor()
    const [sameRun, before] = [log === this.#log, this.#position]
    const leapt = sameRun && following && this.#wasFollowing && from >= before
    this.#log = log
    this.#position = from
    this.#wasFollowing = following
    if (leapt) this.#leap(before, from)
    else this.#jump(sameRun ? before : null)
  }

  /** `from`: the position before the jump; null: another run is shown. */
  #jump(from: number | null): void {
    const { following, at } = this.#run.cursor()
    this.#stepTarget = null
    this.#announcedWaiting = false
    this.#unreachable = unreachableIn(this.#run.view())
    this.#answered = new Set(this.#answersInView()?.map(({ id }) => id))
    this.#recent = this.#recentBefore(this.#position)
    const dropped = this.#queue.clear()
    if (from === null) return
    // Of several jumps in a row only the last is said, as seen from where the person was at the first.
    const earlier = dropped.find(item => item.type === 'jump')
    this.#queue.add(
      { type: 'jump', from: earlier?.from ?? from, to: this.#position, at, now: following },
      { importance: 2 },
    )
  }

  add(events: readonly TraceEvent[]): void {
    const { position, following } = this.#run.cursor()
    const first = position - events.length
    this.#position = position
    this.#wasFollowing = following
    let unread: string | null = null
    let changes = 0
    const readAnswers = () => {
      if (unread !== null) this.#addAnswers(answersIn(unread))
      unread = null
      changes = 0
    }
    for (const [index, event] of events.entries()) {
      const stepped = this.#stepTarget !== null && first + index + 1 === this.#stepTarget
      if (stepped) this.#stepTarget = null
      if (stepped || this.#isAnnounced(event)) {
        readAnswers()
        this.#announce(event, { importance: stepped ? 2 : importanceOf(event) })
      }
      const state = this.#clientState(event)
      if (state === null) continue
      unread = state
      changes += 1
      if (changes >= statesPerReading) readAnswers()
    }
    readAnswers()
  }

  /** Announces a change of the cursor, also one without new events: play, pause, the wait at a failure. */
  cursorMoved({ playing, waiting, target, at }: Cursor): void {
    if (target !== null) this.#stepTarget = playing ? null : target
    if (playing !== this.#wasPlaying) {
      this.#wasPlaying = playing
      this.#queue.add(playing ? { type: 'playing' } : { type: 'paused', at }, { key: 'playing' })
    }
    if (waiting && !this.#announcedWaiting) {
      this.#announcedWaiting = true
      this.#queue.add({ type: 'waiting' })
    }
  }

  /** The cursor ran ahead to keep up with a fast run. */
  #leap(from: number, to: number): void {
    this.#addAnswers(this.#answersInView())
    const events = this.#log.select({ classes: keyClasses }, from, to)
    const last = Math.max(leapEnds, events.length - leapEnds)
    for (const [place, position] of events.entries()) {
      if (place >= leapEnds && place < last) continue
      const event = this.#log.at(position)
      if (event !== undefined && this.#isAnnounced(event))
        this.#announce(event, {
          importance: importanceOf(event),
          more: place === leapEnds - 1 ? last - leapEnds : 0,
        })
    }
  }

  #announce(event: TraceEvent, options: { readonly importance: Importance; readonly more?: number }): void {
    const item: AnnouncedEvent = { type: 'event', event, view: participantsOf(this.#run.view()) }
    // Also in brief the list of recent changes is complete.
    if (this.#run.detail() !== 'brief' || options.importance > 0) this.#queue.add(item, options)
    this.#recent = [item, ...this.#recent].slice(0, maxRecent)
  }

  #isAnnounced(event: TraceEvent): boolean {
    switch (event.type) {
      case 'MemberUnreachable': {
        const member = `${event.member} ${event.uid}`
        if (this.#unreachable.has(member)) return false
        this.#unreachable.add(member)
        return true
      }
      case 'MemberReachable':
        return this.#unreachable.delete(`${event.member} ${event.uid}`)
      default:
        return (
          isKeyEvent(event, this.#run.view()) ||
          eventId(event) === this.#run.followedHop() ||
          (this.#run.detail() === 'full' && isStep(event, this.#run.view()))
        )
    }
  }

  #recentBefore(position: number): readonly AnnouncedEvent[] {
    const view = participantsOf(this.#run.view())
    const recent: AnnouncedEvent[] = []
    const found = this.#log.select({ classes: keyClasses }, Math.max(0, position - recentWindow), position)
    for (const place of found.slice(-2 * maxRecent)) {
      const event = this.#log.at(place)
      if (event !== undefined && isKeyEvent(event, view)) recent.unshift({ type: 'event', event, view })
    }
    return recent.slice(0, maxRecent)
  }

  /** The client's state after the event; null if the event does not change it. */
  #clientState(event: TraceEvent): string | null {
    if (event.type !== 'StateChanged') return null
    const command = this.#run.card().commands[0]
    if (event.node !== command?.participant || localPath(event.actor) !== command.actor) return null
    return event.state
  }

  #answersInView(): readonly Answered[] | null {
    const command = this.#run.card().commands[0]
    if (command === undefined) return null
    return answersIn(this.#run.view().participants[command.participant]?.actors[command.actor]?.state ?? null)
  }

  #addAnswers(answers: readonly Answered[] | null): void {
    if (answers === null) return
    for (const { id, request, reply } of answers) {
      if (this.#answered.has(id)) continue
      this.#queue.add(
        { type: 'answer', request, reply },
        { key: `answer ${JSON.stringify([request, reply])}`, importance: 2 },
      )
    }
    // Later states list fewer old answers, and never one again that they have dropped.
    this.#answered = new Set(answers.map(({ id }) => id))
  }
}

/** The steps between key events, which are announced on request. */
const isStep = (event: TraceEvent, view: Participants): boolean =>
  event.type !== 'ActionDone' && event.type !== 'ParticipantStopped' && verbosityOf(event, view) === 2

/** Acts on one participant: their effect is an event that says the same. */
const saidByEffect: ReadonlySet<Action['type']> = new Set<Action['type']>([
  'Kill',
  'Start',
  'Freeze',
  'Thaw',
  'Block',
])

/** Whether people who do not see the canvas must know it. An action is left out when its effect says the same. */
function isKeyEvent(event: TraceEvent, view: Participants): boolean {
  if (event.type === 'ActionDone') return !saidByEffect.has(event.action.type)
  if (event.type === 'ParticipantStopped') return event.reason !== 'power-failure'
  return verbosityOf(event, view) === 1
}

/** Acts of a person and failures are more important than other events. */
const important: ReadonlySet<TraceEvent['type']> = new Set<TraceEvent['type']>([
  'ActionDone',
  'ActorFailed',
  'RecoveryFailed',
  'PersistFailed',
  'SnapshotFailed',
  'ParticipantStopped',
  'MemberUnreachable',
  'ParticipantFrozen',
  'ParticipantThawed',
  'Blocked',
])
const importanceOf = (event: TraceEvent): Importance =>
  // The first start of a participant is no act.
  important.has(event.type) || (event.type === 'ParticipantStarted' && event.incarnation > 1) ? 1 : 0

/** Only what names need, so that a waiting announcement does not keep a whole view in memory. */
const participantsOf = ({ participants }: ClusterView): Participants => ({ participants })

function unreachableIn({ participants }: ClusterView): Set<string> {
  const members = new Set<string>()
  for (const { running, beliefs } of Object.values(participants)) {
    if (!running) continue
    for (const { address, uid, reachable } of Object.values(beliefs))
      if (!reachable) members.add(`${address} ${uid}`)
  }
  return members
}
