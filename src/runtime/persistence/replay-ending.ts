import type { JournalAnswer } from './journal-protocol.ts'
import type { StoredEvent } from './stored-event.ts'

type RecoverySuccess = Extract<JournalAnswer, { readonly type: 'RecoverySuccess' }>

/**
 * The end of a replay: its last batch and `RecoverySuccess`. Both answer the same request, and a link may lose, delay or
 * repeat each of them.
 */
export class ReplayEnding {
  /** Null until it has arrived. */
  success: RecoverySuccess | null = null
  #receivedTo = 0

  /** Records a batch. Returns false for a repeated one, whose events must not be applied again. */
  add(events: readonly StoredEvent[]): boolean {
    const last = events.at(-1)
    if (last === undefined) return true
    if (last.sequenceNr <= this.#receivedTo) return false
    this.#receivedTo = last.sequenceNr
    return true
  }

  /** False while the batch before `RecoverySuccess` is missing. */
  get hasAllEvents(): boolean {
    return this.#holdsAllOf(this.success)
  }

  /** True for an answer after which another one to the same request must follow. */
  awaitsMore(answer: JournalAnswer): boolean {
    if (answer.type === 'RecoverySuccess') return !this.#holdsAllOf(answer)
    return answer.type === 'ReplayedMessages' && answer.nextSequenceNr === null && this.success === null
  }

  #holdsAllOf(success: RecoverySuccess | null): boolean {
    return (success?.lastReplayedNr ?? 0) <= this.#receivedTo
  }
}
