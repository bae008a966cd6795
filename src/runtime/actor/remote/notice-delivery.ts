import type { EventId, VirtualTime } from '../../../trace/identifiers.ts'
import type { OutboundMessage } from '../api/outbound-message.ts'
import type { Scheduled } from '../base/timer-queue.ts'

/** Pekko: `system-message-resend-interval`. */
const resendIntervalMs = 1000
/** Pekko: `give-up-system-message-after`, 6 hours. */
export const giveUpAfterMs = 6 * 60 * 60 * 1000
/** Pekko: `system-message-buffer-size`. */
export const maxUnacknowledged = 20_000

interface NoticeDeliveryPort {
  now(): VirtualTime
  cause(): EventId | null
  schedule(due: VirtualTime, run: () => void): Scheduled
  cancel(scheduled: Scheduled): void
  transmit(notice: OutboundMessage, cause: EventId | null): void
  /** Called when too many notices are unacknowledged, or one was unacknowledged for too long. */
  giveUp(): void
}

interface Unacknowledged {
  number: number
  readonly notice: OutboundMessage
  readonly cause: EventId | null
  readonly firstSentAt: VirtualTime
  sentAt: VirtualTime
}

/**
 * Delivers notices (watches, unwatches and terminations) to one other address. Each is numbered and resent every second
 * until the receiver acknowledges it, because the watcher of a lost notice would wait for ever (C-209).
 */
export class NoticeDelivery {
  private readonly port: NoticeDeliveryPort
  private unacknowledged: Unacknowledged[] = []
  private lastNumber = 0
  private resending: Scheduled | null = null
  /** The number of the last accepted notice, by the uid of the sending incarnation. */
  private readonly accepted = new Map<number, number>()

  constructor(port: NoticeDeliveryPort) {
    this.port = port
  }

  send(notice: OutboundMessage): void {
    const now = this.port.now()
    const cause = this.port.cause()
    const number = ++this.lastNumber
    this.unacknowledged.push({ number, notice, cause, firstSentAt: now, sentAt: now })
    if (this.unacknowledged.length > maxUnacknowledged) {
      this.port.giveUp()
      return
    }
    this.port.transmit({ ...notice, message: number }, cause)
    this.awaitAcknowledgement()
  }

  /** True for the next notice. False for a duplicate, or when an earlier notice is missing. */
  accept(uid: number, number: number): boolean {
    if (number !== this.lastAccepted(uid) + 1) return false
    this.accepted.set(uid, number)
    return true
  }

  lastAccepted(uid: number): number {
    return this.accepted.get(uid) ?? 0
  }

  acknowledged(number: number): void {
    this.unacknowledged = this.unacknowledged.filter(each => each.number > number)
    if (this.unacknowledged.length === 0) this.stopResending()
  }

  /** Another incarnation lives at the address. It gets the unacknowledged notices, numbered from 1. */
  startOver(): void {
    this.lastNumber = 0
    for (const each of this.unacknowledged) each.number = ++this.lastNumber
    this.resend(this.port.now())
  }

  /** No incarnation at the address can acknowledge the notices any more. */
  clear(): void {
    this.unacknowledged = []
    this.lastNumber = 0
    this.stopResending()
  }

  private awaitAcknowledgement(): void {
    this.resending ??= this.port.schedule(this.port.now() + resendIntervalMs, () => {
      this.resending = null
      const [oldest] = this.unacknowledged
      if (oldest === undefined) return
      if (oldest.firstSentAt + giveUpAfterMs <= this.port.now()) this.port.giveUp()
      else this.resend(this.port.now() - resendIntervalMs)
    })
  }

  private resend(sentBy: VirtualTime): void {
    const now = this.port.now()
    for (const each of this.unacknowledged) {
      if (each.sentAt > sentBy) continue
      each.sentAt = now
      this.port.transmit({ ...each.notice, message: each.number }, each.cause)
    }
    if (this.unacknowledged.length > 0) this.awaitAcknowledgement()
  }

  private stopResending(): void {
    if (this.resending !== null) this.port.cancel(this.resending)
    this.resending = null
  }
}
