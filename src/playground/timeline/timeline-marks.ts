import {
  type EventId,
  eventId,
  lowestIndex,
  type ParticipantId,
  type TraceEvent,
  type VirtualTime,
} from '../../trace/index.ts'
import { NumberTable } from './number-table.ts'
import { TextNumbers } from './text-numbers.ts'

export type MarkKind =
  | 'act'
  | 'stop'
  | 'failure'
  | 'restart'
  | 'downing'
  | 'singleton'
  | 'unreachable'
  | 'removed'

const kinds: readonly MarkKind[] = [
  'act',
  'stop',
  'failure',
  'restart',
  'downing',
  'singleton',
  'unreachable',
  'removed',
]

/** A membership change, a failure or another event that a lane marks at its instant. */
export interface Mark {
  readonly kind: MarkKind
  readonly at: VirtualTime
  readonly lane: ParticipantId
  readonly event: EventId
  /** Its position in the log: at one instant, later ones may not be shown yet. */
  readonly position: number
}

/** The mark of an event and the participant that it is about; null for events without a mark. */
export function markOf(event: TraceEvent): Pick<Mark, 'kind' | 'lane'> | null {
  switch (event.type) {
    case 'ParticipantStopped':
      return { kind: 'stop', lane: event.participant }
    case 'SingletonManagerChanged':
      return event.to === 'Oldest' || event.from === 'Oldest' ? { kind: 'singleton', lane: event.node } : null
    case 'ActorFailed':
      return { kind: 'failure', lane: event.node }
    case 'ActorRestarted':
      return { kind: 'restart', lane: event.node }
    case 'DowningDecided':
      return { kind: 'downing', lane: event.node }
    case 'MemberUnreachable':
      return { kind: 'unreachable', lane: event.node }
    case 'ActionDone':
      if ('participant' in event.action) return { kind: 'act', lane: event.action.participant }
      return 'node' in event.action ? { kind: 'act', lane: event.action.node } : null
    default:
      return null
  }
}

/** The marks of a whole run in the order of their instants, at 24 bytes each. */
export class TimelineMarks {
  readonly #names = new TextNumbers()
  readonly #table = new NumberTable(['at', 'position', 'kind', 'lane', 'node', 'seq'])

  get length(): number {
    return this.#table.length
  }

  add(kind: MarkKind, event: TraceEvent, lane: ParticipantId, position: number): void {
    this.#table.add({
      at: event.at,
      position,
      kind: kinds.indexOf(kind),
      lane: this.#names.numberOf(lane),
      node: this.#names.numberOf(event.node),
      seq: event.seq,
    })
  }

  at(index: number): Mark {
    const { kind, at, lane, node, seq, position } = this.#table.row(index)
    return {
      kind: kinds[kind] as MarkKind,
      at,
      lane: this.#names.textOf(lane),
      event: eventId({ node: this.#names.textOf(node), seq }),
      position,
    }
  }

  /** Number of marks before the instant. */
  countBefore(at: number): number {
    return lowestIndex(this.length, i => this.#table.get(i, 'at') >= at)
  }

  /**
   * The marks from one instant to the other, both included, among the first `count` events. A mark is left out when one of
   * the same kind and lane is less than `gapMs` before it, so that a long run does not need an object for each.
   */
  between(from: number, to: number, count: number, gapMs: number): readonly Mark[] {
    const marks: Mark[] = []
    const last = new Map<number, number>()
    for (let i = this.countBefore(from); i < this.length; i++) {
      const at = this.#table.get(i, 'at')
      if (at > to) break
      if (this.#table.get(i, 'position') >= count) continue
      const key = this.#table.get(i, 'lane') * kinds.length + this.#table.get(i, 'kind')
      if (at - (last.get(key) ?? Number.NEGATIVE_INFINITY) < gapMs) continue
      last.set(key, at)
      marks.push(this.at(i))
    }
    return marks
  }
}
