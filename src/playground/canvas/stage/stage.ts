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
import { MessageChains } from './message-chains.ts'
import { type Timings, timings } from './timings.ts'

/** Participant and path, as lessons name an actor: `node-1/user/a`. */
export type ActorKey = string
export const actorKey = (participant: ParticipantId, path: PathText): ActorKey =>
  `${participant}${localPath(path)}`

export interface Verdict {
  readonly decision: TraceEventOf<'ActorFailed'>['decision']
  readonly error: string
  readonly by: SupervisionRule | null
  readonly exhausted: boolean
  /** Number of equal failures that this verdict is shown for. */
  readonly times: number
  /** Delay of a backoff restart, in virtual ms; null for other decisions. */
  readonly waitMs: number | null
}

/** Kind and content of an item. */
type StageContent =
  /** The failing message, which is destroyed. */
  | { readonly type: 'message'; readonly label: string }
  /** The error, moving up to the supervisor. */
  | { readonly type: 'exception'; readonly error: string }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  | { readonly type: 'signal'; readonly signal: string }
  /** `Terminated` or `ChildFailed` of the actor `of`, moving up to its watcher. */
  | { readonly type: 'news'; readonly signal: string; readonly of: PathText }
  | { readonly type: 'flash'; readonly mark: 'restarted' | 'resumed' }
  /** A stopped actor, struck through even when a new actor already has its name. */
  | { readonly type: 'stopped' }

/** An item shown at one actor; `from` and `until` are in ms of stage time. */
export type StageItem = StageContent & {
  readonly id: string
  readonly participant: ParticipantId
  readonly actor: PathText
  readonly from: number
  readonly until: number
}

/** The items shown at one instant of stage time. */
export interface StageScene {
  readonly items: readonly StageItem[]
  /** Actors already stopped or backing off in the view, whose story has not shown it yet. */
  readonly deferred: ReadonlySet<ActorKey>
}

export const emptyScene: StageScene = { items: [], deferred: new Set() }

const isEndOfAnother = (signal: string): boolean => signal === 'Terminated' || signal === 'ChildFailed'

/** Stories longer than this, in ms, are skipped: at such a speed only the outcome matters. */
const maxStoryMs = 9000
const maxItems = 60
/** Minimum time, in ms, that a verdict stays before the next equal failure of the actor starts a new story. */
const readableMs = 900

/** A failure and its consequences. */
interface Story {
  /** Stage time at which its last exception was thrown. */
  thrown: number
  /** Stage time at which the next consequence may start. */
  until: number
}

/** Number of events whose story is remembered. */
const maxKnownEvents = 3000

/**
 * Shows a failure in the order of cause and effect, although the trace may record all of it at one virtual instant: the
 * destroyed message, the exception, the decision, and its consequences. Stage time, in ms, moves only through `advance`,
 * so the scene is a function of the events and of that time.
 */
export class Stage {
  time = 0
  #items: StageItem[] = []
  readonly #deferrals = new Map<ActorKey, number>()
  /** Story of each event that a failure caused. */
  readonly #stories = new RecentMap<EventId, Story>(maxKnownEvents)
  readonly #chains = new MessageChains()

  clear(): void {
    this.#items = []
    this.#deferrals.clear()
    this.#stories.clear()
    this.#chains.clear()
  }

  /** Adds events and returns the stage time at which their last animation ends. */
  add(events: readonly TraceEvent[], pace: Timings = timings): number {
    let endsAt = this.time
    for (const event of events) endsAt = Math.max(endsAt, this.#addEvent(event, pace))
    return endsAt
  }

  advance(to: number): void {
    this.time = to
    this.#items = this.#items.filter(item => item.until > to)
    for (const [key, until] of this.#deferrals) if (until <= to) this.#deferrals.delete(key)
  }

  scene(): StageScene {
    const items = this.#items.filter(item => item.from <= this.time)
    return items.length === 0 && this.#deferrals.size === 0
      ? emptyScene
      : { items, deferred: new Set(this.#deferrals.keys()) }
  }

  /** When the scene changes next, if only time passes; null: never. */
  nextChange(): number | null {
    let next = Number.POSITIVE_INFINITY
    const consider = (at: number) => {
      if (at > this.time && at < next) next = at
    }
    for (const item of this.#items) {
      consider(item.from)
      consider(item.until)
    }
    for (const until of this.#deferrals.values()) consider(until)
    return Number.isFinite(next) ? next : null
  }

  #addEvent(event: TraceEvent, timings: Timings): number {
    this.#chains.record(event)
    const story = this.#storyOf(event)
    if (story !== undefined) this.#assignStory(event, story)
    switch (event.type) {
      case 'ActorFailed':
        return this.#addFailure(event, timings)
      case 'SignalDelivered':
        return this.#addSignal(event, timings)
      case 'ActorRestarted':
        return this.#addFlash(event, 'restarted', timings)
      case 'ActorResumed':
        return this.#addFlash(event, 'resumed', timings)
      case 'ActorBackingOff':
        return this.#addBackoff(event)
      case 'ActorStopped':
        return this.#addConsequence(event, event.actor, timings.step, from => {
          this.#defer(event, from)
          this.#addItem(event, event.actor, { type: 'stopped' }, from, timings.stopped)
        })
      case 'ActorStarted':
        this.#addStart(event)
        return this.time
      case 'ParticipantStarted':
        this.#removeItems(item => item.participant === event.node)
        return this.time
      default:
        return this.time
    }
  }

  #addFailure(event: TraceEventOf<'ActorFailed'>, timings: Timings): number {
    const actor = localPath(event.actor)
    const story = this.#storyOf(event)
    if (story === undefined && this.#items.length > maxItems) return this.time
    const repeated = this.#countRepeat(event, actor)
    if (repeated) return this.time
    // A new failure replaces the items of the actor's previous one.
    if (story === undefined)
      this.#removeItems(item => item.participant === event.node && item.actor === actor)
    // The failure starts after the animation of the message's arrival.
    const hops = this.#chains.hops(event.node, actor, event.at)
    const arrival = hops === 0 ? 0 : hops * timings.hop + timings.hop / 3
    const begin = story === undefined ? this.time + arrival : story.until
    if (begin - this.time > maxStoryMs) return this.time
    let from = begin
    // Only messages are destroyed; the arrival of a signal is an item of its own.
    if (event.label !== undefined && !isEndOfAnother(event.label)) {
      this.#addItem(event, actor, { type: 'message', label: event.label }, from, timings.message)
      from += timings.untilThrown
    }
    const thrown = from
    this.#addItem(event, actor, { type: 'exception', error: event.error.name }, from, timings.exception)
    from += timings.exception
    const verdict: Verdict = {
      decision: event.decision,
      error: event.error.name,
      by: event.decidedBy ?? null,
      exhausted: (event.exhausted?.length ?? 0) > 0,
      times: 1,
      waitMs: null,
    }
    this.#addItem(event, actor, { type: 'verdict', verdict }, from, timings.verdict)
    const until = from + timings.step
    if (story === undefined) this.#assignStory(event, { thrown, until })
    else Object.assign(story, { thrown, until })
    return until
  }

  /** Counts an equal failure at the verdict that is still shown; false when there is none. */
  #countRepeat(event: TraceEventOf<'ActorFailed'>, actor: PathText): boolean {
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

  #addSignal(event: TraceEventOf<'SignalDelivered'>, timings: Timings): number {
    const { signal, of } = event
    if (of !== undefined && isEndOfAnother(signal)) {
      return this.#addConsequence(event, event.actor, timings.news, from =>
        this.#addItem(event, event.actor, { type: 'news', signal, of: localPath(of) }, from, timings.news),
      )
    }
    if (signal !== 'PreRestart' && signal !== 'PostStop') return this.time
    if (this.#hasUpcoming(event, item => item.type === 'signal' && item.signal === signal)) return this.time
    return this.#addConsequence(event, event.actor, timings.step, from =>
      this.#addItem(event, event.actor, { type: 'signal', signal }, from, timings.signal),
    )
  }

  /** The delay counts in virtual time, so it is shown as soon as the exception was thrown. */
  #addBackoff(event: TraceEventOf<'ActorBackingOff'>): number {
    const story = this.#storyOf(event)
    const actor = localPath(event.actor)
    this.#items = this.#items.map(item =>
      item.type === 'verdict' && item.participant === event.node && item.actor === actor
        ? { ...item, verdict: { ...item.verdict, waitMs: event.until - event.at } }
        : item,
    )
    if (story !== undefined) this.#defer(event, story.thrown)
    return this.time
  }

  #addFlash(
    event: TraceEventOf<'ActorRestarted'> | TraceEventOf<'ActorResumed'>,
    mark: 'restarted' | 'resumed',
    timings: Timings,
  ): number {
    if (this.#hasUpcoming(event, item => item.type === 'flash')) return this.time
    return this.#addConsequence(event, event.actor, timings.step, from =>
      this.#addItem(event, event.actor, { type: 'flash', mark }, from, timings.flash),
    )
  }

  /** Shows a consequence after the running story that caused it, or at once when no story caused it. */
  #addConsequence(
    event: TraceEvent,
    actor: PathText,
    durationMs: number,
    show: (from: number) => void,
  ): number {
    if (!localPath(actor).startsWith('/user')) return this.time
    const story = this.#storyOf(event)
    if (story === undefined) {
      if (this.#items.length > maxItems) return this.time
      show(this.time)
      return this.time + durationMs
    }
    if (story.until - this.time > maxStoryMs) return this.time
    show(story.until)
    story.until += durationMs
    return story.until
  }

  /** True when a matching item of the actor is scheduled but not shown yet. */
  #hasUpcoming(
    event: { readonly node: ParticipantId; readonly actor: PathText },
    matches: (item: StageItem) => boolean,
  ): boolean {
    const actor = localPath(event.actor)
    return this.#items.some(
      item =>
        item.from > this.time && item.participant === event.node && item.actor === actor && matches(item),
    )
  }

  /** The running story that caused the event. */
  #storyOf(event: TraceEvent): Story | undefined {
    const story = event.cause === undefined ? undefined : this.#stories.get(event.cause)
    return story !== undefined && story.until > this.time ? story : undefined
  }

  #assignStory(event: TraceEvent, story: Story): void {
    this.#stories.set(eventId(event), story)
  }

  /** Ends the struck-through item of the previous incarnation when the new one starts. */
  #addStart(event: TraceEventOf<'ActorStarted'>): void {
    const actor = localPath(event.actor)
    const story = this.#storyOf(event)
    const from = story?.until ?? this.time
    this.#items = this.#items.map(item =>
      item.type === 'stopped' && item.participant === event.node && item.actor === actor
        ? { ...item, until: Math.max(item.from, from) }
        : item,
    )
  }

  #addItem(
    event: TraceEvent,
    actor: PathText,
    content: StageContent,
    from: number,
    durationMs: number,
  ): void {
    if (durationMs <= 0) return
    const id = `${eventId(event)} ${content.type}`
    const item = {
      ...content,
      id,
      participant: event.node,
      actor: localPath(actor),
      from,
      until: from + durationMs,
    }
    this.#items.push(item)
  }

  #defer(event: TraceEventOf<'ActorStopped'> | TraceEventOf<'ActorBackingOff'>, until: number): void {
    if (until > this.time) this.#deferrals.set(actorKey(event.node, event.actor), until)
  }

  #removeItems(which: (item: StageItem) => boolean): void {
    for (const item of this.#items) {
      if (which(item)) this.#deferrals.delete(actorKey(item.participant, item.actor))
    }
    this.#items = this.#items.filter(item => !which(item))
  }
}
