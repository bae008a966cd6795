import {
  type EventId,
  eventId,
  localPath,
  type ParticipantId,
  type PathText,
  type SupervisionRule,
  type TraceEvent,
  type TraceEventOf,
  type VirtualTime,
} from '../../../trace/index.ts'
import type { Director } from '../../store/director.ts'
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
  /** The failing message. The canvas shows how it is destroyed. */
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
export type StageScene = readonly StageItem[]

const isEndOfAnother = (signal: string): boolean => signal === 'Terminated' || signal === 'ChildFailed'

/** The longest time, in ms, for which one failure and its consequences delay the cursor. */
const maxStoryMs = 9000
const maxItems = 60
/** Minimum time, in ms, that a verdict stays before the next equal failure of the actor starts a new story. */
const readableMs = 900
/** An event this much later than the failure, in virtual ms, is not part of its story. */
const storyMs = 200

/** A failure and its consequences. */
interface Story {
  /** Virtual instant of its last failure. */
  readonly at: VirtualTime
  /** For how long it has delayed the cursor, in ms. */
  spentMs: number
}

/** Number of events whose story is remembered. */
const maxKnownEvents = 3000

/**
 * Shows a failure in the order of cause and effect, although the trace may record all of it at one virtual instant: the
 * destroyed message, the exception, the decision, and its consequences. It makes the playhead wait for each of them, so
 * that cards and panels change with the picture. Stage time, in ms, moves only through `advance`.
 */
export class Stage implements Director {
  time = 0
  pace: Timings = timings
  #items: StageItem[] = []
  /** Story of each event that a failure caused. */
  readonly #stories = new RecentMap<EventId, Story>(maxKnownEvents)
  readonly #chains = new MessageChains()

  clear(): void {
    this.#items = []
    this.#stories.clear()
    this.#chains.clear()
  }

  advance(ms: number): void {
    this.time += ms
    if (this.#items.some(item => item.until <= this.time))
      this.#items = this.#items.filter(item => item.until > this.time)
  }

  maxRate(): number {
    return Number.POSITIVE_INFINITY
  }

  scene(): StageScene {
    return this.#items.filter(item => item.from <= this.time)
  }

  lead(event: TraceEvent): number {
    switch (event.type) {
      case 'ActorFailed':
        return this.#leadFailure(event)
      case 'SignalDelivered':
        return this.#leadNews(event)
      default:
        return 0
    }
  }

  reveal(event: TraceEvent): number {
    this.#chains.record(event)
    const story = this.#storyOf(event)
    if (story !== undefined && event.type !== 'ActorFailed') this.#stories.set(eventId(event), story)
    switch (event.type) {
      case 'ActorFailed':
        return this.#revealFailure(event)
      case 'SignalDelivered':
        return this.#revealSignal(event)
      case 'ActorRestarted':
        return this.#revealConsequence(event, { type: 'flash', mark: 'restarted' }, this.pace.flash)
      case 'ActorResumed':
        return this.#revealConsequence(event, { type: 'flash', mark: 'resumed' }, this.pace.flash)
      case 'ActorStopped':
        return this.#revealConsequence(event, { type: 'stopped' }, this.pace.stopped)
      case 'ActorBackingOff':
        this.#addDelay(event)
        return 0
      case 'ActorStarted':
        this.#removeItems(
          item =>
            item.type === 'stopped' &&
            item.participant === event.node &&
            item.actor === localPath(event.actor),
        )
        return 0
      case 'ParticipantStarted':
        this.#removeItems(item => item.participant === event.node)
        return 0
      default:
        return 0
    }
  }

  /** The message arrives and is destroyed, and the exception moves to the supervisor. */
  #leadFailure(event: TraceEventOf<'ActorFailed'>): number {
    if (this.#items.length > maxItems || this.#repeated(event) !== undefined) return 0
    const actor = localPath(event.actor)
    const story = this.#storyOf(event)
    // A new failure replaces the items of the actor's previous one.
    if (story === undefined)
      this.#removeItems(item => item.participant === event.node && item.actor === actor)
    const { pace } = this
    const hops = story === undefined ? this.#chains.hops(event.node, actor, event.at) : 0
    const arrivalMs = hops === 0 ? 0 : hops * pace.hop + pace.hop / 3
    let from = this.time + arrivalMs
    // Only messages are destroyed; the arrival of a signal is an item of its own.
    if (event.label !== undefined && !isEndOfAnother(event.label)) {
      this.#addItem(event, actor, { type: 'message', label: event.label }, from, pace.message)
      from += pace.untilThrown
    }
    this.#addItem(event, actor, { type: 'exception', error: event.error.name }, from, pace.exception)
    return this.#spend(this.#storyOfFailure(event), from + pace.exception - this.time)
  }

  #revealFailure(event: TraceEventOf<'ActorFailed'>): number {
    const repeated = this.#repeated(event)
    if (repeated !== undefined) {
      const verdict = { ...repeated.verdict, times: repeated.verdict.times + 1 }
      this.#items = this.#items.map(item => (item === repeated ? { ...repeated, verdict } : item))
      return 0
    }
    if (this.#items.length > maxItems) return 0
    const verdict: Verdict = {
      decision: event.decision,
      error: event.error.name,
      by: event.decidedBy ?? null,
      exhausted: (event.exhausted?.length ?? 0) > 0,
      times: 1,
      waitMs: null,
    }
    this.#addItem(event, event.actor, { type: 'verdict', verdict }, this.time, this.pace.verdict)
    return this.#spend(this.#storyOfFailure(event), this.pace.step)
  }

  /** The equal failure whose verdict has just been shown, so that a burst is counted there. */
  #repeated(event: TraceEventOf<'ActorFailed'>): (StageItem & { readonly type: 'verdict' }) | undefined {
    for (const item of this.#items) {
      if (
        item.type === 'verdict' &&
        item.participant === event.node &&
        item.actor === localPath(event.actor) &&
        item.from > this.time - readableMs &&
        item.verdict.error === event.error.name &&
        item.verdict.decision === event.decision
      )
        return item
    }
    return undefined
  }

  /** The signal of an actor's end moves to its watcher before the watcher reacts. */
  #leadNews(event: TraceEventOf<'SignalDelivered'>): number {
    const story = this.#storyOf(event)
    if (story === undefined || !this.#addNews(event)) return 0
    return this.#spend(story, this.pace.news)
  }

  #addNews(event: TraceEventOf<'SignalDelivered'>): boolean {
    const { signal, of, actor } = event
    if (of === undefined || !isEndOfAnother(signal) || !isOfUser(actor)) return false
    this.#addItem(event, actor, { type: 'news', signal, of: localPath(of) }, this.time, this.pace.news)
    return true
  }

  #revealSignal(event: TraceEventOf<'SignalDelivered'>): number {
    const { signal } = event
    if (isEndOfAnother(signal)) {
      // The end of an actor that no failure caused does not delay the cursor: it is shown together with its effect.
      if (this.#storyOf(event) === undefined) this.#addNews(event)
      return 0
    }
    if (signal !== 'PreRestart' && signal !== 'PostStop') return 0
    return this.#revealConsequence(event, { type: 'signal', signal }, this.pace.signal)
  }

  #revealConsequence(
    event: TraceEvent & { readonly actor: PathText },
    content: StageContent,
    durationMs: number,
  ): number {
    if (!isOfUser(event.actor) || this.#items.length > maxItems) return 0
    this.#addItem(event, event.actor, content, this.time, durationMs)
    const story = this.#storyOf(event)
    return story === undefined ? 0 : this.#spend(story, this.pace.step)
  }

  /** Adds a backoff's delay to the verdict that decided it. */
  #addDelay(event: TraceEventOf<'ActorBackingOff'>): void {
    const actor = localPath(event.actor)
    this.#items = this.#items.map(item =>
      item.type === 'verdict' && item.participant === event.node && item.actor === actor
        ? { ...item, verdict: { ...item.verdict, waitMs: event.until - event.at } }
        : item,
    )
  }

  /** The story to which this failure belongs; a new one unless another failure caused it. */
  #storyOfFailure(event: TraceEventOf<'ActorFailed'>): Story {
    const id = eventId(event)
    const known = this.#stories.get(id)
    if (known !== undefined && known.at === event.at) return known
    const story = { at: event.at, spentMs: this.#storyOf(event)?.spentMs ?? 0 }
    this.#stories.set(id, story)
    return story
  }

  /** The story of the failure that caused the event. */
  #storyOf(event: TraceEvent): Story | undefined {
    const story = event.cause === undefined ? undefined : this.#stories.get(event.cause)
    return story !== undefined && event.at <= story.at + storyMs ? story : undefined
  }

  /** Returns the delay, or 0 when the story has had its time. */
  #spend(story: Story, ms: number): number {
    if (story.spentMs + ms > maxStoryMs) return 0
    story.spentMs += ms
    return ms
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
    const until = from + durationMs
    const item = { ...content, id, participant: event.node, actor: localPath(actor), from, until }
    // A step back and forward shows an event again.
    this.#items = [...this.#items.filter(other => other.id !== id), item]
  }

  #removeItems(which: (item: StageItem) => boolean): void {
    if (this.#items.some(which)) this.#items = this.#items.filter(item => !which(item))
  }
}

const isOfUser = (actor: PathText): boolean => localPath(actor).startsWith('/user')
