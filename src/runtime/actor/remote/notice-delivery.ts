import type { EventId, VirtualTime } from '../../../trace/trace-event.ts'
import type { Scheduled } from '../base/timer-queue.ts'
import type { OutboundMessage } from './outbound-message.ts'

/** Pekko: `system-message-resend-interval`. */
const resendIntervalMs = 1000
/** Pekko: `give-up-system-message-after`, 6 hours. */
export const giveUpAfterMs = 6 * 60 * 60 * 1000
/** Pekko: `system-message-buffer-size`. */
export const maxUnacknowledged = 20_000

interface NoticeDeliveryPort {
  readonly now: VirtualTime
  readonly cause: EventId | null
  schedule(due: VirtualTime, run: () => void): Scheduled
  cancel(scheduled: Scheduled): void
  transmit(notice: OutboundMessage, cause: EventId | null): void
  /** Too many notices, or one for too long, are without an acknowledgement. */
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
 * Watches and their answers to one other address. Each is numbered and sent again every second until the receiver
 * acknowledges it, because a lost one could never be noticed: its watcher would wait for ever. (C-209)
 */
export class NoticeDelivery {
  private readonly port: NoticeDeliveryPort
  private unacknowledged: Unacknowledged[] = []
  private lastNumber = 0
  private resending: Scheduled | null = null
  /** By uid of the sending incarnation: the number up to which its notices were taken. */
  private readonly taken = new Map<number, number>()

  constructor(port: NoticeDeliveryPort) {
    this.port = port
  }

  send(notice: OutboundMessage): void {
    const { now, cause } = this.port
    const number = ++this.lastNumber
    this.unacknowledged.push({ number, notice, cause, firstSentAt: now, sentAt: now })
    if (this.unacknowledged.length > maxUnacknowledged) {
      this.port.giveUp()
      return
    }
    this.port.transmit({ ...notice, message: number }, cause)
    this.awaitAcknowledgement()
  }

  /** True: it is the next one, so it counts. Otherwise it is a duplicate, or one before it is missing. */
  take(uid: number, number: number): boolean {
    if (number !== this.takenFrom(uid) + 1) return false
    this.taken.set(uid, number)
    return true
  }

  takenFrom(uid: number): number {
    return this.taken.get(uid) ?? 0
  }

  acknowledged(number: number): void {
    this.unacknowledged = this.unacknowledged.filter(each => each.number > number)
    if (this.unacknowledged.length === 0) this.stopResending()
  }

  /** Another incarnation lives at the address: it counts from one, and gets what its predecessor left. */
  startOver(): void {
    this.lastNumber = 0
    for (const each of this.unacknowledged) each.number = ++this.lastNumber
    this.resend(this.port.now)
  }

  /** No one at the address is left to acknowledge anything. */
  clear(): void {
    this.unacknowledged = []
    this.lastNumber = 0
    this.stopResending()
  }

  private awaitAcknowledgement(): void {
    this.resending ??= this.port.schedule(this.port.now + resendIntervalMs, () => {
      this.resending = null
      const [oldest] = this.unacknowledged
      if (oldest === undefined) return
      if (oldest.firstSentAt + giveUpAfterMs <= this.port.now) this.port.giveUp()
      else this.resend(this.port.now - resendIntervalMs)
    })
  }

  private resend(sentBy: VirtualTime): void {
    const { now } = this.port
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
