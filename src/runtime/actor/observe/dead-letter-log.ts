import type { StreamEvent } from '../api/actor-system.ts'
import { inWords } from '../base/error-text.ts'
import { labelOf } from './message-trace.ts'

export interface DeadLetterLogSettings {
  /** How many are logged before the log pauses; 0: none. Default 10. */
  readonly logDeadLetters?: number
  /** Default 5 min. */
  readonly logDeadLettersSuspendDurationMs?: number
  /** Default false. */
  readonly logDeadLettersDuringShutdown?: boolean
}

/** Writes what was not delivered, dropped or not handled, until that becomes too much; then it pauses. */
export class DeadLetterLog {
  private readonly limit: number
  private readonly suspendMs: number
  private readonly duringShutdown: boolean
  private count = 0
  private suspendedUntil: number | null = null

  constructor(settings: DeadLetterLogSettings) {
    this.limit = settings.logDeadLetters ?? 10
    this.suspendMs = settings.logDeadLettersSuspendDurationMs ?? 300_000
    this.duringShutdown = settings.logDeadLettersDuringShutdown ?? false
  }

  /** What to write about an event of the stream, if anything. */
  note(event: StreamEvent, now: number, ending: boolean): string | null {
    const what = whatOf(event)
    if (what === null || this.limit === 0 || (ending && !this.duringShutdown)) return null
    this.count++
    const { count, suspendedUntil, limit } = this
    const soFar = `${what} [${count}] dead letters so far`
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

function whatOf({ type, message, recipient, reason }: StreamEvent & Facts): string | null {
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

/** An application may publish events of these types itself, with anything in them. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : inWords(value))

interface Facts {
  readonly message?: unknown
  readonly recipient?: unknown
  readonly reason?: unknown
}
