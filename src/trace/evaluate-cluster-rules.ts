import { canonicalJson } from './canonical-json.ts'
import type { ClusterRule, Verdict } from './check.ts'
import { BoundedMap, Evaluation } from './evaluation.ts'
import { type EventId, eventId, type ParticipantId } from './identifiers.ts'
import type { TraceEvent, TraceEventBody, TraceEventOf } from './trace-event.ts'

/** A rule that no event has broken at the end has been kept. */
abstract class RuleEvaluation extends Evaluation {
  override atEnd(): Verdict {
    return this.verdict === 'open' ? 'true' : this.verdict
  }
}

/** The changes that a leader makes only on convergence. */
const onConvergence: readonly string[] = ['Up', 'Exiting', 'Removed']

type LeaderAct = TraceEventOf<'MemberChanged'>

/**
 * Both sides of an old split may lead for a moment: Pekko counts what downed members observe when it chooses a leader, but
 * not for convergence. On the same version they make the same changes, which merge.
 */
class OneLeaderEvaluation extends RuleEvaluation {
  readonly #addresses = new Map<ParticipantId, string>()
  readonly #versions = new Map<ParticipantId, string>()
  readonly #acts = new BoundedMap<readonly LeaderAct[]>()

  feed(event: TraceEvent): void {
    if (event.type === 'ParticipantStarted') {
      this.#versions.delete(event.node)
      this.#addresses.set(event.node, event.address)
    } else if (event.type === 'GossipChanged') this.#versions.set(event.node, canonicalJson(event.version))
    else if (event.type === 'MemberChanged' && event.rule === 'leader tick') this.#acted(event)
  }

  /** A leader's change precedes its new version in the trace, so the node still has the version on which it acted. */
  #acted(act: LeaderAct): void {
    const version = this.#versions.get(act.node)
    if (version === undefined || !onConvergence.includes(act.status)) return
    // A downed node that ends itself sees itself as removed, which no leader decided.
    if (act.member === this.#addresses.get(act.node)) return
    const before = this.#acts.get(version) ?? []
    this.#acts.set(version, [...before, act])
    const contradicted = before.find(other => other.node !== act.node && contradict(other, act))
    if (contradicted === undefined) return
    this.since = contradicted
    this.verdict = 'false'
  }
}

/** One member changes differently, or two members get the same age. */
const contradict = (a: LeaderAct, b: LeaderAct): boolean =>
  a.member === b.member && a.uid === b.uid
    ? a.status !== b.status || a.upNumber !== b.upNumber
    : a.status === 'Up' && b.status === 'Up' && a.upNumber === b.upNumber

class VersionsRiseEvaluation extends RuleEvaluation {
  readonly #last = new Map<ParticipantId, TraceEventOf<'GossipChanged'>>()

  feed(event: TraceEvent): void {
    if (event.type === 'ParticipantStarted') this.#last.delete(event.node)
    if (event.type !== 'GossipChanged') return
    const before = this.#last.get(event.node)
    this.#last.set(event.node, event)
    if (before === undefined) return
    const fell = Object.entries(event.version).some(([node, count]) => count < (before.version[node] ?? 0))
    if (!fell) return
    this.since = before
    this.verdict = 'false'
  }
}

/** `seq` of an event by its id; the ids of one participant are in the order of its events. */
const numberOf = (id: EventId): number => Number(id.slice(id.lastIndexOf('/') + 1))
const senderOf = (id: EventId): ParticipantId => id.slice(0, id.lastIndexOf('/'))

interface Incarnation {
  /** `seq` of its first event. */
  readonly seq: number
  readonly uid: number
  readonly address: string
  /** Some member has removed it after it was downed. */
  removed: boolean
}

/** Incarnations of a participant that are told apart: messages of earlier ones arrive soon. */
const keptIncarnations = 8

/** The incarnations of each participant, by which an id names its sender. */
class Incarnations {
  readonly #known = new Map<ParticipantId, readonly Incarnation[]>()

  add({ node, seq, uid, address }: TraceEventOf<'ParticipantStarted'>): void {
    const known = this.#known.get(node) ?? []
    this.#known.set(node, [...known.slice(1 - keptIncarnations), { seq, uid, address, removed: false }])
  }

  /** The incarnation that emitted an event; undefined: it is too long ago. */
  emitterOf(id: EventId): Incarnation | undefined {
    return this.#known.get(senderOf(id))?.findLast(({ seq }) => seq <= numberOf(id))
  }

  latest(node: ParticipantId): Incarnation | undefined {
    return this.#known.get(node)?.at(-1)
  }

  markRemoved(address: string, uid: number): void {
    for (const incarnations of this.#known.values()) {
      for (const incarnation of incarnations)
        if (incarnation.uid === uid && incarnation.address === address) incarnation.removed = true
    }
  }
}

class RemovedSilentEvaluation extends RuleEvaluation {
  readonly #incarnations = new Incarnations()
  /** The removal of each downed member, by observer and member. */
  readonly #removed = new BoundedMap<TraceEvent>()
  /** The instants at which removed incarnations sent messages. Most runs have none. */
  readonly #sentAt = new BoundedMap<number>()

  feed(event: TraceEvent): void {
    switch (event.type) {
      case 'ParticipantStarted':
        this.#incarnations.add(event)
        return
      case 'MemberChanged':
        if (event.status === 'Removed' && event.previous === 'Down') {
          this.#removed.set(this.#key(event.node, event.member, event.uid), event)
          this.#incarnations.markRemoved(event.member, event.uid)
        }
        return
      case 'MessageSent':
        if (event.toNode !== undefined && this.#incarnations.latest(event.node)?.removed)
          this.#sentAt.set(eventId(event), event.at)
        return
      case 'MessageDelivered':
        if (event.cause !== undefined) this.#delivered(event, event.cause)
    }
  }

  #delivered(event: TraceEvent, cause: EventId): void {
    if (this.#sentAt.isEmpty) return
    const sentAt = this.#sentAt.get(cause)
    const sender = this.#incarnations.emitterOf(cause)
    if (sentAt === undefined || sender === undefined) return
    const removed = this.#removed.get(this.#key(event.node, sender.address, sender.uid))
    if (removed === undefined || sentAt <= removed.at) return
    this.since = removed
    this.verdict = 'false'
  }

  /** With the observer's uid, because its next incarnation knows nothing of a removal. */
  #key(observer: ParticipantId, address: string, uid: number): string {
    return `${observer}#${this.#incarnations.latest(observer)?.uid} ${address}#${uid}`
  }
}

class MessagesInOrderEvaluation extends RuleEvaluation {
  readonly #incarnations = new Incarnations()
  readonly #last = new BoundedMap<{ readonly number: number; readonly event: TraceEvent }>()
  /** Messages that a person held, moved or copied. */
  readonly #moved = new BoundedMap<true>()

  feed(event: TraceEvent): void {
    switch (event.type) {
      case 'ParticipantStarted':
        this.#incarnations.add(event)
        return
      case 'MessageHeld':
      case 'MessageRescheduled':
      case 'MessageDuplicated':
        this.#moved.set(event.message, true)
        return
      case 'MessageDelivered':
        if (event.cause !== undefined) this.#delivered(event, event.cause, event.to)
    }
  }

  #delivered(event: TraceEvent, cause: EventId, to: string): void {
    const sender = this.#incarnations.emitterOf(cause)
    // The receiver itself emits the event of a copy. An earlier incarnation's messages may arrive after the next one's.
    if (sender === undefined || senderOf(cause) === event.node || this.#moved.get(cause) === true) return
    const pair = `${sender.address}#${sender.uid} ${event.node}${to}`
    const before = this.#last.get(pair)
    const number = numberOf(cause)
    this.#last.set(pair, { number, event })
    if (before === undefined || number >= before.number) return
    this.since = before.event
    this.verdict = 'false'
  }
}

export const clusterRuleEvaluation = (rule: ClusterRule): Evaluation => {
  switch (rule) {
    case 'one-leader':
      return new OneLeaderEvaluation()
    case 'versions-rise':
      return new VersionsRiseEvaluation()
    case 'removed-silent':
      return new RemovedSilentEvaluation()
    case 'messages-in-order':
      return new MessagesInOrderEvaluation()
  }
}

/** The types of events that each rule evaluates. */
export const ruleEvents: { readonly [R in ClusterRule]: readonly TraceEventBody['type'][] } = {
  'one-leader': ['ParticipantStarted', 'GossipChanged', 'MemberChanged'],
  'versions-rise': ['ParticipantStarted', 'GossipChanged'],
  'removed-silent': ['ParticipantStarted', 'MemberChanged', 'MessageSent', 'MessageDelivered'],
  'messages-in-order': [
    'ParticipantStarted',
    'MessageHeld',
    'MessageRescheduled',
    'MessageDuplicated',
    'MessageDelivered',
  ],
}
