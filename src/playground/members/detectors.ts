import {
  type AddressText,
  type EventId,
  type EventLog,
  localPath,
  type ParticipantId,
  type TraceEvent,
  type VirtualTime,
} from '../../trace/index.ts'
import { Detector, type DetectorSettings } from './detector.ts'

/** A jump reads this much of the recording before it, in virtual ms: enough replies for a settled mean. */
const lookbackMs = 60_000
const senderPath = '/system/cluster/core/daemon/heartbeatSender'

/** A heartbeat without a first reply, which starts the detector all the same. */
interface Expected {
  readonly since: VirtualTime
}

/** The failure detectors of all nodes about each other at the cursor, from the heartbeats in the trace. */
export class Detectors {
  readonly #settings: DetectorSettings
  readonly #detectors = new Map<string, Detector>()
  readonly #expected = new Map<string, Expected>()
  readonly #sentAt = new Map<string, VirtualTime>()
  readonly #addresses = new Map<AddressText, ParticipantId>()
  readonly #uids = new Map<string, number>()

  constructor(settings: DetectorSettings) {
    this.#settings = settings
  }

  begin(log: EventLog, position: number): void {
    for (const map of [this.#detectors, this.#expected, this.#sentAt, this.#addresses, this.#uids])
      map.clear()
    if (position === 0) return
    const view = log.viewAt(position)
    for (const { id, address } of Object.values(view.participants)) this.#addresses.set(address, id)
    this.add(log.slice(log.countUntil(view.at - lookbackMs), position))
  }

  add(events: readonly TraceEvent[]): void {
    for (const event of events) this.#feed(event)
  }

  /** Null while `observer` does not watch `subject`. */
  find(observer: ParticipantId, subject: ParticipantId, at: VirtualTime): Detector | null {
    const key = keyOf(observer, subject)
    const expected = this.#expected.get(key)
    if (expected !== undefined && at >= expected.since + this.#settings.expectedResponseAfterMs)
      this.#start(key, expected)
    return this.#detectors.get(key) ?? null
  }

  /** The last heartbeat of `observer` to `subject`; null: there was none. */
  heartbeatAt(observer: ParticipantId, subject: ParticipantId): VirtualTime | null {
    return this.#sentAt.get(keyOf(observer, subject)) ?? null
  }

  #feed(event: TraceEvent): void {
    switch (event.type) {
      case 'ParticipantStarted':
        this.#addresses.set(event.address, event.node)
        this.#forget(event.node)
        return
      case 'ParticipantStopped':
        this.#forget(event.participant)
        return
      case 'MessageSent':
        if (
          event.label === 'Heartbeat' &&
          event.protocol === 'failure-detector' &&
          event.toNode !== undefined
        )
          this.#heartbeat(keyOf(event.node, event.toNode), event.at)
        return
      case 'MessageDelivered':
        if (event.label === 'HeartbeatRsp' && localPath(event.to) === senderPath && event.cause !== undefined)
          this.#reply(keyOf(event.node, participantOf(event.cause)), event.at)
        return
      case 'MemberChanged': {
        const subject = this.#addresses.get(event.member)
        if (subject !== undefined)
          this.#member(keyOf(event.node, subject), event.uid, event.status === 'Removed')
      }
    }
  }

  #heartbeat(key: string, at: VirtualTime): void {
    this.#sentAt.set(key, at)
    if (!this.#detectors.has(key) && !this.#expected.has(key)) this.#expected.set(key, { since: at })
  }

  #reply(key: string, at: VirtualTime): void {
    const expected = this.#expected.get(key)
    if (expected !== undefined && at >= expected.since + this.#settings.expectedResponseAfterMs)
      this.#start(key, expected)
    this.#expected.delete(key)
    this.#detectorOf(key).heartbeat(at)
  }

  /** A new incarnation at an address starts a new history. */
  #member(key: string, uid: number, removed: boolean): void {
    if (removed || (this.#uids.get(key) ?? uid) !== uid) {
      this.#detectors.delete(key)
      this.#expected.delete(key)
      this.#sentAt.delete(key)
    }
    if (removed) this.#uids.delete(key)
    else this.#uids.set(key, uid)
  }

  #start(key: string, { since }: Expected): void {
    this.#expected.delete(key)
    this.#detectorOf(key).heartbeat(since + this.#settings.expectedResponseAfterMs)
  }

  #detectorOf(key: string): Detector {
    const known = this.#detectors.get(key)
    if (known !== undefined) return known
    const detector = new Detector(this.#settings)
    this.#detectors.set(key, detector)
    return detector
  }

  #forget(observer: ParticipantId): void {
    for (const map of [this.#detectors, this.#expected, this.#sentAt, this.#uids])
      for (const key of map.keys()) if (key.startsWith(`${observer} `)) map.delete(key)
  }
}

const keyOf = (observer: ParticipantId, subject: ParticipantId): string => `${observer} ${subject}`

const participantOf = (id: EventId): ParticipantId => id.slice(0, id.lastIndexOf('/'))
