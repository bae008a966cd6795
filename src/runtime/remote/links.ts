import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { NetworkConditions } from '../participant.ts'
import type { Random } from '../random.ts'

export interface Latency {
  /** A whole number, at least 1. */
  readonly minMs: number
  /** A whole number, at least `minMs`. */
  readonly maxMs: number
}

/**
 * The latency of each link. An entry of `between` holds in both directions; `*` matches every participant;
 * the first match wins.
 */
export interface LinkSettings {
  readonly default: Latency
  readonly between?: readonly (Latency & {
    readonly a: ParticipantId | '*'
    readonly b: ParticipantId | '*'
  })[]
}

/**
 * @throws {RangeError} unless every latency is a range of whole milliseconds, at least 1, with `minMs` ≤
 * `maxMs`.
 */
export function validateLinks(settings: LinkSettings): void {
  for (const { minMs, maxMs } of [settings.default, ...(settings.between ?? [])]) {
    if (!Number.isInteger(minMs) || !Number.isInteger(maxMs) || minMs < 1 || maxMs < minMs) {
      throw new RangeError(
        `Invalid latency from [${minMs}] to [${maxMs}] ms. Use whole numbers of at least 1, with the smaller one first.`,
      )
    }
  }
}

/**
 * The smallest latency in virtual ms. It is the maximum width of a round: a message sent in a round of this width
 * arrives in a later one.
 *
 * @example
 * const widthMs = smallestLatencyMs({ default: { minMs: 2, maxMs: 5 } })
 */
export function smallestLatencyMs(settings: LinkSettings): number {
  return Math.min(settings.default.minMs, ...(settings.between ?? []).map(latency => latency.minMs))
}

/** The outgoing links of one participant: draws a random latency per message and keeps each link in order. */
export class Links {
  private readonly settings: LinkSettings
  private readonly self: ParticipantId
  private readonly random: Random
  /** The last time of arrival at each receiver. */
  private readonly lastDue = new Map<ParticipantId, VirtualTime>()
  private readonly latencies = new Map<ParticipantId, Latency>()
  private changed: NetworkConditions['to']
  private nextSeqNr = 0

  constructor(
    settings: LinkSettings,
    self: ParticipantId,
    random: Random,
    changed: NetworkConditions['to'] = {},
  ) {
    validateLinks(settings)
    this.settings = settings
    this.self = self
    this.random = random
    this.changed = changed
  }

  /** Replaces the properties of the links that a person changed. */
  change(changed: NetworkConditions['to']): void {
    this.changed = changed
    this.latencies.clear()
  }

  latencyTo(to: ParticipantId): Latency {
    const cached = this.latencies.get(to)
    if (cached !== undefined) return cached
    const latency = this.changed[to]?.latency ?? this.findLatency(to)
    this.latencies.set(to, latency)
    return latency
  }

  private findLatency(to: ParticipantId): Latency {
    const { self } = this
    const match = this.settings.between?.find(
      ({ a, b }) => (matches(a, self) && matches(b, to)) || (matches(a, to) && matches(b, self)),
    )
    return match ?? this.settings.default
  }

  /**
   * The time of arrival of a message sent now, never before that of an earlier message to the same receiver.
   */
  due(to: ParticipantId, now: VirtualTime): VirtualTime {
    const { minMs, maxMs } = this.latencyTo(to)
    const due = Math.max(now + minMs + this.random.below(maxMs - minMs + 1), this.lastDue.get(to) ?? 0)
    this.lastDue.set(to, due)
    return due
  }

  /**
   * The `LinkChanged` event because of which the link loses a message sent now; undefined: it arrives. Draws a random number
   * only on a link with losses, so that other links keep theirs.
   */
  loss(to: ParticipantId): EventId | undefined {
    const changed = this.changed[to]
    if (changed === undefined || changed.lossPercent === 0) return undefined
    return this.random.below(100) < changed.lossPercent ? changed.event : undefined
  }

  /** The sequence number of the next envelope. */
  nextSeq(): number {
    return this.nextSeqNr++
  }
}

const matches = (pattern: string, id: ParticipantId) => pattern === '*' || pattern === id
