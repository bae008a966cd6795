import { localPath } from '../trace/actor-path.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'

/** One message on the way of an event from the database to a reader. */
export interface WayStep {
  readonly label: string
  readonly from: ParticipantId
  /** The receiving participant; the same one for a message within it. */
  readonly to: ParticipantId
  readonly sentAt: VirtualTime
}

/** The way of one event from the journal into a reader's copy. */
export interface WayOfWrite {
  /** Of the change of the copy, in the run's log. */
  readonly position: number
  readonly sequenceNr: number
  readonly reader: ParticipantId
  /** The feed of the reader; null for pub/sub, which its state does not name. */
  readonly feed: string | null
  /** From the commit on, without messages within one participant. */
  readonly steps: readonly WayStep[]
  readonly committedAt: VirtualTime
  /** Virtual ms from the commit to the copy. */
  readonly latencyMs: number
}

interface Commit {
  readonly at: VirtualTime
  readonly cause: EventId | undefined
}

/** Longest chain from a copy back to its commit. Catching up after a restart has more, and is no way of one write. */
const maxLinks = 40

/**
 * Follows the events of a trace, and finds the ways of writes: from the change of a reader's copy back along its causes to
 * the request that stored the event.
 */
export class WaysOfWrites {
  readonly #reader: string
  readonly #byId: (id: EventId) => TraceEvent | null
  readonly #commits = new Map<number, Commit>()
  readonly #copies = new Map<ParticipantId, number>()
  readonly #ways: WayOfWrite[] = []

  /** `reader`: path of the readers, without address and uid. `byId` finds any earlier event. */
  constructor(reader: string, byId: (id: EventId) => TraceEvent | null) {
    this.#reader = reader
    this.#byId = byId
  }

  /** The last way of each feed before a position of the log, in the order of their events. */
  waysBefore(position: number): readonly WayOfWrite[] {
    const last = new Map<string | null, WayOfWrite>()
    for (const way of this.#ways) {
      if (way.position >= position) break
      last.delete(way.feed)
      last.set(way.feed, way)
    }
    return [...last.values()]
  }

  /** Takes the events of the log in order; those that are neither a commit nor a changed copy may be left out. */
  add(position: number, event: TraceEvent): void {
    if (event.type === 'JournalChanged' && event.change === 'appended')
      this.#commits.set(event.highestSequenceNr, { at: event.at, cause: event.cause })
    if (event.type === 'StateChanged' && localPath(event.actor) === this.#reader)
      this.#onCopy(position, event)
  }

  #onCopy(position: number, event: TraceEventOf<'StateChanged'>): void {
    const state = parsed(event)
    if (state === null) return
    const before = this.#copies.get(event.node)
    this.#copies.set(event.node, state.sequenceNr)
    const commit = this.#commits.get(state.sequenceNr)
    if (commit === undefined || before !== state.sequenceNr - 1) return
    const steps = this.#stepsBack(event, commit)
    if (steps === null) return
    this.#ways.push({
      position,
      sequenceNr: state.sequenceNr,
      reader: event.node,
      feed: state.feed,
      steps,
      committedAt: commit.at,
      latencyMs: event.at - commit.at,
    })
  }

  /** The messages between the participants since the commit; null if the commit is not among the causes. */
  #stepsBack(copy: TraceEvent, commit: Commit): readonly WayStep[] | null {
    const steps: WayStep[] = []
    let event: TraceEvent | null = copy
    for (let i = 0; i < maxLinks && event !== null; i++) {
      if (event.type === 'MessageSent' && event.toNode != null && event.toNode !== event.node)
        steps.push({ label: event.label, from: event.node, to: event.toNode, sentAt: event.at })
      if (event.cause === commit.cause) return steps.reverse()
      event = event.cause === undefined ? null : this.#byId(event.cause)
    }
    return null
  }
}

function parsed({ state }: TraceEventOf<'StateChanged'>): { sequenceNr: number; feed: string | null } | null {
  try {
    const found = JSON.parse(state) as { readonly sequenceNr?: unknown; readonly feed?: unknown } | null
    if (typeof found?.sequenceNr !== 'number') return null
    return { sequenceNr: found.sequenceNr, feed: typeof found.feed === 'string' ? found.feed : null }
  } catch {
    return null
  }
}
