import type { StreamEvent } from '../api/actor-system.ts'
import { inWords } from '../base/error-text.ts'
import { labelOf } from '../base/message-text.ts'
import type * as services from '../kernel/services.ts'

/** Logs dead letters, dropped and unhandled messages. It pauses after a number of them. */
export class DeadLetterLog implements services.DeadLetterLog {
  private readonly limit: number
  private readonly suspendMs: number
  private readonly duringShutdown: boolean
  private count = 0
  private suspendedUntil: number | null = null

  constructor(settings: services.DeadLetterLogSettings) {
    this.limit = settings.logDeadLetters ?? 10
    this.suspendMs = settings.logDeadLettersSuspendDurationMs ?? 300_000
    this.duringShutdown = settings.logDeadLettersDuringShutdown ?? false
  }

  note(event: StreamEvent, now: number, ending: boolean): string | null {
    const description = sentenceOf(event)
    if (description === null || this.limit === 0 || (ending && !this.duringShutdown)) return null
    this.count++
    const { count, suspendedUntil, limit } = this
    const soFar = `${description} [${count}] dead letters so far`
    if (suspendedUntil !== null) {
      if (now < suspendedUntil) return null
      this.suspendedUntil = null
      this.count = 0
      return `${soFar}, of which [${count - limit - 1}] were not logged. The count begins anew.`
    }
    if (count < limit) return `${soFar}.`
    this.suspendedUntil = now + this.suspendMs
    return `${soFar}; no more are logged for [${this.suspendMs}] ms.`
  }
}

function sentenceOf({ type, message, recipient, reason }: StreamEvent & Facts): string | null {
  const which = `[${labelOf(message)}] to [${textOf(recipient)}]`
  switch (type) {
    case 'DeadLetter':
      return `${which} was not delivered.`
    case 'Dropped':
      return `${which} was dropped: ${textOf(reason)}.`
    case 'UnhandledMessage':
      return `${which} was not handled.`
    default:
      return null
  }
}

/** An application may publish events of these types itself, with fields of any type. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : inWords(value))

interface Facts {
  readonly message?: unknown
  readonly recipient?: unknown
  readonly reason?: unknown
}
