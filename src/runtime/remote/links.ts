import type { ParticipantId, VirtualTime } from '../../trace/trace-event.ts'
import type { Random } from '../random.ts'

export interface Latency {
  /** At least 1. */
  readonly minMs: number
  readonly maxMs: number
}

/** How long messages travel. A pair counts in both directions; `*` stands for anybody; the first match decides. */
export interface LinkSettings {
  readonly default: Latency
  readonly between?: readonly (Latency & {
    readonly a: ParticipantId | '*'
    readonly b: ParticipantId | '*'
  })[]
}

/** @throws {RangeError} unless every latency is a whole number of at least 1 ms and no greater than its most. */
export function checkLinks(settings: LinkSettings): void {
  for (const { minMs, maxMs } of [settings.default, ...(settings.between ?? [])]) {
    if (!Number.isInteger(minMs) || !Number.isInteger(maxMs) || minMs < 1 || maxMs < minMs) {
      throw new RangeError(
        `Latency from [${minMs}] to [${maxMs}] ms: give whole numbers, at least 1, the lesser first.`,
      )
    }
  }
}

/** The widest that a round may be: nothing sent in it can arrive in it. */
export function smallestLatencyMs(settings: LinkSettings): number {
  return Math.min(settings.default.minMs, ...(settings.between ?? []).map(latency => latency.minMs))
}

/** The sender's side of one participant's links: draws latencies and keeps the order of each. */
export class Links {
  private readonly settings: LinkSettings
  private readonly self: ParticipantId
  private readonly random: Random
  /** The last arrival at each receiver. */
  private readonly last = new Map<ParticipantId, VirtualTime>()
  private readonly latencies = new Map<ParticipantId, Latency>()
  private sent = 0

  constructor(settings: LinkSettings, self: ParticipantId, random: Random) {
    checkLinks(settings)
    this.settings = settings
    this.self = self
    this.random = random
  }

  latencyTo(to: ParticipantId): Latency {
    const known = this.latencies.get(to)
    if (known !== undefined) return known
    const latency = this.find(to)
    this.latencies.set(to, latency)
    return latency
  }

  private find(to: ParticipantId): Latency {
    const { self } = this
    const match = this.settings.between?.find(
      ({ a, b }) => (covers(a, self) && covers(b, to)) || (covers(a, to) && covers(b, self)),
    )
    return match ?? this.settings.default
  }

  /** When something sent now arrives: never before what was sent earlier to the same receiver. */
  due(to: ParticipantId, now: VirtualTime): VirtualTime {
    const { minMs, maxMs } = this.latencyTo(to)
    const due = Math.max(now + minMs + this.random.below(maxMs - minMs + 1), this.last.get(to) ?? 0)
    this.last.set(to, due)
    return due
  }

  /** The next envelope's number. */
  nextSeq(): number {
    return this.sent++
  }
}

const covers = (pattern: string, id: ParticipantId) => pattern === '*' || pattern === id
