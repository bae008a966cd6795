import { reasonOf } from '../actor/index.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * The treatment of events of a superseded writer: discard them, fail the recovery, deliver them with a warning, or
 * deliver all events unchecked.
 */
export type ReplayFilterMode = 'repair-by-discard-old' | 'fail' | 'warn' | 'off'

export interface ReplayFilterOptions {
  readonly mode: ReplayFilterMode
  /** Number of events held back, so that a later writer can still discard them. */
  readonly windowSize: number
  /** Number of superseded writers remembered. */
  readonly maxOldWriters: number
  readonly warn: (text: string) => void
}

/**
 * Resolves conflicting events of several writers of one persistence id: the latest writer wins. Events wait in a window,
 * so that the ones that a new writer overwrites can still be discarded.
 */
export class ReplayFilter {
  readonly #options: ReplayFilterOptions
  #window: StoredEvent[] = []
  #writer: string | null = null
  #lastSequenceNr = 0
  #oldWriters: string[] = []

  constructor(options: ReplayFilterOptions) {
    this.#options = options
  }

  /** Adds an event and returns the events that leave the window. @throws {ReplayedByOldWriter} in mode `fail`. */
  push(event: StoredEvent): readonly StoredEvent[] {
    if (this.#options.mode === 'off') return [event]
    const released: StoredEvent[] = []
    if (this.#window.length >= this.#options.windowSize) released.push(this.#window.shift()!)
    if (event.writerUuid === this.#writer) {
      if (event.sequenceNr >= this.#lastSequenceNr) {
        this.#lastSequenceNr = event.sequenceNr
        this.#window.push(event)
      } else if (this.#keepsOldEvent(event)) this.#window.push(event)
    } else if (this.#oldWriters.includes(event.writerUuid)) {
      if (this.#keepsOldEvent(event)) this.#window.push(event)
    } else {
      this.#onNewWriter(event)
    }
    return released
  }

  /** Returns the rest of the window at the end of the replay. */
  flush(): readonly StoredEvent[] {
    const rest = this.#window
    this.#window = []
    return rest
  }

  #onNewWriter(event: StoredEvent): void {
    if (this.#writer !== null) {
      this.#oldWriters.push(this.#writer)
      if (this.#oldWriters.length > this.#options.maxOldWriters) this.#oldWriters.shift()
    }
    this.#writer = event.writerUuid
    this.#lastSequenceNr = event.sequenceNr
    this.#window = this.#window.filter(
      each => each.sequenceNr < event.sequenceNr || this.#keepsOldEvent(each),
    )
    this.#window.push(event)
  }

  /** Handles an event of a superseded writer. Returns true if the mode still delivers it. */
  #keepsOldEvent(event: StoredEvent): boolean {
    const violation = new ReplayedByOldWriter(event.persistenceId, event.sequenceNr, event.writerUuid)
    if (this.#options.mode === 'fail') throw violation
    const reason = reasonOf(violation)
    const discarded = this.#options.mode === 'repair-by-discard-old'
    this.#options.warn(discarded ? `${reason} It is discarded.` : reason)
    return !discarded
  }
}
