import {
  type EventId,
  eventId,
  localPath,
  type ParticipantId,
  type PathText,
  type SupervisionRule,
  type TraceEvent,
  type TraceEventOf,
} from '../../../trace/index.ts'
import { RecentMap } from '../../store/recent-map.ts'
import { Relay } from './relay.ts'
import { type Timings, timings } from './timings.ts'

/** `node-1/user/a`: an actor as lessons name it. */
export type ActorKey = string
export const actorKey = (participant: ParticipantId, path: PathText): ActorKey =>
  `${participant}${localPath(path)}`

export interface Verdict {
  readonly decision: TraceEventOf<'ActorFailed'>['decision']
  readonly error: string
  readonly by: SupervisionRule | null
  readonly exhausted: boolean
  /** Failures of the same kind at the same instant that this one stands for. */
  readonly times: number
  /** Of a restart after a while: the while. */
  readonly waitMs: number | null
}

/** What is to be seen of an item. */
type Show =
  /** The message that was being handled, and is no more. */
  | { readonly type: 'message'; readonly label: string }
  /** On its way to the supervisor. */
  | { readonly type: 'exception'; readonly error: string }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  | { readonly type: 'signal'; readonly signal: string }
  /** News of another's end, on its way to who watches it. */
  | { readonly type: 'news'; readonly signal: string; readonly of: PathText }
  | { readonly type: 'flash'; readonly mark: 'restarted' | 'resumed' }
  /** Struck through, though in the view another has its name already. */
  | { readonly type: 'struck' }

/** One thing to be seen at one actor, from and until an instant of the stage. */
export type StageItem = Show & {
  readonly id: string
  readonly participant: ParticipantId
  readonly actor: PathText
  readonly from: number
  readonly until: number
}

/** What stands on the stage at one instant. */
export interface StageScene {
  readonly items: readonly StageItem[]
  /** These have stopped or wait in the view, but the story has not come to it yet. */
  readonly deferred: ReadonlySet<ActorKey>
}

export const emptyScene: StageScene = { items: [], deferred: new Set() }

const isNews = (signal: string): boolean => signal === 'Terminated' || signal === 'ChildFailed'

/** Longer stories are not told: whoever runs that fast looks at what has become. */
const longestStoryMs = 9000
const mostItems = 60
/** A verdict is left standing at least so long before the same actor's next failure is told anew. */
const readableMs = 900

/** A failure and all that comes of it. */
interface Story {
  /** When its last exception was thrown. */
  thrown: number
  /** Until when the stage is taken. */
  until: number
}

/** Events that are known to belong to a story. */
const mostKnown = 3000

/**
 * Tells in the order of cause and effect what may have happened at one virtual instant: a message destroyed, an exception going up, a decision, what
 * follows from it. The stage has a time of its own, in ms, which goes on only while somebody advances it; what it
 * shows is a function of the events and of that time.
 */
export class Stage {
  time = 0
  #items: StageItem[] = []
  readonly #veils = new Map<ActorKey, number>()
  /** Of each event that came of a failure, the story it belongs to. */
  readonly #stories = new RecentMap<EventId, Story>(mostKnown)
  readonly #relay = new Relay()

  clear(): void {
    this.#items = []
    this.#veils.clear()
    this.#stories.clear()
    this.#relay.clear()
  }

  /** Takes in what happened. Answers when all of it will have come to rest. */
  add(events: readonly TraceEvent[], pace: Timings = timings): number {
    let rest = this.time
    for (const event of events) rest = Math.max(rest, this.#take(event, pace))
    return rest
  }

  advance(to: number): void {
    this.time = to
    this.#items = this.#items.filter(item => item.until > to)
    for (const [key, until] of this.#veils) if (until <= to) this.#veils.delete(key)
  }

  scene(): StageScene {
    const items = this.#items.filter(item => item.from <= this.time)
    return items.length === 0 && this.#veils.size === 0
      ? emptyScene
      : { items, deferred: new Set(this.#veils.keys()) }
  }

  /** When the scene changes next, if only time passes; null: never. */
  next(): number | null {
    let next = Number.POSITIVE_INFINITY
    const consider = (at: number) => {
      if (at > this.time && at < next) next = at
    }
    for (const item of this.#items) {
      consider(item.from)
      consider(item.until)
    }
    for (const until of this.#veils.values()) consider(until)
    return Number.isFinite(next) ? next : null
  }

  #take(event: TraceEvent, pace: Timings): number {
    this.#relay.hear(event)
    const story = this.#storyOf(event)
    if (story !== undefined) this.#remember(event, story)
    switch (event.type) {
      case 'ActorFailed':
        return this.#failed(event, pace)
      case 'SignalDelivered':
        return this.#signal(event, pace)
      case 'ActorRestarted':
        return this.#flash(event, 'restarted', pace)
      case 'ActorResumed':
        return this.#flash(event, 'resumed', pace)
      case 'ActorBackingOff':
        return this.#backingOff(event)
      case 'ActorStopped':
        return this.#follow(event, event.actor, pace.step, from => {
          this.#veil(event, from)
          this.#put(event, event.actor, { type: 'struck' }, from, pace.struck)
        })
      case 'ActorStarted':
        this.#appear(event)
        return this.time
      case 'ParticipantStarted':
        this.#forget(item => item.participant === event.node)
        return this.time
      default:
        return this.time
    }
  }

  #failed(event: TraceEventOf<'ActorFailed'>, pace: Timings): number {
    const actor = localPath(event.actor)
    const story = this.#storyOf(event)
    if (story === undefined && this.#items.length > mostItems) return this.time
    const again = this.#sameAgain(event, actor)
    if (again) return this.time
    // What it was doing before is over.
    if (story === undefined) this.#forget(item => item.participant === event.node && item.actor === actor)
    // The message has to arrive first.
    const hops = this.#relay.hops(event.node, actor, event.at)
    const arrival = hops === 0 ? 0 : hops * pace.hop + pace.hop / 3
    const begin = story === undefined ? this.time + arrival : story.until
    if (begin - this.time > longestStoryMs) return this.time
    let from = begin
    // Of a signal the news was seen to come in; only a message is destroyed.
    if (event.label !== undefined && !isNews(event.label)) {
      this.#put(event, actor, { type: 'message', label: event.label }, from, pace.message)
      from += pace.untilThrown
    }
    const thrown = from
    this.#put(event, actor, { type: 'exception', error: event.error.name }, from, pace.exception)
    from += pace.exception
    const verdict: Verdict = {
      decision: event.decision,
      error: event.error.name,
      by: event.decidedBy ?? null,
      exhausted: (event.exhausted?.length ?? 0) > 0,
      times: 1,
      waitMs: null,
    }
    this.#put(event, actor, { type: 'verdict', verdict }, from, pace.verdict)
    const until = from + pace.step
    if (story === undefined) this.#remember(event, { thrown, until })
    else Object.assign(story, { thrown, until })
    return until
  }

  /** A volley of failures alike is one story with a number. */
  #sameAgain(event: TraceEventOf<'ActorFailed'>, actor: PathText): boolean {
    const place = this.#items.findIndex(
      item =>
        item.type === 'verdict' &&
        item.participant === event.node &&
        item.actor === actor &&
        item.from > this.time - readableMs &&
        item.verdict.error === event.error.name &&
        item.verdict.decision === event.decision,
    )
    const item = this.#items[place]
    if (item?.type !== 'verdict') return false
    this.#items[place] = { ...item, verdict: { ...item.verdict, times: item.verdict.times + 1 } }
    return true
  }

  #signal(event: TraceEventOf<'SignalDelivered'>, pace: Timings): number {
    const { signal, of } = event
    if (of !== undefined && isNews(signal)) {
      return this.#follow(event, event.actor, pace.news, from =>
        this.#put(event, event.actor, { type: 'news', signal, of: localPath(of) }, from, pace.news),
      )
    }
    if (signal !== 'PreRestart' && signal !== 'PostStop') return this.time
    if (this.#awaits(event, item => item.type === 'signal' && item.signal === signal)) return this.time
    return this.#follow(event, event.actor, pace.step, from =>
      this.#put(event, event.actor, { type: 'signal', signal }, from, pace.signal),
    )
  }

  /** The wait runs in virtual time, so it is seen as soon as it can be. */
  #backingOff(event: TraceEventOf<'ActorBackingOff'>): number {
    const story = this.#storyOf(event)
    const actor = localPath(event.actor)
    this.#items = this.#items.map(item =>
      item.type === 'verdict' && item.participant === event.node && item.actor === actor
        ? { ...item, verdict: { ...item.verdict, waitMs: event.until - event.at } }
        : item,
    )
    if (story !== undefined) this.#veil(event, story.thrown)
    return this.time
  }

  #flash(
    event: TraceEventOf<'ActorRestarted'> | TraceEventOf<'ActorResumed'>,
    mark: 'restarted' | 'resumed',
    pace: Timings,
  ): number {
    if (this.#awaits(event, item => item.type === 'flash')) return this.time
    return this.#follow(event, event.actor, pace.step, from =>
      this.#put(event, event.actor, { type: 'flash', mark }, from, pace.flash),
    )
  }

  /** What follows from a failure of the same instant waits for its turn; else it is shown at once. */
  #follow(event: TraceEvent, actor: PathText, takes: number, show: (from: number) => void): number {
    if (!localPath(actor).startsWith('/user')) return this.time
    const story = this.#storyOf(event)
    if (story === undefined) {
      if (this.#items.length > mostItems) return this.time
      show(this.time)
      return this.time + takes
    }
    if (story.until - this.time > longestStoryMs) return this.time
    show(story.until)
    story.until += takes
    return story.until
  }

  /** Something like this is still to come for the actor: once is enough. */
  #awaits(
    event: { readonly node: ParticipantId; readonly actor: PathText },
    like: (item: StageItem) => boolean,
  ): boolean {
    const actor = localPath(event.actor)
    return this.#items.some(
      item => item.from > this.time && item.participant === event.node && item.actor === actor && like(item),
    )
  }

  /** The story that this came of, while it is still being told. */
  #storyOf(event: TraceEvent): Story | undefined {
    const story = event.cause === undefined ? undefined : this.#stories.get(event.cause)
    return story !== undefined && story.until > this.time ? story : undefined
  }

  #remember(event: TraceEvent, story: Story): void {
    this.#stories.set(eventId(event), story)
  }

  /** A new incarnation: who is to be seen struck through before it is so until then. */
  #appear(event: TraceEventOf<'ActorStarted'>): void {
    const actor = localPath(event.actor)
    const story = this.#storyOf(event)
    const from = story?.until ?? this.time
    this.#items = this.#items.map(item =>
      item.type === 'struck' && item.participant === event.node && item.actor === actor
        ? { ...item, until: Math.max(item.from, from) }
        : item,
    )
  }

  #put(event: TraceEvent, actor: PathText, show: Show, from: number, lasts: number): void {
    if (lasts <= 0) return
    const id = `${eventId(event)} ${show.type}`
    const item = { ...show, id, participant: event.node, actor: localPath(actor), from, until: from + lasts }
    this.#items.push(item)
  }

  #veil(event: TraceEventOf<'ActorStopped'> | TraceEventOf<'ActorBackingOff'>, until: number): void {
    if (until > this.time) this.#veils.set(actorKey(event.node, event.actor), until)
  }

  #forget(which: (item: StageItem) => boolean): void {
    for (const item of this.#items) {
      if (which(item)) this.#veils.delete(actorKey(item.participant, item.actor))
    }
    this.#items = this.#items.filter(item => !which(item))
  }
}
