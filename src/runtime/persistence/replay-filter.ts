import { reasonOf } from '../actor/index.ts'
import { ReplayedByOldWriter } from './persistence-errors.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * What to do with events of a writer that another one has superseded: drop them, fail the recovery, deliver
 * them with a warning, or not look at all.
 */
export type ReplayFilterMode = 'repair-by-discard-old' | 'fail' | 'warn' | 'off'

export interface ReplayFilterOptions {
  readonly mode: ReplayFilterMode
  /** Events looked ahead. */
  readonly windowSize: number
  readonly maxOldWriters: number
  readonly warn: (text: string) => void
}

/**
 * Sorts out what two writers of one persistence id left in the journal: the one that came later wins. Events
 * wait in a window, so that those which a new writer overtook can still be taken back.
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

  /** Gives what leaves the window. @throws {ReplayedByOldWriter} in mode `fail`. */
  push(event: StoredEvent): readonly StoredEvent[] {
    if (this.#options.mode === 'off') return [event]
    const released: StoredEvent[] = []
    if (this.#window.length >= this.#options.windowSize) released.push(this.#window.shift()!)
    if (event.writerUuid === this.#writer) {
      if (event.sequenceNr >= this.#lastSequenceNr) {
        this.#lastSequenceNr = event.sequenceNr
        this.#window.push(event)
      } else if (this.#stays(event)) this.#window.push(event)
    } else if (this.#oldWriters.includes(event.writerUuid)) {
      if (this.#stays(event)) this.#window.push(event)
    } else {
      this.#takeOver(event)
    }
    return released
  }

  /** The replay is over: gives what is left in the window. */
  flush(): readonly StoredEvent[] {
    const left = this.#window
    this.#window = []
    return left
  }

  #takeOver(event: StoredEvent): void {
    if (this.#writer !== null) {
      this.#oldWriters.push(this.#writer)
      if (this.#oldWriters.length > this.#options.maxOldWriters) this.#oldWriters.shift()
    }
    this.#writer = event.writerUuid
    this.#lastSequenceNr = event.sequenceNr
    this.#window = this.#window.filter(each => each.sequenceNr < event.sequenceNr || this.#stays(each))
    this.#window.push(event)
  }

  /** An event of an old writer: whether it is delivered all the same. */
  #stays(event: StoredEvent): boolean {
    const offence = new ReplayedByOldWriter(event.persistenceId, event.sequenceNr, event.writerUuid)
    if (this.#options.mode === 'fail') throw offence
    const reason = reasonOf(offence)
    const discarded = this.#options.mode === 'repair-by-discard-old'
    this.#options.warn(discarded ? `${reason} It is dropped.` : reason)
    return !discarded
  }
}
